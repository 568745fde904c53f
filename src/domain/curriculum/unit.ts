import type { Citation } from './citation.js'
import type { Outcome } from './outcome.js'
import type { Part } from './part.js'

/** A key point: one complete sentence that can be understood on its own. */
export interface KeyPoint extends Part {
  readonly text: string
  readonly citations: readonly Citation[]
}

/** A term and its definition. */
export interface GlossaryEntry extends Part {
  readonly term: string
  /** A noun phrase: "a record of changes to one or more files". */
  readonly definition: string
  readonly citations: readonly Citation[]
}

/** A part of the program. Units are listed in teaching order. */
export interface Unit extends Part {
  readonly title: string
  /** Why it has this place and these documents, and how sure that is. */
  readonly placement: Placement
  /** Planned minutes: those of its lessons and assessments, and {@link openMinutes}. */
  readonly minutes: number
  /** Planned minutes that the material does not fill: the teacher must prepare something for them. */
  readonly openMinutes: number
  /** Ids of the earlier units that it requires. */
  readonly prerequisites: readonly string[]
  /** Words and phrases on its subject. */
  readonly topics: readonly string[]
  readonly outcomes: readonly Outcome[]
  readonly keyPoints: readonly KeyPoint[]
  readonly glossary: readonly GlossaryEntry[]
  readonly lessons: readonly Lesson[]
}

/** The reason of an order or a grouping. */
export interface Placement {
  /** For people, without a full stop: "numbered in the file names". */
  readonly reason: string
  /** 0 to 1: 1 for what the brief or the documents state. */
  readonly confidence: number
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

/** An activity of learners on something that the documents contain: this exercise, that worked example. */
export interface Activity extends Part {
  readonly type: ActivityType
  readonly representation: Representation
  readonly minutes: number
  /** An instruction to the learner. */
  readonly description: string
  /** The unit outcomes that it practises. */
  readonly outcomeIds: readonly string[]
  /** The passages that it works with. */
  readonly citations: readonly Citation[]
}

/** A lesson. Its minutes are those of its readings and activities. */
export interface Lesson extends Part {
  readonly title: string
  readonly minutes: number
  readonly readings: readonly Reading[]
  readonly activities: readonly Activity[]
}

/** The channels through which learners meet content (universal design for learning). */
export const REPRESENTATIONS = ['text', 'visual', 'audio', 'hands-on', 'discussion', 'worked-example'] as const

/** One of {@link REPRESENTATIONS}. */
export type Representation = (typeof REPRESENTATIONS)[number]

/** The types of activities besides reading, and the channel of each. */
export const ACTIVITY_TYPES = {
  'worked-example': { representation: 'worked-example' },
  practice: { representation: 'hands-on' },
  discussion: { representation: 'discussion' },
  'retrieval-practice': { representation: 'text' },
  'case-study': { representation: 'text' },
} as const satisfies { readonly [type: string]: { readonly representation: Representation } }

/** One of {@link ACTIVITY_TYPES}. */
export type ActivityType = keyof typeof ACTIVITY_TYPES
