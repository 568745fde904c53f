import type { TextRange, TextSpan } from './text-span.js'

/** What a part of a document is for, where the document says so by a marked block or by the heading of a section. */
export const REGION_ROLES = [
  'objectives',
  'prerequisites',
  'questions',
  'key-points',
  'summary',
  'exercise',
  'solution',
  'hint',
  'example',
  'note',
  'glossary',
  'references',
] as const

/** One of {@link REGION_ROLES}. */
export type RegionRole = (typeof REGION_ROLES)[number]

/** A part of a document with a purpose of its own: objectives, an exercise and its solution, key points. */
export interface DocumentRegion extends TextRange {
  readonly role: RegionRole
  readonly title?: TextSpan
  /**
   * Index into `document.regions` of the region around it. A solution or hint that follows its exercise, rather than
   * standing in it, has the exercise here as well, though it lies outside of its range.
   */
  readonly parent?: number
}
