import { AppError } from '../platform/app-error.js'
import type { JobProgress } from './job.js'

export const NO_PROGRESS: JobProgress = { percent: 0 }

/**
 * The progress after a handler reported `reported`: never below what it was, so that readers see it rise.
 *
 * @throws AppError `INVALID_ARGUMENT` for a percentage that is no finite number from 0 to 100
 */
export function advance(current: JobProgress, reported: number | JobProgress): JobProgress {
  const next = typeof reported === 'number' ? { percent: reported } : reported
  if (!(next.percent >= 0 && next.percent <= 100)) {
    throw new AppError('INVALID_ARGUMENT', `progress is ${String(next.percent)}`, {
      hint: 'report a number from 0 to 100, or { percent, stage, message }',
    })
  }
  return {
    percent: Math.max(current.percent, next.percent),
    ...(next.stage === undefined ? {} : { stage: next.stage }),
    ...(next.message === undefined ? {} : { message: next.message }),
  }
}
