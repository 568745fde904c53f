import { AppError } from '../platform/app-error.js'
import { JOB_STATES, type JobState } from './job-state.js'

/** @throws AppError `INVALID_ARGUMENT` unless a whole number from 1 to 1000 */
export function assertConcurrency(concurrency: number): void {
  assertWithin(concurrency, 1, 1000, 'concurrency')
}

/** @throws AppError `INVALID_ARGUMENT` for a page that no queue lists, or a state that there is not */
export function assertListing(listing: {
  readonly states?: readonly JobState[]
  readonly offset: number
  readonly limit: number
}): void {
  assertWithin(listing.offset, 0, Number.MAX_SAFE_INTEGER, 'offset')
  assertWithin(listing.limit, 1, 1000, 'limit')
  const unknown = listing.states?.find((state) => !JOB_STATES.includes(state))
  if (unknown === undefined) return
  throw new AppError('INVALID_ARGUMENT', `states has ${String(unknown)}`, { hint: `give of: ${JOB_STATES.join(', ')}` })
}

function assertWithin(value: number, least: number, most: number, what: string): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return
  throw new AppError('INVALID_ARGUMENT', `${what} is ${String(value)}`, {
    hint: `give a whole number from ${least} to ${most}`,
  })
}
