import type { JobStatus } from '../../../domain/jobs/index.js'
import { AppError } from '../../../domain/platform/index.js'
import type { JobListing } from '../../../ports/jobs/index.js'
import type { JobRecord } from './job-record.js'

/** One page of `jobs`, newest first. @throws AppError `INVALID_ARGUMENT` */
export function listJobs(jobs: Iterable<JobRecord>, { states, offset, limit }: JobListing): readonly JobStatus[] {
  assertWithin(offset, 0, Number.MAX_SAFE_INTEGER, 'offset')
  assertWithin(limit, 1, 1000, 'limit')
  return [...jobs]
    .filter((job) => states === undefined || states.includes(job.state))
    .sort((a, b) => b.serial - a.serial)
    .slice(offset, offset + limit)
    .map((job) => job.toStatus())
}

function assertWithin(value: number, least: number, most: number, what: string): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return
  throw new AppError('INVALID_ARGUMENT', `${what} is ${String(value)}`, {
    hint: `give a whole number from ${least} to ${most}`,
  })
}
