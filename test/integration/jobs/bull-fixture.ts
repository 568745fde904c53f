import { afterAll, afterEach, beforeAll } from '@jest/globals'
import { BullJobQueue, type BullJobQueueOptions, type RedisSettingsInput } from '../../../src/adapters/redis/index.js'
import { SystemClock, SystemRandom } from '../../../src/adapters/system/index.js'
import type { JobState, JobStatus } from '../../../src/domain/jobs/index.js'
import type { JobQueue, JobRequest } from '../../../src/ports/index.js'
import type { ManualClock } from '../../support/manual-clock.js'
import { RecordingLogger } from '../../support/recording-logger.js'
import { settingsFor } from '../../support/redis/connection-fixture.js'
import { RedisServer, type RedisServerOptions } from '../../support/redis-server.js'
import { until } from '../../support/until.js'

/** Closes resources after a test, the latest first. */
export class Closing {
  readonly #steps: (() => Promise<unknown>)[] = []

  add(step: () => Promise<unknown>): void {
    this.#steps.push(step)
  }

  async all(): Promise<void> {
    for (const step of this.#steps.splice(0).reverse()) await step()
  }
}

/** Closes the resources of each test after it. */
export function closingAfterEach(): Closing {
  const closing = new Closing()
  afterEach(() => closing.all())
  return closing
}

/** One Redis for all tests of a file; each test has its own prefix. */
export function jobsOnRedis(name: string, serverOptions: RedisServerOptions = {}) {
  const closing = closingAfterEach()
  let server: RedisServer
  let prefixes = 0
  beforeAll(async () => {
    server = await RedisServer.start(serverOptions)
  })
  afterAll(() => server.stop())

  const newPrefix = () => `${name}:${++prefixes}`
  return {
    closing,
    newPrefix,
    get server(): RedisServer {
      return server
    },
    cli: (...args: string[]) => server.cli(...args),
    /** A queue, with a new prefix by default; its keys start with `base`. */
    newQueue({ prefix = newPrefix(), ...options }: Partial<BullJobQueueOptions> = {}) {
      return { ...queueOn(server.url, closing, { prefix, ...options }), prefix, base: `${prefix}:{work}:` }
    },
  }
}

/** A queue and its log. The long default deadline is for slow machines. */
export function queueOn(
  url: string,
  closing: Closing,
  options: Partial<BullJobQueueOptions> = {},
  input: Partial<RedisSettingsInput> = {},
) {
  const logger = new RecordingLogger()
  const queue = new BullJobQueue({
    settings: settingsFor(url, input),
    clock: new SystemClock(),
    random: new SystemRandom(),
    logger,
    deadlineMs: 60_000,
    ...options,
  })
  closing.add(() => queue.close(0))
  return { queue, logger }
}

let ids = 0

/** A job with default settings and a new id. */
export function request(change: Partial<JobRequest> = {}): JobRequest {
  return {
    type: 'work',
    id: `job-${++ids}`,
    payload: { n: ids },
    retry: { attempts: 3, backoff: { kind: 'fixed', delayMs: 0, maxDelayMs: 0, jitter: false } },
    timeoutMs: 36_000_000,
    retention: { age: 3600, count: 100_000 },
    ...change,
  }
}

/** A retry policy with a single attempt. */
export const once = { attempts: 1, backoff: { kind: 'fixed', delayMs: 0, maxDelayMs: 0, jitter: false } } as const

/** Waits until the job is in `state`. */
export function reaches(queue: JobQueue, id: string, state: JobState, type = 'work'): Promise<JobStatus> {
  return until(`the job ${id} is ${state}`, async () => {
    const status = await queue.get(type, id)
    return status?.state === state ? status : undefined
  })
}

/** The error code of a failed call, or the error if it has no code; `undefined` if the call succeeds. */
export async function failure(call: () => Promise<unknown>): Promise<unknown> {
  const error: unknown = await call().then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return error instanceof Error && 'code' in error ? error.code : error
}

/** Like `failure`, for a call that fails at its deadline; throws if it ends earlier. */
export async function failureAt(deadlineMs: number, clock: ManualClock, call: () => Promise<unknown>) {
  let ended = false
  const code = failure(call).finally(() => {
    ended = true
  })
  await clock.advance(deadlineMs - 1)
  if (ended) throw new Error(`it ended before its deadline: ${String(await code)}`)
  await clock.advance(1)
  return code
}
