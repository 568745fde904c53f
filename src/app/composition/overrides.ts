import type {
  CachePort,
  Clock,
  CurriculumAuthor,
  CurriculumRepository,
  DocumentReader,
  DocumentRepository,
  HealthProbe,
  Ids,
  JobQueue,
  Logger,
  ProgramRepository,
  Random,
  SessionStore,
} from '../../ports/index.js'

/**
 * Ports that the embedder brings instead of ours. What is supplied stays the caller's: `close()` of the app leaves it
 * open.
 */
export interface Overrides {
  readonly cache?: CachePort
  readonly sessions?: SessionStore
  readonly jobs?: JobQueue
  /** With all three repositories supplied, no database is opened. */
  readonly programs?: ProgramRepository
  readonly documents?: DocumentRepository
  readonly curricula?: CurriculumRepository
  /** Writes the parts of curricula in place of the offline author. */
  readonly author?: CurriculumAuthor
  readonly documentReader?: DocumentReader
  readonly clock?: Clock
  readonly ids?: Ids
  readonly random?: Random
  readonly logger?: Logger
  /** Probes of the embedder's own services, added to those of the app. */
  readonly probes?: readonly HealthProbe[]
}
