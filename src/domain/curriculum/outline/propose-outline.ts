import type { KnowledgeDocument } from '../../knowledge/knowledge-document.js'
import type { BriefUnit, Program } from '../program.js'
import type { Placement } from '../unit.js'
import { isContents } from './contents-links.js'
import type { DocumentPart } from './document-part.js'
import { planUnits } from './plan-units.js'

/** The units that the material suggests, in the form in which a brief gives them. */
export interface OutlineProposal {
  readonly placement: Placement
  readonly outline: readonly ProposedUnit[]
  readonly notInUnits: readonly DocumentOutside[]
}

/** A unit with the reason for it. */
export interface ProposedUnit extends BriefUnit {
  readonly documents: readonly string[]
  readonly placement: Placement
}

/** A document that no unit teaches. */
export interface DocumentOutside {
  readonly document: string
  readonly reason: string
}

/** @throws AppError `INVALID_PROGRAM` if the outline of the brief names documents that do not exist */
export function proposeOutline(documents: readonly KnowledgeDocument[], brief: Program): OutlineProposal {
  const { units, lookedUp, placement } = planUnits(documents, brief)
  const outline = units.map(({ title, parts, hours, placement: own }) => ({
    title,
    documents: namesOf(parts),
    ...(hours === undefined ? {} : { hours }),
    placement: own,
  }))
  const taught = new Set(units.flatMap(({ parts }) => parts.map(({ analysis }) => analysis.document)))
  const references = new Set(lookedUp.map(({ analysis }) => analysis.document))
  const outside = documents.filter((document) => !taught.has(document))
  return {
    placement,
    outline,
    notInUnits: outside.map((document) => ({
      document: document.id,
      reason:
        document.purpose !== undefined
          ? document.purpose.reason
          : isContents(document)
            ? 'gives the order of other documents'
            : references.has(document)
              ? 'a glossary or a list of references: its terms go to the units that use them'
              : 'not in the outline',
    })),
  }
}

/** The names of parts as a brief writes them: a document, or a document with a section. */
function namesOf(parts: readonly DocumentPart[]): readonly string[] {
  const names = parts.flatMap(({ analysis: { document }, section, start, end }) => {
    if (section === undefined) return [document.id]
    const own = document.sections.find(({ heading }) => heading?.text === section)
    // Short sections are taught with the one before.
    const joined = document.sections.filter(
      ({ heading, level, start: at }) => heading !== undefined && level === own?.level && start <= at && at < end,
    )
    return joined.map(({ heading }) => `${document.id}#${heading?.text ?? ''}`)
  })
  return [...new Set(names)]
}
