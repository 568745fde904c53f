import { defineJob } from './define-job.js'
import type { SchemaIssue, StandardSchemaV1 } from './payload-schema.js'

/** The payload of `curriculum_generation`. */
export interface CurriculumGeneration {
  /** The program whose brief and documents are used. */
  readonly programId: string
  /** The user who requested the curriculum. */
  readonly userId: string
}

const NAMES = ['programId', 'userId'] as const

/** Written by hand, because the app layer imports no schema library. Drops unknown properties. */
const schema: StandardSchemaV1<CurriculumGeneration> = {
  '~standard': {
    version: 1,
    vendor: 'curriculum-generator',
    validate: (value) => {
      const given = (typeof value === 'object' && value !== null ? value : {}) as { readonly [name: string]: unknown }
      const issues = NAMES.flatMap((name): readonly SchemaIssue[] => {
        const id = given[name]
        if (typeof id === 'string' && id.length >= 1 && id.length <= 256) return []
        return [{ message: 'expected a string of 1 to 256 characters', path: [name] }]
      })
      if (issues.length > 0) return { issues }
      return { value: { programId: String(given.programId), userId: String(given.userId) } }
    },
  },
}

/** The main job type: generates a curriculum from a program brief and its documents. Every app defines it. */
export const curriculumGeneration = defineJob({
  type: 'curriculum_generation',
  payload: schema,
  // Faults of a model or a store usually last minutes: with jitter, the delays add up to about three. An unusable brief
  // ends the job at once with an UnrecoverableError.
  attempts: 10,
  backoff: { delayMs: 5_000, maxDelayMs: 60_000 },
  timeoutMs: 30 * 60_000,
})
