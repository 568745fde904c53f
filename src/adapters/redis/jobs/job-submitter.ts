import { assertJobArguments, assertJobList } from '../../../domain/jobs/index.js'
import { AppError, isAppError, messageOf } from '../../../domain/platform/index.js'
import type { JobReceipt, JobRequest } from '../../../ports/jobs/index.js'
import { MAX_RANKED } from './job-scripts.js'
import { addArguments, idOfKey, type JobKeys } from './stored-job.js'
import type { SubmitConnection } from './submit-connection.js'

/** Maximum batch of one script call, during which Redis executes nothing else. */
const MAX_JOBS_PER_CALL = 200
const MAX_BYTES_PER_CALL = 1024 * 1024

/** Concurrent calls of one `addMany`: enough that neither client nor server is idle. */
const CONCURRENT_CALLS = 2

/** Jobs of one type that are added by one call, with their positions in the request. */
interface Batch {
  readonly type: string
  readonly positions: number[]
  readonly args: (string | number)[]
  bytes: number
  ranked: number
}

/** Validates jobs and adds them in batches. */
export class JobSubmitter {
  readonly #connection: SubmitConnection
  readonly #keys: JobKeys

  constructor(connection: SubmitConnection, keys: JobKeys) {
    this.#connection = connection
    this.#keys = keys
  }

  async add(request: JobRequest): Promise<JobReceipt> {
    assertJobArguments(request)
    const args = addArguments(request)
    const answer = await this.#connection.run(true, (client) => client.jobsAdd(this.#keys.base(request.type), ...args))
    return receiptAt(answer, 0)
  }

  /**
   * Validates all jobs before it sends the first batch. The first batch is sent alone: if Redis rejects it, nothing was
   * added. A later failure ends the call, and the jobs added so far stay.
   */
  async addMany(requests: readonly JobRequest[]): Promise<readonly JobReceipt[]> {
    assertJobList(requests)
    for (const request of requests) assertJobArguments(request)
    const [first, ...batches] = toBatches(requests)
    const receipts = new Array<JobReceipt>(requests.length)
    if (!first) return receipts
    await this.#send(first, receipts)
    let failure: { readonly error: unknown } | undefined
    const sendNext = async (): Promise<void> => {
      try {
        for (let batch = batches.shift(); batch && !failure; batch = batches.shift()) {
          await this.#send(batch, receipts)
        }
      } catch (error) {
        failure ??= { error }
      }
    }
    await Promise.all(Array.from({ length: CONCURRENT_CALLS }, sendNext))
    if (failure) throw partlyAdded(failure.error, requests.length)
    return receipts
  }

  async #send({ type, args, positions }: Batch, receipts: JobReceipt[]): Promise<void> {
    const answer = await this.#connection.run(true, (client) => client.jobsAdd(this.#keys.base(type), ...args))
    for (const [index, position] of positions.entries()) receipts[position] = receiptAt(answer, index)
  }
}

/** Some jobs were added and others were not, whatever the error of the later batch is. */
function partlyAdded(cause: unknown, count: number): AppError {
  const retryAfterMs = isAppError(cause) ? cause.retryAfterMs : undefined
  return new AppError('OUTCOME_UNKNOWN', `only some of ${count} jobs were added: ${messageOf(cause)}`, {
    hint: 'repeat the call with the same ids: an accepted job is not added again',
    details: isAppError(cause) ? cause.details : {},
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    cause,
  })
}

function toBatches(requests: readonly JobRequest[]): Batch[] {
  const batches: Batch[] = []
  const open = new Map<string, Batch>()
  for (const [position, request] of requests.entries()) {
    const args = addArguments(request)
    const bytes = String(args[1]).length
    let batch = open.get(request.type)
    const isFull =
      batch?.positions.length === MAX_JOBS_PER_CALL ||
      (batch?.bytes ?? 0) + bytes > MAX_BYTES_PER_CALL ||
      (request.priority !== undefined && batch?.ranked === MAX_RANKED)
    if (!batch || isFull) {
      batch = { type: request.type, positions: [], args: [], bytes: 0, ranked: 0 }
      open.set(request.type, batch)
      batches.push(batch)
    }
    batch.positions.push(position)
    batch.args.push(...args)
    batch.bytes += bytes
    if (request.priority !== undefined) batch.ranked += 1
  }
  return batches
}

function receiptAt(answer: readonly string[], index: number): JobReceipt {
  return { id: idOfKey(answer[2 * index + 1] ?? ''), created: answer[2 * index] === '1' }
}
