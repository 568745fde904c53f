import type { Clock } from '../../../ports/platform/index.js'
import type { JobRecord } from './job-record.js'
import { JobsOfType } from './jobs-of-type.js'

/** All jobs, by type. */
export class JobRegistry {
  readonly #clock: Clock
  readonly #types = new Map<string, JobsOfType>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Reading leaves no trace: a type never used is not known. */
  known(type: string): JobsOfType | undefined {
    return this.#types.get(type)
  }

  of(type: string): JobsOfType {
    const known = this.#types.get(type)
    if (known) return known
    const jobs = new JobsOfType(this.#clock)
    this.#types.set(type, jobs)
    return jobs
  }

  find(type: string, id: string): JobRecord | undefined {
    return this.#types.get(type)?.find(id)
  }

  *unfinished(): Generator<JobRecord> {
    for (const jobs of this.#types.values()) yield* jobs.unfinished()
  }
}
