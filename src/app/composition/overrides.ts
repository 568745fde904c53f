import { AppError } from '../../domain/platform/index.js'
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
 * Ports of the embedder that replace ours. `close()` of the app leaves them open.
 */
export interface Overrides {
  readonly cache?: CachePort
  readonly sessions?: SessionStore
  readonly jobs?: JobQueue
  /** With all three repositories the app opens no database. */
  readonly programs?: ProgramRepository
  readonly documents?: DocumentRepository
  readonly curricula?: CurriculumRepository
  /** Writes curricula instead of the offline author. */
  readonly author?: CurriculumAuthor
  readonly documentReader?: DocumentReader
  readonly clock?: Clock
  readonly ids?: Ids
  readonly random?: Random
  readonly logger?: Logger
  /** Health probes in addition to those of the app. */
  readonly probes?: readonly HealthProbe[]
}

/** A method of each port, to detect an object of another kind. */
const METHOD = {
  cache: 'getMany',
  sessions: 'create',
  jobs: 'addMany',
  programs: 'create',
  documents: 'list',
  curricula: 'save',
  author: 'specifyProgram',
  documentReader: 'read',
  clock: 'monotonic',
  ids: 'next',
  random: 'next',
  logger: 'warn',
} as const satisfies Record<Exclude<keyof Overrides, 'probes'>, string>

const REPOSITORIES = ['programs', 'documents', 'curricula'] as const

/**
 * Checks the names and types of the overrides. Of the repositories there must be all or none.
 *
 * @throws AppError `INVALID_ARGUMENT`
 */
export function assertOverrides(overrides: Overrides): void {
  for (const [name, port] of Object.entries(overrides)) {
    if (port === undefined || name === 'probes') continue
    if (!isKnown(name))
      throw invalid(`there is no override "${name}"`, `use ${[...Object.keys(METHOD), 'probes'].join(', ')}`)
    const method = METHOD[name]
    if (typeof (port as Record<string, unknown> | null)?.[method] !== 'function') {
      throw invalid(`the override "${name}" has no method ${method}()`, 'pass an object that implements the whole port')
    }
  }
  const missing = REPOSITORIES.filter((name) => overrides[name] === undefined)
  if (missing.length > 0 && missing.length < REPOSITORIES.length) {
    throw invalid(
      `the overrides lack ${missing.join(' and ')}`,
      'programs, documents and curricula refer to each other: pass all three or none',
    )
  }
}

function isKnown(name: string): name is keyof typeof METHOD {
  return Object.hasOwn(METHOD, name)
}

function invalid(message: string, hint: string): AppError {
  return new AppError('INVALID_ARGUMENT', message, { hint })
}
