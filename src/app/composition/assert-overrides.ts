import { AppError } from '../../domain/platform/index.js'
import type { Overrides } from './overrides.js'

/** A method of each port, by which a mistaken object is told from one that serves it. */
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
 * That the embedder's own ports are such: known by name, with the methods of a port, the repositories all or none.
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
      throw invalid(
        `the override "${name}" has no method ${method}()`,
        'hand over an object that implements the whole port',
      )
    }
  }
  const missing = REPOSITORIES.filter((name) => overrides[name] === undefined)
  if (missing.length > 0 && missing.length < REPOSITORIES.length) {
    throw invalid(
      `the overrides lack ${missing.join(' and ')}`,
      'programs, documents and curricula refer to each other: bring all three, or none',
    )
  }
}

function isKnown(name: string): name is keyof typeof METHOD {
  return Object.hasOwn(METHOD, name)
}

function invalid(message: string, hint: string): AppError {
  return new AppError('INVALID_ARGUMENT', message, { hint })
}
