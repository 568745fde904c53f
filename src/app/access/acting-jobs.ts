import { type JobStatus, jobNotFound } from '../../domain/jobs/index.js'
import type { CancelResult } from '../../ports/jobs/index.js'
import type { ProgramGuard } from './program-guard.js'
import type { JobService } from './services.js'

/** The only type whose jobs belong to a program. Jobs of other types are for administrators. */
const PROGRAM_JOB = 'curriculum_generation'

/** The jobs of the programs that a user owns or views. */
export class ActingJobs {
  readonly #guard: ProgramGuard
  readonly #jobs: JobService

  constructor(guard: ProgramGuard, { jobs }: { readonly jobs: JobService }) {
    this.#guard = guard
    this.#jobs = jobs
  }

  /** @throws AppError `UNKNOWN_JOB_TYPE`, `FORBIDDEN`; `JOB_NOT_FOUND`, also for a job of another user */
  async get(type: string, id: string): Promise<JobStatus> {
    return this.#find(type, id, 'read')
  }

  /** Cancels a job of an own program. @throws AppError as {@link get} */
  async cancel(type: string, id: string): Promise<CancelResult> {
    await this.#find(type, id, 'change')
    return this.#jobs.cancelJob(type, id)
  }

  /** Retries a failed job of an own program. @throws AppError as {@link get}; `ILLEGAL_JOB_STATE`, `QUEUE_FULL` */
  async retry(type: string, id: string): Promise<JobStatus> {
    await this.#find(type, id, 'change')
    return this.#jobs.retryJob(type, id)
  }

  async #find(type: string, id: string, need: 'read' | 'change'): Promise<JobStatus> {
    const guard = this.#guard
    guard.assertRole(need === 'change' ? 'author' : 'viewer')
    const job = await this.#jobs.getJobStatus(type, id)
    if (guard.isAdministrator) {
      if (job === undefined) throw jobNotFound(type, id)
      return job
    }
    const programId = job && programOf(job)
    // A missing job costs the same query as one of another user.
    const program = await guard.find(programId ?? id)
    if (job === undefined || programId === undefined || program === undefined) throw jobNotFound(type, id)
    if (need === 'change') guard.assertOwner(program)
    return job
  }
}

function programOf({ type, payload }: JobStatus): string | undefined {
  if (type !== PROGRAM_JOB || typeof payload !== 'object' || payload === null || !('programId' in payload)) {
    return undefined
  }
  return typeof payload.programId === 'string' ? payload.programId : undefined
}
