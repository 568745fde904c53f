import type { ActivityType, Representation } from './vocabulary/activity-types.js'

/** A part of a document to read. */
export interface Reading {
  readonly docId: string
  /** Words to read, at most those of the document. */
  readonly words: number
  readonly minutes: number
  /** The heading of the part; left out: the whole document. */
  readonly section?: string
}

/** What learners do. */
export interface Activity {
  readonly type: ActivityType
  readonly representation: Representation
  readonly minutes: number
  /** An instruction to the learner. */
  readonly description: string
  /** The unit outcomes that it practises. */
  readonly outcomeIds: readonly string[]
}

/** A stretch of work within a unit. Its minutes are those of its readings and activities. */
export interface Lesson {
  /** Unique in the curriculum. */
  readonly id: string
  readonly title: string
  readonly minutes: number
  readonly readings: readonly Reading[]
  readonly activities: readonly Activity[]
}
