import { type Citation, type Item, keyText, type OpenItem, type OrderItem } from '../../../domain/curriculum/index.js'
import { plainText, shownLine, shownText } from '../text/plain-text.js'
import { giftAnswer, giftText, WORD_JOINER } from './gift-text.js'

/** An answer with more words is no short answer: nobody would hit its wording. */
const MOST_WORDS = 3

/** A question, with its label as name and id. The feedback names the passages behind the answer. */
export function giftQuestion(item: Item, label: string): string {
  const stem = item.material === undefined ? item.stem : `${item.stem}\n\n${item.material}`
  const feedback = feedbackOf(item)
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
      // Some readers take a first answer with an arrow for the first pair of a matching question.
      return `=${giftAnswer(index === 0 ? text.replaceAll('->', `-${WORD_JOINER}>`) : text)}`
    })
  }
  if (item.format === 'order')
    return orderedTexts(item).map((text, index) => `=${index + 1} -> ${giftText(shownLine(text))}`)
  return [`=${giftAnswer(item.answer)}`]
}

/** Whether the answer is free text, judged by a person. */
function isWritten(item: Item): boolean {
  return item.format === 'open' ? !isShortAnswer(item) : item.options.length < 2
}

/** A gap with few words to fill in. An asterisk would stand for anything, an arrow make it a matching question. */
function isShortAnswer({ kind, answer }: OpenItem): boolean {
  const words = plainText(answer)
    .split(/\s+/)
    .filter((word) => word !== '')
  return kind === 'cloze' && words.length >= 1 && words.length <= MOST_WORDS && !/\*|->|\\/.test(answer)
}

function orderedTexts({ options, key }: OrderItem): readonly string[] {
  return key.flatMap((id) => options.find((option) => option.id === id)?.text ?? [])
}

function feedbackOf(item: Item): string {
  const answer = isWritten(item) ? [keyText(item), ...judgement(item)] : []
  return [...answer, ...item.citations.map(sourceLine)].join('\n')
}

function judgement(item: Item): readonly string[] {
  const criteria = item.format === 'open' ? (item.rubric?.criteria ?? []) : []
  return criteria.map(({ name, weight, levels }) => `${name} (${weight} %): ${levels[0]?.descriptor ?? ''}`)
}

function sourceLine({ quote, docId, section }: Citation): string {
  return `Source: “${shownText(quote)}” (${section === undefined ? docId : `${docId}, ${section}`})`
}
