import type { DocumentSection, KnowledgeDocument } from '../../../domain/knowledge/index.js'
import { isProse, rolesAround } from '../survey/region-roles.js'
import { type DocumentPart, partOfDocument, wholeDocument } from './document-part.js'

/** A section of fewer words is taught together with the one before it. */
const LEAST_WORDS = 120

/** The parts of a long document: its sections at the outermost level that has two or more; else the document. */
export function splitDocument(document: KnowledgeDocument): readonly DocumentPart[] {
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
    // Several sections are called by the one that says most.
    if (longest === undefined || end - section.start > longest.end - longest.start) longest = section
    const part = partOfDocument(document, longest.heading?.text ?? document.title, start, end)
    if (part.words < LEAST_WORDS && index < sections.length - 1) continue
    const last = parts.at(-1)
    if (part.words < LEAST_WORDS && last !== undefined) {
      parts[parts.length - 1] = partOfDocument(document, last.title, last.start, end)
    } else parts.push(part)
    start = undefined
    longest = undefined
  }
  return parts
}
