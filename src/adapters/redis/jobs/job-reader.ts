import { assertListing, type JobStatus, type QueueStats } from '../../../domain/jobs/index.js'
import type { JobListing } from '../../../ports/jobs/index.js'
import { type JobKeys, keyOfId } from './job-keys.js'
import type { FieldList } from './job-scripts.js'
import { toStatus } from './stored-job.js'
import type { SubmitConnection } from './submit-connection.js'

/** How many jobs one call looks at: a list of few among many is put together from several. */
const LOOKS_PER_CALL = 1000

/** Looks at jobs. */
export class JobReader {
  readonly #connection: SubmitConnection
  readonly #keys: JobKeys

  constructor(connection: SubmitConnection, keys: JobKeys) {
    this.#connection = connection
    this.#keys = keys
  }

  async get(type: string, id: string): Promise<JobStatus | undefined> {
    const key = keyOfId(id)
    const fields = await this.#connection.run(false, (client) => client.jobsRead(this.#keys.base(type), key))
    return fields.length === 0 ? undefined : toStatus(type, key, fields)
  }

  /** @throws AppError `INVALID_ARGUMENT` */
  async list(type: string, listing: JobListing): Promise<readonly JobStatus[]> {
    assertListing(listing)
    const { states, offset, limit } = listing
    const found: JobStatus[] = []
    if (states?.length === 0) return found
    let skip = offset
    for (let from = '+inf'; from !== '' && found.length < limit; ) {
      const args = [LOOKS_PER_CALL, from, skip, limit - found.length, ...(states ?? [])]
      const answer = await this.#connection.run(false, (client) => client.jobsList(this.#keys.base(type), ...args))
      const [next, passed, ...jobs] = answer as [string, number, ...(string | FieldList)[]]
      for (let index = 0; index < jobs.length; index += 2) {
        found.push(toStatus(type, String(jobs[index]), jobs[index + 1] as FieldList))
      }
      skip -= passed
      from = next
    }
    return found
  }

  async stats(type: string): Promise<QueueStats> {
    const counts = await this.#connection.run(false, (client) => client.jobsCount(this.#keys.base(type)))
    const [waiting = 0, delayed = 0, active = 0, completed = 0, failed = 0, cancelled = 0, paused = 0] = counts
    return { waiting, delayed, active, completed, failed, cancelled, paused: paused === 1 }
  }
}
