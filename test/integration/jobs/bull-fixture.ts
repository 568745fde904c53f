import { setTimeout as delay } from 'node:timers/promises'
import { BullJobQueue, type BullJobQueueOptions, type RedisSettingsInput } from '../../../src/adapters/redis/index.js'
import { SystemClock, SystemRandom } from '../../../src/adapters/system/index.js'
import type { JobRequest } from '../../../src/ports/index.js'
import { RecordingLogger } from '../../support/recording-logger.js'
import { runningTime } from '../../support/running-time.js'
import { settingsFor } from '../redis-connection/connection-fixture.js'

/** What is to be closed after a test, the latest first. */
export class Closing {
  readonly #steps: (() => Promise<unknown>)[] = []

  add(step: () => Promise<unknown>): void {
    this.#steps.push(step)
  }

  async all(): Promise<void> {
    for (const step of this.#steps.splice(0).reverse()) await step()
  }
}

/** A queue, and what it logged. Patient, for a machine that is busy with other tests, unless the test is about that. */
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
    deadlineMs: 10_000,
    ...options,
  })
  closing.add(() => queue.close(0))
  return { queue, logger }
}

/** From one look at the own lateness to the next. */
const LOOK_MS = 10

let ids = 0

/** A job that nothing is special about, with an id of its own. */
export function request(change: Partial<JobRequest> = {}): JobRequest {
  return {
    type: 'work',
    id: `job-${++ids}`,
    payload: { n: ids },
    retry: { attempts: 3, backoff: { kind: 'fixed', delayMs: 0, maxDelayMs: 0, jitter: false } },
    timeoutMs: 60_000,
    retention: { age: 3600, count: 100_000 },
    ...change,
  }
}

/** What `look` gives as soon as it gives anything; an error of its own counts as nothing. */
export async function until<T>(
  what: string,
  ms: number,
  look: () => Promise<T | undefined> | T | undefined,
): Promise<T> {
  const end = runningTime() + ms
  for (;;) {
    const seen = await Promise.resolve()
      .then(look)
      .catch(() => undefined)
    if (seen !== undefined) return seen
    if (runningTime() > end) throw new Error(`waited ${ms} ms in vain: ${what}`)
    await delay(20)
  }
}

/** A call that fails: with what, and after how long, beside what this process itself was late. */
export async function failure(call: () => Promise<unknown>): Promise<{ readonly code: unknown; readonly ms: number }> {
  const begun = runningTime()
  let [lateMs, due] = [0, begun + LOOK_MS]
  const late = (): number => Math.max(lateMs, runningTime() - due)
  const looking = setInterval(() => {
    lateMs = late()
    due = runningTime() + LOOK_MS
  }, LOOK_MS)
  const error: unknown = await call().then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  const code = error instanceof Error && 'code' in error ? error.code : error
  clearInterval(looking)
  return { code, ms: runningTime() - begun - Math.max(0, late()) }
}
