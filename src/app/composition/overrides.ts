import { AppError, assertList, assertOptions, optionNames, shown } from '../../domain/platform/index.js'
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
  UserRepository,
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
  /** Default: the database of the app. With your own repositories and without this one, `app.accounts` rejects every call. */
  readonly users?: UserRepository
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
  users: 'findByEmail',
  author: 'specifyProgram',
  documentReader: 'read',
  clock: 'monotonic',
  ids: 'next',
  random: 'next',
  logger: 'warn',
} as const satisfies Record<Exclude<keyof Overrides, 'probes'>, string>

const NAMES = optionNames<Overrides>({
  cache: true,
  sessions: true,
  jobs: true,
  programs: true,
  documents: true,
  curricula: true,
  users: true,
  author: true,
  documentReader: true,
  clock: true,
  ids: true,
  random: true,
  logger: true,
  probes: true,
})

const REPOSITORIES = ['programs', 'documents', 'curricula'] as const

/**
 * Checks the names and types of the overrides. Of the repositories there must be all or none.
 *
 * @throws AppError `INVALID_ARGUMENT`
 */
export function assertOverrides(overrides: Overrides): void {
  assertOptions(overrides, NAMES, 'overrides')
  for (const [name, method] of Object.entries(METHOD)) {
    const port = overrides[name as keyof typeof METHOD]
    if (port !== undefined) assertPort(port, `"${name}"`, method)
  }
  const { probes = [] } = overrides
  assertList(probes, 'probes')
  for (const [index, probe] of probes.entries()) assertPort(probe, `"probes[${index}]"`, 'check')
  const missing = REPOSITORIES.filter((name) => overrides[name] === undefined)
  if (missing.length > 0 && missing.length < REPOSITORIES.length) {
    throw invalid(
      `the overrides lack ${missing.join(' and ')}`,
      'programs, documents and curricula refer to each other: pass all three or none',
    )
  }
}

function assertPort(port: unknown, name: string, method: string): void {
  if (typeof (port as Record<string, unknown> | null)?.[method] === 'function') return
  const what = typeof port === 'object' && port !== null ? '' : `is ${shown(port)} and `
  throw invalid(
    `the override ${name} ${what}has no method ${method}()`,
    'pass an object that implements the whole port',
  )
}

function invalid(message: string, hint: string): AppError {
  return new AppError('INVALID_ARGUMENT', message, { hint })
}
