import type { Unit } from '../../../domain/curriculum/index.js'
import type { KnowledgeDocument } from '../../../domain/knowledge/index.js'
import { type DocumentPart, partOfDocument, wholeDocument } from '../outline/document-part.js'
import { splitDocument } from '../outline/split-document.js'

/** A unit with the parts of documents that it is about. */
export interface UnitMaterial {
  readonly unit: Unit
  readonly parts: readonly DocumentPart[]
}

/** Finds what a unit is about by what it has read; where nothing is read, by what it cites. */
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
