import type { KnowledgeDocument } from '../../knowledge/knowledge-document.js'
import { oneLine } from '../../text/plain-text.js'
import type { TextRange } from '../../text/text-span.js'
import { countWords } from '../../text/words.js'
import { type AnswerSentence, askedQuestions } from './asked-questions.js'

/** A question of an author with its key. */
export interface StatedQuestion {
  readonly stem: string
  /** Empty for a question with an open answer. */
  readonly options: readonly { readonly label?: string; readonly text: string }[]
  /** The label or the text of the right option, or the answer to an open question; omitted if the document gives none. */
  readonly key?: string
  readonly explanation?: string
  readonly ranges: readonly TextRange[]
}

/** The questions that a document asks and answers, in reading order. */
export function statedQuestions(document: KnowledgeDocument): readonly StatedQuestion[] {
  return askedQuestions(document).map(({ question, answer }) => {
    const said = answerStart(answer)
    const key = said
      .map(({ text, isEntry }) => (isEntry ? `\n${oneLine(text)}` : ` ${oneLine(text)}`))
      .join('')
      .trim()
    return { stem: oneLine(question), options: [], ...(key === '' ? {} : { key }), ranges: said }
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
