import { JOB_STATES, type JobState } from '../../../domain/jobs/index.js'
import type { JobView, NewJob } from './job-script.js'

/** A job as the model has it: plain data. */
export interface ModelJob extends NewJob {
  readonly id: string
  readonly serial: number
  state: JobState
  attempts: number
  /** Its rank among those that joined the same order: the waiting, the delayed. */
  turn: number
  /** In quanta. */
  dueAt: number
  /** Below 0: it has not ended. */
  endedAt: number
  cancelRequested: boolean
  result: unknown
  error: string | undefined
}

/** @param count rises from job to job */
export function toModelJob(request: NewJob, id: string, count: number, now: number): ModelJob {
  return {
    ...request,
    id,
    serial: count,
    state: request.delay > 0 ? 'delayed' : 'waiting',
    attempts: 0,
    turn: count,
    dueAt: now + request.delay,
    endedAt: -1,
    cancelRequested: false,
    result: undefined,
    error: undefined,
  }
}

/** What can be seen of it. */
export function toView(job: ModelJob): JobView {
  const { id, state, attempts, maxAttempts, cancelRequested, priority, key, result, error } = job
  return { id, state, attempts, maxAttempts, cancelRequested, priority, key, result, error }
}

export function countStates(jobs: readonly { readonly state: JobState }[]): { readonly [state in JobState]: number } {
  const count = (state: JobState) => jobs.filter((job) => job.state === state).length
  return Object.fromEntries(JOB_STATES.map((state) => [state, count(state)])) as { [state in JobState]: number }
}
