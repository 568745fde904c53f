import type { Citation } from './citation.js'
import type { Lesson } from './lesson.js'
import type { Outcome } from './outcome.js'

/** A statement to take away: one complete sentence that stands on its own. */
export interface KeyPoint {
  readonly text: string
  readonly citations: readonly Citation[]
}

/** A term with what it means. */
export interface GlossaryEntry {
  readonly term: string
  /** A noun phrase: "a record of changes to one or more files". */
  readonly definition: string
  readonly citations: readonly Citation[]
}

/** A part of the program. Units are listed in teaching order. */
export interface Unit {
  /** Unique in the curriculum. */
  readonly id: string
  readonly title: string
  /** Minutes of its lessons and its assessments. */
  readonly minutes: number
  /** Ids of earlier units on which this one builds. */
  readonly prerequisites: readonly string[]
  /** Words and phrases that say what it is about. */
  readonly topics: readonly string[]
  readonly outcomes: readonly Outcome[]
  readonly keyPoints: readonly KeyPoint[]
  readonly glossary: readonly GlossaryEntry[]
  readonly lessons: readonly Lesson[]
}
