import { countWords, type KnowledgeDocument, type TextRange } from '../../../domain/knowledge/index.js'
import { type DocumentSurvey, surveyDocument } from '../survey/survey-document.js'

/** A document, or a section of one, that is taught in one go. */
export interface DocumentPart extends TextRange {
  readonly survey: DocumentSurvey
  readonly title: string
  /** The heading of the section; left out: the whole document. */
  readonly section?: string
  readonly words: number
}

/** A document as one part. */
export function wholeDocument(document: KnowledgeDocument): DocumentPart {
  return {
    survey: surveyDocument(document),
    title: document.title,
    start: 0,
    end: document.text.length,
    words: document.words,
  }
}

/** The part from `start` to `end`, read under the heading `section`. */
export function partOfDocument(document: KnowledgeDocument, section: string, start: number, end: number): DocumentPart {
  const words = countWords(document.text.slice(start, end))
  return { survey: surveyDocument(document), title: section, section, start, end, words }
}

/** What of `found` stands within a part. */
export function withinPart<T extends { readonly start: number }>(
  part: DocumentPart,
  found: readonly T[],
): readonly T[] {
  return found.filter(({ start }) => part.start <= start && start < part.end)
}

/** The text of a part. */
export function textOfPart({ survey, start, end }: DocumentPart): string {
  return survey.document.text.slice(start, end)
}

/** The names in the documents of parts, in small letters. */
export function namesInParts(parts: readonly DocumentPart[]): ReadonlySet<string> {
  const names = new Set<string>()
  for (const { survey } of parts) for (const word of survey.names) names.add(word)
  return names
}
