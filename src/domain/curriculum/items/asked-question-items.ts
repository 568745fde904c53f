import type { KnowledgeDocument } from '../../knowledge/knowledge-document.js'
import { contentWords } from '../../text/content-words.js'
import { danglingPronoun, leadingConnective, leadingPronoun, openReference } from '../../text/open-references.js'
import { oneLine } from '../../text/plain-text.js'
import { hygieneFault } from '../../text/text-faults.js'
import type { TextRange } from '../../text/text-span.js'
import { countWords } from '../../text/words.js'
import { type AnswerSentence, type AskedQuestion, askedQuestions } from '../analysis/asked-questions.js'
import { cite } from '../analysis/cite.js'
import { addressed, withoutEnd } from '../language/phrases.js'
import { isQuestion, subjectOf } from '../language/titles.js'
import { type DocumentPart, withinPart } from '../outline/document-part.js'
import { plainTitle } from '../outline/unit-title.js'
import type { DraftOpen } from './draft-item.js'

const MAX_QUESTIONS = 8
const QUESTION_WORDS = { min: 3, max: 30 } as const
/** A shorter question is shown with its subject. */
const TELLING_WORDS = 3

const NAMES_IT = /^(?:what|who) (?:is|are|was|were)\b/i
const YES_OR_NO = /^(?:can|could|do|does|did|should|must|may|might|will|would|is|are|was|were|has|have)\b/i
const DECIDES =
  /^(?:yes|no|not|often|usually|mostly|sometimes|rarely|never|always|only|in most cases|as a rule|that depends|it depends|of course|\S+ \S+ (?:can|do|does|should|must|may|will|is|are|has|have)\b)/i
const ENGLISH = /\b(?:the|an?|is|are|of|to|and|not|you|no|yes|with)\b/i

const ANSWER_WORDS = { min: 4, max: 60 } as const
const NARRATOR = /\b(?:[Ww]e|[Ww]e['’]\w+|us|[Oo]urs?|I|I['’]\w+|[Mm]y|me|[Ll]et['’]s)\b/

/** The questions that documents ask and answer, from each part in turn. */
export function askedQuestionItems(parts: readonly DocumentPart[]): readonly DraftOpen[] {
  const byPart = parts.map((part) => {
    const { document } = part.analysis
    return withinPart(part, askedQuestions(document)).flatMap((asked) => askedItem(document, asked) ?? [])
  })
  const longest = Math.max(0, ...byPart.map(({ length }) => length))
  return Array.from({ length: longest }, (_unused, at) => byPart.flatMap((items) => items[at] ?? []))
    .flat()
    .slice(0, MAX_QUESTIONS)
}

function askedItem(document: KnowledgeDocument, { question, answer, titles }: AskedQuestion): DraftOpen | undefined {
  const stem = addressed(oneLine(question)).replace(/\?[?!]+$/, '?')
  const words = countWords(stem)
  if (!/\?$/.test(stem) || words < QUESTION_WORDS.min || words > QUESTION_WORDS.max) return undefined
  if (hygieneFault(stem) !== undefined || openReference(stem) !== undefined || danglingPronoun(stem) !== undefined)
    return undefined
  const key = answerKey(answer)
  if (key === undefined || !ENGLISH.test(key.text) || !isDecided(stem, key.text)) return undefined
  const citations = key.ranges.flatMap((range) => cite(document, range) ?? [])
  const topic = topicFor(stem, titles)
  if (citations.length === 0 || topic === 'missing') return undefined
  return {
    format: 'open',
    kind: 'short-answer',
    stem,
    ...(topic === undefined ? {} : { material: `Topic: ${topic}` }),
    answer: key.text,
    bloom: 'understand',
    citations,
    confidence: 0.7,
  }
}

/** Whether a yes-or-no question has a yes-or-no answer: as a heading, it may only introduce a case. */
function isDecided(stem: string, answer: string): boolean {
  const asked = stem.split(/[.!,;:]\s/).at(-1) ?? ''
  return !YES_OR_NO.test(asked) || DECIDES.test(answer)
}

/** The title that names the subject of a short question; `undefined` if the question names it. */
function topicFor(stem: string, titles: readonly string[]): string | 'missing' | undefined {
  const asked = contentWords(stem)
  if (asked.size >= TELLING_WORDS || (asked.size > 0 && NAMES_IT.test(stem))) return undefined
  const around =
    titles.find((title) => subjectOf(title) !== undefined) ??
    titles.find((title) => !isQuestion(title) && contentWords(title).size > 1)
  if (around === undefined) return asked.size === 0 ? 'missing' : undefined
  return [...contentWords(around)].some((word) => asked.has(word)) ? undefined : plainTitle(around)
}

/** The text of a full answer and its range. */
interface AnswerKey {
  readonly text: string
  readonly ranges: readonly TextRange[]
}

/**
 * The start of an answer, up to 60 words: whole sentences, each understandable with the earlier ones, and a list as a
 * whole or not at all; `undefined` if too little can be used.
 */
function answerKey(sentences: readonly AnswerSentence[]): AnswerKey | undefined {
  const said: AnswerSentence[] = []
  for (const [index, sentence] of sentences.entries()) {
    const entries = listAt(sentences, index)
    if (said.length > 0 && announces(said.at(-1)) !== entries.length > 0) break
    const next = entries.length > 0 ? entries : [sentence]
    if (
      wordsIn([...said, ...next]) > ANSWER_WORDS.max ||
      !next.every((part) => isUsableAnswer(part, said.length === 0))
    )
      break
    said.push(...next)
    if (entries.length > 0) break
  }
  // The announced content is missing.
  if (said.at(-1)?.isEntry !== true) while (announces(said.at(-1))) said.pop()
  if (wordsIn(said) < ANSWER_WORDS.min) return undefined
  const text = said.map((part) => (part.isEntry ? `\n${withoutEnd(part.text)}` : ` ${oneLine(part.text)}`)).join('')
  return { text: text.trim(), ranges: said }
}

/** The entries from `index` on, if a list starts there. */
function listAt(sentences: readonly AnswerSentence[], index: number): readonly AnswerSentence[] {
  if (sentences[index]?.isEntry !== true) return []
  const end = sentences.findIndex((sentence, at) => at > index && !sentence.isEntry)
  return sentences.slice(index, end < 0 ? undefined : end)
}

function isUsableAnswer({ text }: AnswerSentence, isFirst: boolean): boolean {
  const line = oneLine(text)
  if (NARRATOR.test(line) || /\?$/.test(line) || openReference(line) !== undefined) return false
  if (hygieneFault(line.replace(/:$/, '.')) !== undefined) return false
  return !isFirst || (leadingPronoun(line) ?? leadingConnective(line)) === undefined
}

function announces(sentence: AnswerSentence | undefined): boolean {
  return sentence !== undefined && /:\s*$/.test(sentence.text)
}

function wordsIn(sentences: readonly AnswerSentence[]): number {
  return sentences.reduce((sum, { text }) => sum + countWords(text), 0)
}
