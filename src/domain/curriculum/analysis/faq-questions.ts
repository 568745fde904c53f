import type { KnowledgeDocument } from '../../knowledge/knowledge-document.js'
import { oneLine } from '../../text/plain-text.js'
import { countWords } from '../../text/words.js'
import { type AnswerSentence, askedQuestions } from './asked-questions.js'
import type { StatedQuestion } from './stated-questions.js'

/** The questions that a document asks in its headings and answers below them, as an FAQ does, in reading order. */
export function faqQuestions(document: KnowledgeDocument): readonly StatedQuestion[] {
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
