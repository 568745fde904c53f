import { AppError } from '../platform/app-error.js'

/** There is no such job. */
export function jobNotFound(type: string, id: string): AppError {
  return new AppError('JOB_NOT_FOUND', `there is no ${type} job ${id}`, {
    hint: 'it may have been removed, or dropped by its retention',
    details: { type, id },
  })
}

/** An active job is never removed. */
export function jobIsActive(type: string, id: string): AppError {
  return new AppError('ILLEGAL_JOB_STATE', `${type} job ${id} is active and cannot be removed`, {
    hint: 'cancel it, and remove it when it has ended',
    details: { state: 'active' },
  })
}

/** A failed job cannot run again while another one, `holder`, has its key. */
export function keyIsTaken(id: string, holder: string): AppError {
  return new AppError('ILLEGAL_JOB_STATE', `job ${id} cannot run again: job ${holder} has its key now`, {
    hint: 'wait for that job, or cancel it first',
    details: { holder },
  })
}

/** One queue has one worker of a type. */
export function hasWorkerAlready(type: string): AppError {
  return new AppError('INVALID_ARGUMENT', `${type} jobs have a worker in this queue already`, {
    hint: 'stop that one first, or give it more concurrency',
    details: { type },
  })
}

/** The queue is closed or closing. */
export function queueIsClosed(): AppError {
  return new AppError('APP_CLOSED', 'the job queue of this process is closed or closing', {
    hint: 'add jobs before close() is called',
  })
}
