import { defineJob } from './define-job.js'
import type { SchemaIssue, StandardSchemaV1 } from './standard-schema.js'

/** What is to be generated, and for whom. */
export interface CurriculumGeneration {
  /** The program brief. */
  readonly programId: string
  /** Who asked for it. */
  readonly userId: string
}

const NAMES = ['programId', 'userId'] as const

/** By hand: a schema library is nothing the app ring may need. What else the payload holds is left out. */
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

/** The main job: a curriculum from a program brief and its documents. Known to every app. */
export const curriculumGeneration = defineJob({
  type: 'curriculum_generation',
  payload: schema,
  // A fault of a model or a store passes, within minutes: half of the rests come to three. A brief that cannot be used
  // ends the job at once by an UnrecoverableError.
  attempts: 10,
  backoff: { delayMs: 5_000, maxDelayMs: 60_000 },
  timeoutMs: 30 * 60_000,
})
