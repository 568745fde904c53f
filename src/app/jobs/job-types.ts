import { AppError, assertFunction, shown } from '../../domain/platform/index.js'
import type { curriculumGeneration } from './curriculum-generation.js'
import { assertDefinition, type JobDefinition } from './define-job.js'
import type { TypedJobHandler } from './job-context.js'

/**
 * The job types that the compiler knows by name. Extend it to type-check payloads of a job type given as a string:
 *
 * ```ts
 * declare module 'curriculum-generator' {
 *   interface JobTypeMap { resize: typeof resizeJob }
 * }
 * ```
 */
export interface JobTypeMap {
  curriculum_generation: typeof curriculumGeneration
}

/** A job type: its name, or its definition, which includes the types of its payload. */
export type JobType = string | JobDefinition

/** The payload type of `addJob`; `unknown` for a name that the compiler does not know. */
export type PayloadInput<Type extends JobType> = DefinitionOf<Type> extends JobDefinition<infer Input> ? Input : unknown

/** The payload type of the handler. */
export type PayloadOutput<Type extends JobType> =
  DefinitionOf<Type> extends JobDefinition<infer _Input, infer Payload> ? Payload : unknown

type DefinitionOf<Type extends JobType> = Type extends keyof JobTypeMap ? JobTypeMap[Type] : Type

/** A defined job type and its handler. */
export interface KnownJobType {
  readonly definition: JobDefinition
  handler: TypedJobHandler | undefined
}

/** The job types of an app and their handlers, by name. */
export class JobTypes {
  readonly #types = new Map<string, KnownJobType>()

  /** Idempotent for the same definition. @throws AppError `INVALID_ARGUMENT` for another definition of the name */
  define(definition: JobDefinition): void {
    assertDefinition(definition)
    const known = this.#types.get(definition.type)
    if (known?.definition === definition) return
    if (known) throw alreadySet(definition.type, 'definition')
    this.#types.set(definition.type, { definition, handler: undefined })
  }

  /** @throws AppError `INVALID_ARGUMENT` if the type already has a handler */
  handle(job: JobType, handler: TypedJobHandler): void {
    const known = this.get(job)
    assertFunction(handler, 'handler')
    if (known.handler) throw alreadySet(known.definition.type, 'handler')
    known.handler = handler
  }

  /** @throws AppError `UNKNOWN_JOB_TYPE`; the hint lists the known types */
  get(job: JobType): KnownJobType {
    const type = typeof job === 'string' ? job : (job as JobDefinition | null | undefined)?.type
    const known = type === undefined ? undefined : this.#types.get(type)
    if (known) return known
    const names = this.names()
    const found = typeof type === 'string' ? type : shown(type ?? job)
    throw new AppError('UNKNOWN_JOB_TYPE', `job type ${found} is not defined`, {
      hint: `define it with jobs.define(defineJob({ ... })), or use one of: ${names.join(', ')}`,
      details: { type: found, known: names },
    })
  }

  names(): string[] {
    return [...this.#types.keys()]
  }

  /** The names of the types with a handler. */
  handled(): string[] {
    return this.names().filter((name) => this.#types.get(name)?.handler)
  }
}

function alreadySet(type: string, what: 'definition' | 'handler'): AppError {
  return new AppError('INVALID_ARGUMENT', `job type ${type} already has another ${what}`, {
    hint: `give each job type one ${what}`,
    details: { type },
  })
}
