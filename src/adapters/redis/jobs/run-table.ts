import type { AbortReason } from '../../../domain/jobs/index.js'
import type { JobExecution } from './job-execution.js'

/** The runs of one worker that have not ended. */
export class RunTable {
  readonly #runs = new Set<JobExecution>()

  get size(): number {
    return this.#runs.size
  }

  add(run: JobExecution): void {
    this.#runs.add(run)
  }

  delete(run: JobExecution): void {
    this.#runs.delete(run)
  }

  /** Those whose job is theirs to keep. */
  held(): readonly JobExecution[] {
    return [...this.#runs].filter(({ holds }) => holds)
  }

  /** Fires the signals of all runs, or of those of one job. */
  abort(by: AbortReason, jobKey?: string): void {
    for (const run of this.#runs) if (jobKey === undefined || run.job.jobKey === jobKey) run.abort(by)
  }
}
