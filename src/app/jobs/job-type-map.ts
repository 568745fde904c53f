import type { curriculumGeneration } from './curriculum-generation.js'
import type { JobDefinition } from './define-job.js'

/**
 * The definitions that are known by name to the compiler. Extend it, so that a type given as a string has
 * its payload checked while compiling:
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

/** A job type: its name, or its definition, which carries the types of its payload. */
export type JobType = string | JobDefinition

/** What `addJob` takes as the payload of a type; `unknown` for a name that the compiler does not know. */
export type PayloadInput<Type extends JobType> = DefinitionOf<Type> extends JobDefinition<infer Input> ? Input : unknown

/** What the handler of a type gets as its payload. */
export type PayloadOutput<Type extends JobType> =
  DefinitionOf<Type> extends JobDefinition<infer _Input, infer Payload> ? Payload : unknown

type DefinitionOf<Type extends JobType> = Type extends keyof JobTypeMap ? JobTypeMap[Type] : Type
