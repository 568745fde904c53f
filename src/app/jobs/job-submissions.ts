import type { JsonValue } from '../../domain/platform/index.js'
import type { JobQueue, JobReceipt, JobRequest } from '../../ports/jobs/index.js'
import type { Ids } from '../../ports/platform/index.js'
import { checkPayload } from './check-payload.js'
import type { JobDefinition } from './define-job.js'
import { type AddJobOptions, type NewJob, type TickOptions, toJobRequest, withIds } from './job-requests.js'
import type { UnattendedJobs } from './unattended-jobs.js'

/** How jobs get into the queue: checked, with an id, and watched over until somebody works on them. */
export class JobSubmissions {
  readonly #queue: JobQueue
  readonly #ids: Ids
  readonly #unattended: UnattendedJobs

  constructor(queue: JobQueue, ids: Ids, unattended: UnattendedJobs) {
    this.#queue = queue
    this.#ids = ids
    this.#unattended = unattended
  }

  async add(definition: JobDefinition, payload: unknown, options: AddJobOptions): Promise<JobReceipt> {
    const request = this.#request(definition, await checkPayload(definition, payload), options)
    return this.#submit([request], () => this.#queue.add(request))
  }

  async addMany(definition: JobDefinition, jobs: readonly NewJob[]): Promise<readonly JobReceipt[]> {
    const requests = await Promise.all(
      jobs.map(async ({ payload, ...options }, index) => {
        const kept = await checkPayload(definition, payload, `payload of jobs[${index}]`)
        return this.#request(definition, kept, options)
      }),
    )
    return this.#submit(requests, () => this.#queue.addMany(requests))
  }

  /** Adds the job of a tick. */
  async addAtTick(definition: JobDefinition, payload: JsonValue, tick: TickOptions): Promise<JobReceipt> {
    const request = this.#request(definition, payload, tick)
    return this.#submit([request], () => this.#queue.add(request))
  }

  #request(definition: JobDefinition, payload: JsonValue, options: TickOptions): JobRequest {
    return toJobRequest(definition, payload, options.id ?? this.#ids.next(), options)
  }

  async #submit<Answer>(requests: readonly JobRequest[], send: () => Promise<Answer>): Promise<Answer> {
    try {
      const answer = await send()
      for (const { type } of requests) this.#unattended.added(type)
      return answer
    } catch (error) {
      throw withIds(error, requests)
    }
  }
}
