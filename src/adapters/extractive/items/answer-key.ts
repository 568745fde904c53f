import {
  countWords,
  hygieneFault,
  leadingConnective,
  leadingPronoun,
  openReference,
} from '../../../domain/curriculum/index.js'
import type { TextRange } from '../../../domain/knowledge/index.js'
import { withoutEnd } from '../language/phrases.js'
import type { AnswerSentence } from '../survey/asked-questions.js'

const WORDS = { least: 4, most: 60 } as const
const NARRATOR = /\b(?:[Ww]e|[Ww]e['’]\w+|us|[Oo]urs?|I|I['’]\w+|[Mm]y|me|[Ll]et['’]s)\b/

/** What a full answer says, and where that stands. */
export interface AnswerKey {
  readonly text: string
  readonly ranges: readonly TextRange[]
}

/**
 * The beginning of an answer, up to 60 words: whole sentences, each understood with those before it, and a list as a
 * whole or not at all; `undefined` if too little can be used.
 */
export function answerKey(sentences: readonly AnswerSentence[]): AnswerKey | undefined {
  const said: AnswerSentence[] = []
  for (const [index, sentence] of sentences.entries()) {
    const entries = listAt(sentences, index)
    if (said.length > 0 && announces(said.at(-1)) !== entries.length > 0) break
    const next = entries.length > 0 ? entries : [sentence]
    if (wordsIn([...said, ...next]) > WORDS.most || !next.every((part) => isUsable(part, said.length === 0))) break
    said.push(...next)
    if (entries.length > 0) break
  }
  // What was announced is not shown.
  if (said.at(-1)?.isEntry !== true) while (announces(said.at(-1))) said.pop()
  if (wordsIn(said) < WORDS.least) return undefined
  const text = said.map((part) => (part.isEntry ? `\n${withoutEnd(part.text)}` : ` ${oneLine(part.text)}`)).join('')
  return { text: text.trim(), ranges: said }
}

/** The entries from `index` on, if that is where a list begins. */
function listAt(sentences: readonly AnswerSentence[], index: number): readonly AnswerSentence[] {
  if (sentences[index]?.isEntry !== true) return []
  const end = sentences.findIndex((sentence, at) => at > index && !sentence.isEntry)
  return sentences.slice(index, end < 0 ? undefined : end)
}

function isUsable({ text }: AnswerSentence, isFirst: boolean): boolean {
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

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
