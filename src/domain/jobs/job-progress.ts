import { AppError } from '../platform/app-error.js'
import { cutText } from './cut-text.js'
import type { JobProgress } from './job.js'
import { MAX_PROGRESS_LENGTHS } from './job-limits.js'

export const NO_PROGRESS: JobProgress = { percent: 0 }

/**
 * The progress after a handler reported `reported`: never below what it was, so that readers see it rise, and with texts
 * cut to their bounds, as every report is kept and sent to all who watch.
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
    ...(next.stage === undefined ? {} : { stage: cutText(String(next.stage), MAX_PROGRESS_LENGTHS.stage) }),
    ...(next.message === undefined ? {} : { message: cutText(String(next.message), MAX_PROGRESS_LENGTHS.message) }),
  }
}
