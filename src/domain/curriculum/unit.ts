import type { Citation } from './citation.js'
import type { Outcome } from './outcome.js'

/** A key point: one complete sentence that can be understood on its own. */
export interface KeyPoint {
  readonly text: string
  readonly citations: readonly Citation[]
}

/** A term and its definition. */
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
  /** Ids of the earlier units that it requires. */
  readonly prerequisites: readonly string[]
  /** Words and phrases on its subject. */
  readonly topics: readonly string[]
  readonly outcomes: readonly Outcome[]
  readonly keyPoints: readonly KeyPoint[]
  readonly glossary: readonly GlossaryEntry[]
  readonly lessons: readonly Lesson[]
}

/** A part of a document to read. */
export interface Reading {
  readonly docId: string
  /** Words to read, at most those of the document. */
  readonly words: number
  readonly minutes: number
  /** The heading of the part; omitted for the whole document. */
  readonly section?: string
}

/** An activity of learners. */
export interface Activity {
  readonly type: ActivityType
  readonly representation: Representation
  readonly minutes: number
  /** An instruction to the learner. */
  readonly description: string
  /** The unit outcomes that it practises. */
  readonly outcomeIds: readonly string[]
}

/** A lesson. Its minutes are those of its readings and activities. */
export interface Lesson {
  /** Unique in the curriculum. */
  readonly id: string
  readonly title: string
  readonly minutes: number
  readonly readings: readonly Reading[]
  readonly activities: readonly Activity[]
}

/** The channels through which learners meet content (universal design for learning). */
export const REPRESENTATIONS = ['text', 'visual', 'audio', 'hands-on', 'discussion', 'worked-example'] as const

/** One of {@link REPRESENTATIONS}. */
export type Representation = (typeof REPRESENTATIONS)[number]

/**
 * The types of activities besides reading: the usual share of working time, and the channel
 * unless an activity sets another one.
 */
export const ACTIVITY_TYPES = {
  presentation: { share: 2, representation: 'visual' },
  'worked-example': { share: 2, representation: 'worked-example' },
  practice: { share: 3, representation: 'hands-on' },
  discussion: { share: 2, representation: 'discussion' },
  'retrieval-practice': { share: 1, representation: 'text' },
  'concept-map': { share: 2, representation: 'visual' },
  'case-study': { share: 3, representation: 'text' },
  project: { share: 4, representation: 'hands-on' },
  reflection: { share: 1, representation: 'text' },
  'peer-review': { share: 2, representation: 'discussion' },
} as const satisfies { readonly [type: string]: { readonly share: number; readonly representation: Representation } }

/** One of {@link ACTIVITY_TYPES}. */
export type ActivityType = keyof typeof ACTIVITY_TYPES
