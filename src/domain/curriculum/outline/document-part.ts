import { isProse, rolesAround } from '../../knowledge/document-region.js'
import type { DocumentSection, KnowledgeDocument } from '../../knowledge/knowledge-document.js'
import { teachingDocuments } from '../../knowledge/survey-documents.js'
import type { TextRange } from '../../text/text-span.js'
import { countWords } from '../../text/words.js'
import { analyzeDocument, type DocumentAnalysis } from '../analysis/analyze-document.js'
import type { Unit } from '../unit.js'
import { isContents } from './contents-links.js'

/** A document or a section that is taught together. */
export interface DocumentPart extends TextRange {
  readonly analysis: DocumentAnalysis
  readonly title: string
  /** The heading of the section; omitted for the whole document. */
  readonly section?: string
  readonly words: number
}

/** A document as one part. */
export function wholeDocument(document: KnowledgeDocument): DocumentPart {
  return {
    analysis: analyzeDocument(document),
    title: document.title,
    start: 0,
    end: document.text.length,
    words: document.words,
  }
}

/** The part from `start` to `end`, with the heading `section`. */
function partOfDocument(document: KnowledgeDocument, section: string, start: number, end: number): DocumentPart {
  const words = countWords(document.text.slice(start, end))
  return { analysis: analyzeDocument(document), title: section, section, start, end, words }
}

/** The elements of `found` within a part. */
export function withinPart<T extends { readonly start: number }>(
  part: DocumentPart,
  found: readonly T[],
): readonly T[] {
  return found.filter(({ start }) => part.start <= start && start < part.end)
}

/** The text of a part. */
export function textOfPart({ analysis, start, end }: DocumentPart): string {
  return analysis.document.text.slice(start, end)
}

/** The names in the documents of parts, in lower case. */
export function namesInParts(parts: readonly DocumentPart[]): ReadonlySet<string> {
  const names = new Set<string>()
  for (const { analysis } of parts) for (const word of analysis.names) names.add(word)
  return names
}

/** Up to this number of documents, a program is taught by sections. */
const FEW_DOCUMENTS = 5
/** Minimum words of a document that is split into sections. */
const LONG_WORDS = 400

/** The material to teach, and reference material. */
export interface TeachingDocuments {
  /** In the order of the documents. */
  readonly taught: readonly KnowledgeDocument[]
  /** Glossaries and lists of references: their terms go to the units that use them. */
  readonly lookedUp: readonly DocumentPart[]
}

/** Divides documents into those that are taught and those that are looked up. Contents files are neither. */
export function divideDocuments(documents: readonly KnowledgeDocument[]): TeachingDocuments {
  const material = teachingDocuments(documents).filter((document) => !isContents(document))
  const reference = material.filter(isReference)
  const taught = material.filter((document) => !reference.includes(document))
  // A program of glossaries alone teaches them.
  if (taught.length === 0) return { taught: material.length > 0 ? material : documents, lookedUp: [] }
  return { taught, lookedUp: reference.map(wholeDocument) }
}

/** The parts of a document that are taught one after another: its sections, if there are few documents and it is long. */
export function partsOfDocument(document: KnowledgeDocument, documents: number): readonly DocumentPart[] {
  return documents <= FEW_DOCUMENTS && document.words >= LONG_WORDS
    ? splitDocument(document)
    : [wholeDocument(document)]
}

/** The part under a heading, in any case; `undefined` if there is no such heading. */
export function partOfSection(document: KnowledgeDocument, heading: string): DocumentPart | undefined {
  const found = document.sections.find(
    (section) => section.heading?.text.toLowerCase() === heading.trim().toLowerCase(),
  )
  const text = found?.heading?.text
  return found === undefined || text === undefined ? undefined : partOfDocument(document, text, found.start, found.end)
}

/** Whether most of a document is a glossary or a list of references. */
function isReference(document: KnowledgeDocument): boolean {
  const listed = document.blocks
    .filter(({ region, kind }) => {
      const roles = rolesAround(document, region)
      return kind === 'definition-list' || roles.includes('glossary') || roles.includes('references')
    })
    .reduce((sum, { start, end }) => sum + end - start, 0)
  if (listed > document.text.length * 0.5) return true
  if (!LOOKED_UP.test(document.title)) return false
  const tabled = document.blocks
    .filter(({ kind }) => kind === 'table' || kind === 'list')
    .reduce((sum, { start, end }) => sum + end - start, 0)
  return listed + tabled > document.text.length * 0.5
}

/** The title of a document that is looked up, not read. */
const LOOKED_UP =
  /^(?:(?:quick )?reference|glossary|key terms|cheat ?sheet|glossar|nachschlag|glossaire|aide-mémoire|glosario|hoja de referencia)/i

/** A section with fewer words is joined to the previous one. */
const MIN_WORDS = 120

/** The parts of a long document: its sections at the outermost level that has two or more; else the document. */
function splitDocument(document: KnowledgeDocument): readonly DocumentPart[] {
  const sections = document.sections.filter(
    ({ heading, region }) => heading !== undefined && isProse(rolesAround(document, region)),
  )
  const levels = [...new Set(sections.map(({ level }) => level))].sort((a, b) => a - b)
  for (const level of levels) {
    const parts = joinShort(
      document,
      sections.filter((section) => section.level === level),
    )
    if (parts.length >= 2) return parts
  }
  return [wholeDocument(document)]
}

function joinShort(document: KnowledgeDocument, sections: readonly DocumentSection[]): readonly DocumentPart[] {
  const parts: DocumentPart[] = []
  let start: number | undefined
  let longest: DocumentSection | undefined
  for (const [index, section] of sections.entries()) {
    start ??= index === 0 ? 0 : section.start
    const end = sections[index + 1]?.start ?? document.text.length
    // Joined sections get the title of the longest one.
    if (longest === undefined || end - section.start > longest.end - longest.start) longest = section
    const part = partOfDocument(document, longest.heading?.text ?? document.title, start, end)
    if (part.words < MIN_WORDS && index < sections.length - 1) continue
    const last = parts.at(-1)
    if (part.words < MIN_WORDS && last !== undefined) {
      parts[parts.length - 1] = partOfDocument(document, last.title, last.start, end)
    } else parts.push(part)
    start = undefined
    longest = undefined
  }
  return parts
}

/** A unit with its parts of documents. */
export interface UnitMaterial {
  readonly unit: Unit
  readonly parts: readonly DocumentPart[]
}

/** The parts of a unit, by its readings; without readings, by its citations. */
export function materialOfUnit(unit: Unit, documents: readonly KnowledgeDocument[]): UnitMaterial {
  const byId = new Map(documents.map((document) => [document.id, document]))
  const read = unit.lessons.flatMap(({ readings }) => readings)
  const cited = [...unit.keyPoints, ...unit.outcomes].flatMap(({ citations }) => citations)
  const named: readonly { readonly docId: string; readonly section?: string }[] =
    read.length > 0 ? read : [...new Set(cited.map(({ docId }) => docId))].map((docId) => ({ docId }))
  const parts = new Map<string, DocumentPart>()
  for (const { docId, section } of named) {
    const document = byId.get(docId)
    if (document === undefined) continue
    const part = section === undefined ? wholeDocument(document) : partUnder(document, section)
    parts.set(`${docId}\n${part.start}`, part)
  }
  return { unit, parts: [...parts.values()] }
}

function partUnder(document: KnowledgeDocument, heading: string): DocumentPart {
  const taught = splitDocument(document).find(({ section }) => section === heading)
  if (taught !== undefined) return taught
  const section = document.sections.find((candidate) => candidate.heading?.text === heading)
  return section === undefined ? wholeDocument(document) : partOfDocument(document, heading, section.start, section.end)
}
