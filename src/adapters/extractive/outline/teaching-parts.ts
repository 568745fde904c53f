import type { KnowledgeDocument } from '../../../domain/knowledge/index.js'
import { rolesAround } from '../survey/region-roles.js'
import { type DocumentPart, wholeDocument } from './document-part.js'
import { splitDocument } from './split-document.js'

/** A program of so few documents is taught by their sections. */
const FEW_DOCUMENTS = 5
/** A document of more words has sections to tell apart. */
const LONG_WORDS = 400

/** What there is to teach, and what is only looked up. */
export interface TeachingParts {
  /** In the order of the documents. */
  readonly taught: readonly DocumentPart[]
  /** Glossaries and lists of references: their terms go to the units that use them. */
  readonly lookedUp: readonly DocumentPart[]
}

/** The parts of which units are made. */
export function teachingParts(documents: readonly KnowledgeDocument[]): TeachingParts {
  const reference = documents.filter(isReference)
  const taught = documents.filter((document) => !reference.includes(document))
  // A program of glossaries alone teaches them.
  if (taught.length === 0) return { taught: documents.map(wholeDocument), lookedUp: [] }
  return {
    taught: taught.flatMap((document) =>
      taught.length <= FEW_DOCUMENTS && document.words >= LONG_WORDS
        ? splitDocument(document)
        : [wholeDocument(document)],
    ),
    lookedUp: reference.map(wholeDocument),
  }
}

/** Whether most of a document is a glossary or a list of references. */
function isReference(document: KnowledgeDocument): boolean {
  const listed = document.blocks
    .filter(({ region, kind }) => {
      const roles = rolesAround(document, region)
      return kind === 'definition-list' || roles.includes('glossary') || roles.includes('references')
    })
    .reduce((sum, { start, end }) => sum + end - start, 0)
  return listed > document.text.length * 0.5
}
