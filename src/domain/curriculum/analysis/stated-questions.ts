import type { KnowledgeDocument } from '../../knowledge/knowledge-document.js'
import { oneLine } from '../../text/plain-text.js'
import type { TextRange } from '../../text/text-span.js'
import { countWords } from '../../text/words.js'
import { type AnswerSentence, askedQuestions } from './asked-questions.js'

/** A question that the author asks, with its options and its key, verbatim. */
export interface StatedQuestion extends TextRange {
  readonly stem: string
  /** Program text that belongs to the stem. */
  readonly code?: string
  /** Empty for a question that is answered in words. */
  readonly options: readonly { readonly label?: string; readonly text: string }[]
  /** Indexes into `options`, or the answer in words; absent if the document has none. */
  readonly key?: readonly number[] | string
  /** Where the key stands, if it is not marked at the options. */
  readonly keyRange?: TextRange
}

/** The questions that a document asks and answers, in reading order. */
export function statedQuestions(document: KnowledgeDocument): readonly StatedQuestion[] {
  return askedQuestions(document).flatMap(({ question, answer, start }): readonly StatedQuestion[] => {
    const said = answerStart(answer)
    const key = said.map(({ text, isEntry }) => (isEntry ? `\n${oneLine(text)}` : ` ${oneLine(text)}`))
    const [first, last] = [said[0], said.at(-1)]
    if (first === undefined || last === undefined) return []
    const keyRange = { start: first.start, end: last.end }
    return [
      { stem: oneLine(question), options: [], key: key.join('').trim(), start, end: start + question.length, keyRange },
    ]
  })
}

const MAX_ANSWER_WORDS = 60

/** The start of an answer: whole sentences, and a list as a whole or not at all. */
function answerStart(sentences: readonly AnswerSentence[]): readonly AnswerSentence[] {
  const said: AnswerSentence[] = []
  let words = 0
  for (const [index, sentence] of sentences.entries()) {
    const end = sentences.findIndex(({ isEntry }, at) => at > index && !isEntry)
    const next = sentence.isEntry ? sentences.slice(index, end < 0 ? undefined : end) : [sentence]
    words += next.reduce((sum, { text }) => sum + countWords(text), 0)
    if (words > MAX_ANSWER_WORDS) break
    said.push(...next)
    if (sentence.isEntry) return said
  }
  // The announced list is missing.
  while (/:\s*$/.test(said.at(-1)?.text ?? '')) said.pop()
  return said
}
