import { assertListing, type JobStatus } from '../../../domain/jobs/index.js'
import type { JobListing } from '../../../ports/jobs/index.js'
import type { JobRecord } from './job-record.js'

/** One page of `jobs`, newest first. @throws AppError `INVALID_ARGUMENT` */
export function listJobs(jobs: Iterable<JobRecord>, listing: JobListing): readonly JobStatus[] {
  assertListing(listing)
  const { states, offset, limit } = listing
  return [...jobs]
    .filter((job) => states === undefined || states.includes(job.state))
    .sort((a, b) => b.serial - a.serial)
    .slice(offset, offset + limit)
    .map((job) => job.toStatus())
}
