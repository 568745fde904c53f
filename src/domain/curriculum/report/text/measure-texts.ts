import type { KnowledgeDocument } from '../../../knowledge/knowledge-document.js'
import { markupLeftoverIn } from '../../../text/text-faults.js'
import { countWords, normaliseText } from '../../../text/words.js'
import { type Cohesion, cohesionOf } from './cohesion.js'
import { type WordOrder, wordOrderOf } from './word-order.js'

/** A document with the text of another one. */
export interface DuplicateDocument {
  readonly docId: string
  /** The earlier document. */
  readonly of: string
}

/** A sentence that reading damaged. */
export interface DamagedSentence {
  readonly docId: string
  readonly text: string
}

/** What the text of the documents shows, measured once: the report of an edited curriculum needs it again. */
export interface MaterialText {
  readonly words: number
  /** Words in sentences of running text. */
  readonly sentenceWords: number
  readonly sentences: number
  /** Words by language, the most frequent first; without a language if it is uncertain. */
  readonly languages: readonly { readonly language?: string; readonly words: number }[]
  readonly wordOrder: WordOrder
  readonly cohesion: Cohesion
  /** Number of damaged sentences, and the first few. */
  readonly damaged: { readonly sentences: number; readonly examples: readonly DamagedSentence[] }
  readonly duplicates: { readonly words: number; readonly documents: readonly DuplicateDocument[] }
}

const MIN_SENTENCE_WORDS = 4
const MAX_EXAMPLES = 5
/** Words of a paragraph that is a duplicate rather than a phrase that is used again. */
const MIN_DUPLICATE_WORDS = 12

/** Measures the text of all documents, as the brief's language has it. */
export function measureTexts(documents: readonly KnowledgeDocument[], language: string): MaterialText {
  const sentences = documents.flatMap(({ id, sentences: own }) =>
    own.flatMap(({ text }) => {
      const words = countWords(text)
      return words < MIN_SENTENCE_WORDS ? [] : [{ docId: id, text, words }]
    }),
  )
  const damaged = sentences.filter(({ text }) => isDamaged(text))
  const byLanguage = new Map<string | undefined, number>()
  for (const { language: own, words } of documents) {
    const base = own === undefined ? undefined : baseLanguage(own)
    byLanguage.set(base, (byLanguage.get(base) ?? 0) + words)
  }
  return {
    words: documents.reduce((sum, { words }) => sum + words, 0),
    sentenceWords: sentences.reduce((sum, { words }) => sum + words, 0),
    sentences: sentences.length,
    languages: [...byLanguage]
      .map(([own, words]) => ({ ...(own === undefined ? {} : { language: own }), words }))
      .sort((a, b) => b.words - a.words),
    wordOrder: wordOrderOf(
      sentences.map(({ text }) => text),
      baseLanguage(language),
    ),
    cohesion: cohesionOf(documents.map(paragraphsOf)),
    damaged: {
      sentences: damaged.length,
      examples: damaged.slice(0, MAX_EXAMPLES).map(({ docId, text }) => ({ docId, text })),
    },
    duplicates: duplicatesIn(documents),
  }
}

/** `de` of `de-AT`. */
export function baseLanguage(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? ''
}

/** The sentences of each block together. */
function paragraphsOf({ sentences }: KnowledgeDocument): readonly string[] {
  const blocks = new Map<number, string>()
  for (const { block, text } of sentences) blocks.set(block, `${blocks.get(block) ?? ''} ${text}`)
  return [...blocks.values()]
}

/** Lost characters, torn and joined words, marks of a format that was not read. */
function isDamaged(sentence: string): boolean {
  return (
    /\ufffd|\p{L}- \p{Ll}{2}.*\p{L}- \p{Ll}{2}|(?:\b\p{L} ){6,}|\p{L}{35,}/u.test(sentence) ||
    markupLeftoverIn(sentence.replace(/\bhttps?:\S+|\bwww\.\S+|`/g, '')) !== undefined
  )
}

/** The words of sentences that a document has said before, but for a few. */
function repeatedWords({ sentences }: KnowledgeDocument): number {
  const times = new Map<string, number>()
  let words = 0
  for (const { text } of sentences) {
    const normal = normaliseText(text)
    const count = (times.get(normal) ?? 0) + 1
    times.set(normal, count)
    if (count > MAX_REPEATS) words += countWords(text)
  }
  return words
}

/** A sentence may come back: a warning, a heading of exercises. */
const MAX_REPEATS = 3

function duplicatesIn(documents: readonly KnowledgeDocument[]): MaterialText['duplicates'] {
  const first = new Map<string, string>()
  const paragraphs = new Map<string, string>()
  let words = 0
  const found: DuplicateDocument[] = []
  for (const document of documents) {
    const text = normaliseText(document.text)
    const of = first.get(text)
    if (of !== undefined) {
      found.push({ docId: document.id, of })
      words += document.words
      continue
    }
    first.set(text, document.id)
    words += repeatedWords(document)
    for (const paragraph of paragraphsOf(document)) {
      const length = countWords(paragraph)
      if (length < MIN_DUPLICATE_WORDS) continue
      const normal = normaliseText(paragraph)
      const other = paragraphs.get(normal)
      if (other !== undefined && other !== document.id) words += length
      else paragraphs.set(normal, document.id)
    }
  }
  return { words, documents: found }
}
