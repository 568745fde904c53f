import { AppError } from '../../domain/platform/index.js'
import type { JobDefinition } from './define-job.js'
import type { TypedJobHandler } from './job-context.js'
import type { JobType } from './job-type-map.js'

/** A job type and who runs it. */
export interface KnownJobType {
  readonly definition: JobDefinition
  handler: TypedJobHandler | undefined
}

/** The job types of an app, by name. */
export class JobTypes {
  readonly #types = new Map<string, KnownJobType>()

  /** Repeating the same definition is harmless. @throws AppError `INVALID_ARGUMENT` for another one of that name */
  define(definition: JobDefinition): void {
    const known = this.#types.get(definition.type)
    if (known?.definition === definition) return
    if (known) throw twice(definition.type, 'defined')
    this.#types.set(definition.type, { definition, handler: undefined })
  }

  /** @throws AppError `INVALID_ARGUMENT` if there is one already */
  handle(job: JobType, handler: TypedJobHandler): void {
    const known = this.get(job)
    if (known.handler) throw twice(known.definition.type, 'handled')
    known.handler = handler
  }

  /** @throws AppError `UNKNOWN_JOB_TYPE`, naming those that are known */
  get(job: JobType): KnownJobType {
    const type = typeof job === 'string' ? job : job.type
    const known = this.#types.get(type)
    if (known) return known
    const names = this.names()
    throw new AppError('UNKNOWN_JOB_TYPE', `job type ${type} is not defined`, {
      hint: `define it first, jobs.define(defineJob({ ... })), or give one of: ${names.join(', ')}`,
      details: { type, known: names },
    })
  }

  names(): string[] {
    return [...this.#types.keys()]
  }

  /** Those that have a handler. */
  handled(): string[] {
    return this.names().filter((name) => this.#types.get(name)?.handler)
  }
}

function twice(type: string, done: string): AppError {
  return new AppError('INVALID_ARGUMENT', `job type ${type} is ${done} already`, {
    hint: `give each job type one ${done === 'defined' ? 'definition' : 'handler'}`,
    details: { type },
  })
}
