import type { KnowledgeDocument } from '../knowledge/knowledge-document.js'
import { contentWords, STOP_WORDS } from '../text/content-words.js'
import { stem } from '../text/stem.js'
import { wordsOf } from '../text/words.js'
import type { Curriculum } from './curriculum.js'
import { isContents } from './outline/contents-links.js'
import type { MaterialText } from './report/text/measure-texts.js'

/** A passage about an aim. */
export interface AimPassage {
  readonly docId: string
  readonly section?: string
}

/** The material for one aim of the brief. */
export interface AimCoverage {
  readonly aim: string
  readonly covered: boolean
  /** Content words of the aim that the passages do not contain. */
  readonly missing: readonly string[]
  /** A few, the best first. */
  readonly passages: readonly AimPassage[]
}

/** A document that is neither cited nor read in a lesson. */
export interface UnusedDocument {
  readonly docId: string
  /** For people: "too little text (35 words)". */
  readonly reason: string
}

/** A file that cannot be read. */
export interface RefusedDocument {
  readonly name: string
  /** A code of `ERROR_CODES`. */
  readonly code: string
  readonly reason: string
  /** How to fix it. */
  readonly hint: string
}

/** Something in a document that was not read. */
export interface DocumentNotice {
  readonly docId: string
  /** For people: "hidden text was left out in 2 places". */
  readonly text: string
}

/** The use of the documents, what their text shows, and the coverage of the aims. */
export interface SourcingReport {
  /** In the order of the brief. */
  readonly aims: readonly AimCoverage[]
  readonly unused: readonly UnusedDocument[]
  readonly refused: readonly RefusedDocument[]
  /** What was not read of the documents; absent if nothing was left out. */
  readonly notices?: readonly DocumentNotice[]
  readonly text: MaterialText
}

/** A search result for an aim. */
export interface AimEvidence {
  readonly docId: string
  /** Titles above the passage: of the document and of its sections. */
  readonly headings: readonly string[]
  /** The titles of the sections as one text; empty if there are none. */
  readonly section: string
  readonly text: string
}

/**
 * The minimum share of the content words of an aim in the documents. Aims and documents use different words for the same
 * things, so some words are missing even if an aim is covered well; below this share, the found words are mostly common
 * ones. Determined on 76 aims and two sets of documents; it decides 68 correctly. `missing` shows borderline cases.
 */
const ENOUGH = 0.6

/** Minimum number of words of the aim in one passage: in any text, single words of it occur in different places. */
const TOGETHER = 2

/** Maximum number of passages in the report. */
const MAX_PASSAGES = 3

/** The coverage of an aim by the passages found, best first. */
export function coverAim(aim: string, found: readonly AimEvidence[]): AimCoverage {
  const aimWords = contentWordsOf(aim)
  const there = found.map(({ headings, text }) => contentWords([...headings, text].join('\n')))
  const missing = aimWords.filter((word) => !there.some((words) => words.has(stem(word))))
  const max = Math.max(0, ...there.map((words) => aimWords.filter((word) => words.has(stem(word))).length))
  const share = aimWords.length === 0 ? 0 : (aimWords.length - missing.length) / aimWords.length
  return {
    aim,
    covered: share >= ENOUGH && max >= Math.min(TOGETHER, aimWords.length),
    missing,
    passages: found
      .slice(0, MAX_PASSAGES)
      .map(({ docId, section }): AimPassage => ({ docId, ...(section === '' ? {} : { section }) })),
  }
}

/** The content words of an aim, each once, as it has them. */
function contentWordsOf(aim: string): readonly string[] {
  const [first = '', ...rest] = wordsOf(aim)
  const stems = new Map<string, string>()
  for (const word of rest) {
    if (STOP_WORDS.has(word) || (word.length === 1 && !/\p{N}/u.test(word))) continue
    const known = stem(word)
    if (!stems.has(known)) stems.set(known, word)
  }
  // An aim starts with a verb, which documents rarely contain; an aim of one word is the subject.
  return stems.size > 0 || first === '' ? [...stems.values()] : [first]
}

/** Minimum words of a document for a statement and a question. */
const FEW_WORDS = 60

/** The documents without citation and reading, in the order of the material, with the most likely reason. */
export function unusedDocuments(
  curriculum: Curriculum,
  documents: readonly KnowledgeDocument[],
): readonly UnusedDocument[] {
  const used = usedDocuments(curriculum)
  const ordering = orderingDocument(curriculum, documents)
  const texts = new Map<string, string>()
  return documents.flatMap((document) => {
    const { id, text } = document
    const duplicate = texts.get(text)
    if (duplicate === undefined) texts.set(text, id)
    if (used.has(id)) return []
    const order = orderReason(document, ordering, curriculum)
    return [{ docId: id, reason: order ?? reasonOf(document, curriculum.program, duplicate) }]
  })
}

/** The document that states the order of the units: of several with its name, the one with the most links. */
function orderingDocument(
  { placement }: Curriculum,
  documents: readonly KnowledgeDocument[],
): KnowledgeDocument | undefined {
  const named = documents.filter(({ source, links }) => links !== undefined && placement.reason === `from ${source}`)
  return named.sort((a, b) => (b.links?.length ?? 0) - (a.links?.length ?? 0))[0]
}

/** What a table of contents or a plan was used for; `undefined` for other documents. */
function orderReason(
  document: KnowledgeDocument,
  ordering: KnowledgeDocument | undefined,
  { placement }: Curriculum,
): string | undefined {
  const { purpose } = document
  if (document === ordering) return `${purpose?.reason ?? CONTENTS}; the units and their order come from it`
  if (purpose?.kind !== 'contents' && !isContents(document)) return undefined
  return `${purpose?.reason ?? CONTENTS}; not used for the order of the units (${placement.reason})`
}

const CONTENTS = 'a table of contents'

/** What was not read of the documents, and which teach in another language than the program, in the order of the material. */
export function documentNotices(
  documents: readonly KnowledgeDocument[],
  programLanguage: string,
): readonly DocumentNotice[] {
  return documents.flatMap(({ id, notices = [], language, purpose }) => {
    const differs = purpose === undefined && language !== undefined && base(language) !== base(programLanguage)
    const said = differs ? [`its language is ${language}, the brief says ${programLanguage}`] : []
    return [...notices, ...said].map((text) => ({ docId: id, text }))
  })
}

function usedDocuments({ program, units, items, assessments, skillBook }: Curriculum): ReadonlySet<string> {
  const cited = [
    ...program.outcomes,
    ...units.flatMap(({ outcomes, keyPoints, glossary }) => [...outcomes, ...keyPoints, ...glossary]),
    ...units.flatMap(({ lessons }) => lessons.flatMap(({ activities }) => activities)),
    ...items,
    ...assessments,
    ...skillBook,
  ].flatMap(({ citations }) => citations)
  const read = units.flatMap(({ lessons }) => lessons.flatMap(({ readings }) => readings))
  return new Set([...cited, ...read].map(({ docId }) => docId))
}

function reasonOf(
  { words, sentences, language, purpose }: KnowledgeDocument,
  { language: programLanguage, outline }: Curriculum['program'],
  duplicate: string | undefined,
): string {
  if (purpose !== undefined) return purpose.reason
  if (duplicate !== undefined) return `the same text as ${JSON.stringify(duplicate)}`
  if (sentences.length === 0) return `no sentences, only headings, code or tables (${words} words)`
  if (language !== undefined && base(language) !== base(programLanguage))
    return `its language is ${language}, not ${programLanguage}`
  if (outline !== undefined) return 'in no unit of the outline'
  if (words < FEW_WORDS) return `too little text (${words} words)`
  return 'nothing in it that could be taught or asked on its own'
}

function base(language: string): string {
  return language.toLowerCase().split('-')[0] ?? ''
}
