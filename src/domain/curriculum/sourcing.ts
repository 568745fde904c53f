import type { KnowledgeDocument } from '../knowledge/knowledge-document.js'
import { contentWords, STOP_WORDS } from '../text/content-words.js'
import { stem } from '../text/stem.js'
import { wordsOf } from '../text/words.js'
import type { Curriculum } from './curriculum.js'

/** Where documents speak of an aim. */
export interface AimPassage {
  readonly docId: string
  readonly section?: string
}

/** What the documents have for one aim of the brief. */
export interface AimCoverage {
  readonly aim: string
  readonly covered: boolean
  /** Content words of the aim, as it has them, that the passages found do not contain. */
  readonly missing: readonly string[]
  /** The best first, few. */
  readonly passages: readonly AimPassage[]
}

/** A document that is neither cited nor read in a lesson. */
export interface UnusedDocument {
  readonly docId: string
  /** For people: "too little text (35 words)". */
  readonly reason: string
}

/** A file that cannot be read. */
export interface DocumentReadError {
  readonly name: string
  /** A code of `ERROR_CODES`. */
  readonly code: string
  readonly reason: string
  /** How to fix it. */
  readonly hint: string
}

/** What became of the brief's aims and of the documents. */
export interface SourcingReport {
  /** In the order of the brief. */
  readonly aims: readonly AimCoverage[]
  readonly unused: readonly UnusedDocument[]
  readonly refused: readonly DocumentReadError[]
}

/** What a search found for an aim. */
export interface AimEvidence {
  readonly docId: string
  /** Titles above the passage: of the document and of its sections. */
  readonly headings: readonly string[]
  /** The titles of the sections in one; empty: there is none. */
  readonly section: string
  readonly text: string
}

/**
 * The share of an aim's content words that must be found for the documents to cover it. An aim says in its own words what
 * documents say in theirs, so some are missing from what is covered well; below this, it is mostly words that are in any
 * text. Settled on 76 aims for two sets of documents, of which it tells 68 right; `missing` shows where it is narrow.
 */
const ENOUGH = 0.6

/** Words of the aim that one passage must have: any text has some of them, but here one and there another. */
const TOGETHER = 2

/** Passages that are told to a reader. */
const TOLD = 3

/** What the passages found, best first, have for an aim. */
export function coverAim(aim: string, found: readonly AimEvidence[]): AimCoverage {
  const wanted = wantedWords(aim)
  const there = found.map(({ headings, text }) => contentWords([...headings, text].join('\n')))
  const missing = wanted.filter((word) => !there.some((words) => words.has(stem(word))))
  const most = Math.max(0, ...there.map((words) => wanted.filter((word) => words.has(stem(word))).length))
  const share = wanted.length === 0 ? 0 : (wanted.length - missing.length) / wanted.length
  return {
    aim,
    covered: share >= ENOUGH && most >= Math.min(TOGETHER, wanted.length),
    missing,
    passages: found
      .slice(0, TOLD)
      .map(({ docId, section }): AimPassage => ({ docId, ...(section === '' ? {} : { section }) })),
  }
}

/** The content words of an aim, each once, as it has them. */
function wantedWords(aim: string): readonly string[] {
  const [first = '', ...rest] = wordsOf(aim)
  const stems = new Map<string, string>()
  for (const word of rest) {
    if (STOP_WORDS.has(word) || (word.length === 1 && !/\p{N}/u.test(word))) continue
    const known = stem(word)
    if (!stems.has(known)) stems.set(known, word)
  }
  // An aim begins with what learners do, which is seldom said of the subject; an aim of one word is the subject.
  return stems.size > 0 || first === '' ? [...stems.values()] : [first]
}

/** A document below this can hardly carry a statement and a question on it. */
const FEW_WORDS = 60

/** The documents that nothing cites and no lesson reads, in the order of the material, with the likeliest reason. */
export function unusedDocuments(
  curriculum: Curriculum,
  documents: readonly KnowledgeDocument[],
): readonly UnusedDocument[] {
  const used = usedDocuments(curriculum)
  const texts = new Map<string, string>()
  return documents.flatMap((document) => {
    const { id, text } = document
    const twin = texts.get(text)
    if (twin === undefined) texts.set(text, id)
    if (used.has(id)) return []
    return [{ docId: id, reason: reasonOf(document, curriculum.program.language, twin) }]
  })
}

function usedDocuments({ program, units, items, skillBook }: Curriculum): ReadonlySet<string> {
  const cited = [
    ...program.outcomes,
    ...units.flatMap(({ outcomes, keyPoints, glossary }) => [...outcomes, ...keyPoints, ...glossary]),
    ...items,
    ...skillBook,
  ].flatMap(({ citations }) => citations)
  const read = units.flatMap(({ lessons }) => lessons.flatMap(({ readings }) => readings))
  return new Set([...cited, ...read].map(({ docId }) => docId))
}

function reasonOf({ words, sentences, language }: KnowledgeDocument, wanted: string, twin: string | undefined): string {
  if (twin !== undefined) return `the same text as ${JSON.stringify(twin)}`
  if (sentences.length === 0) return `no sentences, only headings, code or tables (${words} words)`
  if (language !== undefined && base(language) !== base(wanted)) return `its language is ${language}, not ${wanted}`
  if (words < FEW_WORDS) return `too little text (${words} words)`
  return 'nothing in it that could be taught or asked on its own'
}

function base(language: string): string {
  return language.toLowerCase().split('-')[0] ?? ''
}
