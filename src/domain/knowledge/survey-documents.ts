import { withDistinctTitles } from './distinct-titles.js'
import { purposeOf } from './document-purpose.js'
import { duplicatesIn } from './duplicates.js'
import type { KnowledgeDocument } from './knowledge-document.js'

/**
 * The documents of a program as seen together: with titles that tell them apart, and a `purpose` for those that do not
 * teach or that repeat another one.
 */
export function surveyDocuments(documents: readonly KnowledgeDocument[]): readonly KnowledgeDocument[] {
  const distinct = withDistinctTitles(documents)
  const repeated = duplicatesIn(distinct)
  return distinct.map((document) => {
    const original = repeated.get(document.id)
    const purpose =
      original === undefined
        ? purposeOf(document)
        : { kind: 'duplicate' as const, reason: `the same text as ${JSON.stringify(original)}` }
    return purpose === undefined ? document : { ...document, purpose }
  })
}

/** The documents that teach. A program without any teaches with all documents that are no duplicates. */
export function teachingDocuments(documents: readonly KnowledgeDocument[]): readonly KnowledgeDocument[] {
  const teaching = documents.filter(({ purpose }) => purpose === undefined)
  return teaching.length > 0 ? teaching : documents.filter(({ purpose }) => purpose?.kind !== 'duplicate')
}
