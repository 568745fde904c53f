import { AppError } from '../platform/app-error.js'
import { formatMs } from '../platform/text.js'

/** The job does not exist. */
export function jobNotFound(type: string, id: string): AppError {
  return new AppError('JOB_NOT_FOUND', `there is no ${type} job ${id}`, {
    hint: 'it may have been removed, or deleted by its retention',
    details: { type, id },
  })
}

/** A watched job disappeared before it ended. */
export function jobGone(type: string, id: string): AppError {
  return new AppError('JOB_NOT_FOUND', `the ${type} job ${id} no longer exists, and its end is unknown`, {
    hint: 'it was removed, or the store lost it; Redis keeps jobs with appendonly yes and maxmemory-policy noeviction',
    details: { type, id },
  })
}

/** An active job cannot be removed. */
export function jobActive(type: string, id: string): AppError {
  return new AppError('ILLEGAL_JOB_STATE', `${type} job ${id} is active and cannot be removed`, {
    hint: 'cancel it, then remove it when it has ended',
    details: { state: 'active' },
  })
}

/** A failed job cannot be retried while another job, `holder`, has its key. */
export function keyTaken(id: string, holder: string): AppError {
  return new AppError('ILLEGAL_JOB_STATE', `job ${id} cannot be retried: job ${holder} has its key now`, {
    hint: 'wait until that job ends, or cancel it first',
    details: { holder },
  })
}

/** A queue accepts one worker for each job type. */
export function workerExists(type: string): AppError {
  return new AppError('INVALID_ARGUMENT', `this queue already has a worker for ${type} jobs`, {
    hint: 'stop that worker first, or raise its concurrency',
    details: { type },
  })
}

/** The queue is closed or closing. */
export function queueClosed(): AppError {
  return new AppError('APP_CLOSED', 'the job queue of this process is closed or closing', {
    hint: 'add jobs before you call close()',
  })
}

/**
 * Why the signal of a run was aborted: `details.reason` of the signal's `reason`. `stalled`: another worker took the job
 * over, or the job was removed.
 */
export type AbortReason = 'cancel' | 'timeout' | 'close' | 'stalled'

/** The `reason` of a run's signal. */
export function runAborted(
  { type, id, timeoutMs }: { readonly type: string; readonly id: string; readonly timeoutMs: number },
  by: AbortReason,
): AppError {
  const why = {
    cancel: 'was cancelled',
    timeout: `took longer than ${formatMs(timeoutMs)}`,
    close: 'was aborted by close()',
    stalled: 'stalled: another worker took the job over, or it was removed',
  }
  return new AppError('ABORTED', `the run of ${type} job ${id} ${why[by]}`, { details: { reason: by } })
}
