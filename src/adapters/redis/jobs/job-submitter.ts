import { assertJobTerms } from '../../../domain/jobs/index.js'
import { AppError, isAppError, messageOf } from '../../../domain/platform/index.js'
import type { JobReceipt, JobRequest } from '../../../ports/jobs/index.js'
import { idOfKey, type JobKeys } from './job-keys.js'
import { MOST_RANKED } from './lua/enqueue.js'
import { addArguments } from './stored-job.js'
import type { SubmitConnection } from './submit-connection.js'

/** What one call of the script adds at most: Redis does nothing else meanwhile. */
const JOBS_PER_CALL = 200
const BYTES_PER_CALL = 1024 * 1024

/** How many calls of one `addMany` are under way at once: enough that neither side waits for the other. */
const CALLS_AT_ONCE = 2

/** Jobs of one type, with their places in the request. */
interface Part {
  readonly type: string
  readonly places: number[]
  readonly args: (string | number)[]
  size: number
  ranked: number
}

/** Adds jobs. */
export class JobSubmitter {
  readonly #connection: SubmitConnection
  readonly #keys: JobKeys

  constructor(connection: SubmitConnection, keys: JobKeys) {
    this.#connection = connection
    this.#keys = keys
  }

  async add(request: JobRequest): Promise<JobReceipt> {
    assertJobTerms(request)
    const args = addArguments(request)
    const answer = await this.#connection.run(true, (client) => client.jobsAdd(this.#keys.base(request.type), ...args))
    return receiptAt(answer, 0)
  }

  /**
   * All are checked before the first is sent. They go in parts, and the first of them alone: if that one is refused,
   * nothing was done. After it a failure ends the whole call, and what was added stays.
   */
  async addMany(requests: readonly JobRequest[]): Promise<readonly JobReceipt[]> {
    for (const request of requests) assertJobTerms(request)
    const [first, ...parts] = split(requests)
    const receipts = new Array<JobReceipt>(requests.length)
    if (!first) return receipts
    await this.#send(first, receipts)
    let failure: { readonly error: unknown } | undefined
    const sendNext = async (): Promise<void> => {
      try {
        for (let part = parts.shift(); part && !failure; part = parts.shift()) await this.#send(part, receipts)
      } catch (error) {
        failure ??= { error }
      }
    }
    await Promise.all(Array.from({ length: CALLS_AT_ONCE }, sendNext))
    if (failure) throw partlyAdded(failure.error, requests.length)
    return receipts
  }

  async #send({ type, args, places }: Part, receipts: JobReceipt[]): Promise<void> {
    const answer = await this.#connection.run(true, (client) => client.jobsAdd(this.#keys.base(type), ...args))
    for (const [index, place] of places.entries()) receipts[place] = receiptAt(answer, index)
  }
}

/** Whatever the error of a later part is, the call as a whole has done something, and not all. */
function partlyAdded(cause: unknown, count: number): AppError {
  const retryAfterMs = isAppError(cause) ? cause.retryAfterMs : undefined
  return new AppError('OUTCOME_UNKNOWN', `some of ${count} jobs were added, then it failed: ${messageOf(cause)}`, {
    hint: 'repeat the call with the same ids: a job that was accepted is not added again',
    details: isAppError(cause) ? cause.details : {},
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    cause,
  })
}

function split(requests: readonly JobRequest[]): Part[] {
  const parts: Part[] = []
  const open = new Map<string, Part>()
  for (const [place, request] of requests.entries()) {
    const args = addArguments(request)
    const size = String(args[1]).length
    let part = open.get(request.type)
    const isFull =
      part?.places.length === JOBS_PER_CALL ||
      (part?.size ?? 0) + size > BYTES_PER_CALL ||
      (request.priority !== undefined && part?.ranked === MOST_RANKED)
    if (!part || isFull) {
      part = { type: request.type, places: [], args: [], size: 0, ranked: 0 }
      open.set(request.type, part)
      parts.push(part)
    }
    part.places.push(place)
    part.args.push(...args)
    part.size += size
    if (request.priority !== undefined) part.ranked += 1
  }
  return parts
}

function receiptAt(answer: readonly string[], index: number): JobReceipt {
  return { id: idOfKey(answer[2 * index + 1] ?? ''), created: answer[2 * index] === '1' }
}
