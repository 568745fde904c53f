import {
  type Citation,
  type GeneratedCurriculum,
  type Item,
  keyText,
  type OpenItem,
  type OrderItem,
  type Unit,
} from '../../../domain/curriculum/index.js'
import type { CurriculumExporter, ExportedFile } from '../../../ports/curriculum/index.js'
import { CurriculumLabels, itemsByUnit } from '../labels/curriculum-labels.js'
import type { DocumentWords } from '../labels/words/document-words.js'
import { wordsFor } from '../labels/words/words-for.js'
import { plainText, shownLine, shownText, textFile } from '../text/plain-text.js'

/** The items as `items.gift`, one category for each unit. */
export class GiftExporter implements CurriculumExporter {
  readonly format = 'gift'

  async export({ curriculum }: GeneratedCurriculum): Promise<readonly ExportedFile[]> {
    const labels = new CurriculumLabels(curriculum)
    const program = categoryName(curriculum.program.title)
    const words = wordsFor(curriculum.program.language)
    const unitName = (unit: Unit) =>
      `${words.kinds.unit.one} ${curriculum.units.indexOf(unit) + 1}${words.colon}: ${unit.title}`
    const parts = itemsByUnit(curriculum).flatMap(({ unit, items }) => [
      `$CATEGORY: ${program}${unit ? `/${categoryName(unitName(unit))}` : ''}`,
      ...items.map((item) => giftQuestion(item, labels.item(item.id), words)),
    ])
    // Without items the file would be empty.
    if (parts.length === 0) parts.push(`$CATEGORY: ${program}`)
    return [textFile('items.gift', 'text/plain; charset=utf-8', parts.map((part) => `${part}\n\n`).join(''))]
  }
}

/** Learners do not guess the wording of a longer answer. */
const MAX_WORDS = 3

/** A question, with its label as name and id. The feedback names the sources of the answer. */
function giftQuestion(item: Item, label: string, words: DocumentWords): string {
  const stem = item.material === undefined ? item.stem : `${item.stem}\n\n${item.material}`
  const feedback = feedbackOf(item, words)
  return [
    `// [id:${label}] [tag:${item.kind}] [tag:${item.bloom}]`,
    `::${giftText(label)}::[plain]${giftText(stem)} {`,
    ...answerLines(item).map((line) => `\t${line}`),
    ...(feedback === '' ? [] : [`\t####[plain]${giftText(feedback)}`]),
    '}',
  ].join('\n')
}

function answerLines(item: Item): readonly string[] {
  if (isWritten(item)) return []
  if (item.format === 'choice') {
    return item.options.map(({ id, text }, index) => {
      if (id !== item.key) return `~${giftAnswer(text)}`
      // Some importers take a first answer with an arrow for the first pair of a matching question.
      return `=${giftAnswer(index === 0 ? text.replaceAll('->', `-${WORD_JOINER}>`) : text)}`
    })
  }
  if (item.format === 'order')
    return orderedTexts(item).map((text, index) => `=${index + 1} -> ${giftText(shownLine(text))}`)
  return [`=${giftAnswer(item.answer)}`]
}

/** Whether the answer is free text that a person judges. */
function isWritten(item: Item): boolean {
  return item.format === 'open' ? !isShortAnswer(item) : item.options.length < 2
}

/** A gap for few words. An asterisk is a wildcard, an arrow the sign of a matching question. */
function isShortAnswer({ kind, answer }: OpenItem): boolean {
  const words = plainText(answer)
    .split(/\s+/)
    .filter((word) => word !== '')
  return kind === 'cloze' && words.length >= 1 && words.length <= MAX_WORDS && !/\*|->|\\/.test(answer)
}

function orderedTexts({ options, key }: OrderItem): readonly string[] {
  return key.flatMap((id) => options.find((option) => option.id === id)?.text ?? [])
}

function feedbackOf(item: Item, words: DocumentWords): string {
  const answer = isWritten(item) ? [keyText(item), ...judgement(item)] : []
  return [...answer, ...item.citations.map((citation) => sourceLine(citation, words))].join('\n')
}

function judgement(item: Item): readonly string[] {
  const criteria = item.format === 'open' ? (item.rubric?.criteria ?? []) : []
  return criteria.map(
    ({ name, weight, description }) => `${name} (${weight} %)${description === '' ? '' : `: ${description}`}`,
  )
}

function sourceLine(
  { quote, docId, section }: Citation,
  { say, colon, quotes: [before, after] }: DocumentWords,
): string {
  return `${say.source}${colon}: ${before}${shownText(quote)}${after} (${section === undefined ? docId : `${docId}, ${section}`})`
}

// Importers replace escaped characters by these marks. They would read a mark in a text as that character.
const MARK = /&(?=&(?:010|035|058|061|092|123|125|126);)/g

/** Invisible and without width: it separates two signs that are read as one. */
const WORD_JOINER = '\u2060'

/** `text` as a part of a question, without signs of the format, on one line of the file. */
function giftText(text: string): string {
  return shownText(text)
    .replace(MARK, `&${WORD_JOINER}`)
    .replace(/[\\~=#{}:]/g, '\\$&')
    .replaceAll('\n', '\\n')
}

/** As {@link giftText}, for places where a leading `[html]` names a format and a leading `%50%` a weight. */
function giftAnswer(text: string): string {
  const written = giftText(text)
  return /^[[%]/.test(written) ? `[plain]${written}` : written
}

/** Characters of the name of a category. */
const MAX_CATEGORY = 200

/** `text` as one step of a category's path. The only escapes of a path are `//` for a slash and `\\` for a backslash. */
function categoryName(text: string): string {
  const line = plainText(text)
    .replace(/\s+/g, ' ')
    .replace(/^[ /]+|[ /]+$/g, '')
  const characters = [...line]
  const cut = characters.length > MAX_CATEGORY ? `${characters.slice(0, MAX_CATEGORY - 1).join('')}…` : line
  return (cut || '—')
    .replace(MARK, `&${WORD_JOINER}`)
    .replace(/ *\/+ */g, '//')
    .replaceAll('\\', '\\\\')
}
