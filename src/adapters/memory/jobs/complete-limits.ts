import { DEFAULT_JOB_LIMITS, type JobLimits } from '../../../domain/jobs/index.js'
import { AppError } from '../../../domain/platform/index.js'

/** `limits` over the defaults. @throws AppError `INVALID_ARGUMENT` for what is no whole number above 0 */
export function completeLimits(limits: Partial<JobLimits> = {}): JobLimits {
  const complete = { ...DEFAULT_JOB_LIMITS, ...limits }
  for (const [name, limit] of Object.entries(complete)) {
    if (Number.isSafeInteger(limit) && limit > 0) continue
    throw new AppError('INVALID_ARGUMENT', `${name} is ${String(limit)}`, { hint: 'give a whole number above 0' })
  }
  return complete
}
