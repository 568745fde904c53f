import { AppError } from '../platform/app-error.js'

/**
 * Why the signal of a run fired: `details.reason` of the signal's `reason`. `lost`: another worker has its job, or it is gone.
 */
export type AbortReason = 'cancel' | 'timeout' | 'close' | 'lost'

/** How long a handler may take to heed the signal of its timeout before it is reported as stuck. */
export const STUCK_AFTER_MS = 1000

/** The `reason` of a run's signal. */
export function runAborted(
  { type, id, timeoutMs }: { readonly type: string; readonly id: string; readonly timeoutMs: number },
  by: AbortReason,
): AppError {
  const why = {
    cancel: 'was cancelled',
    timeout: `took longer than ${timeoutMs} ms`,
    close: 'was cut off by close',
    lost: 'has lost its job: another worker has it, or it is gone',
  }
  return new AppError('ABORTED', `the run of ${type} job ${id} ${why[by]}`, { details: { reason: by } })
}
