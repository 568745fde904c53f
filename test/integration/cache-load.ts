import { setTimeout as delay } from 'node:timers/promises'
import { type App, isAppError } from '../../src/index.js'
import type { ManualClock } from '../support/manual-clock.js'
import { runningTime } from '../support/running-time.js'

/** What a load on the cache met. */
export interface CacheLoadReport {
  /** The longest time from call to answer or error, in milliseconds of the clock that the test moves. */
  readonly longestMs: number
  readonly hits: number
  readonly misses: number
  /** How often which code came, of writes. */
  readonly codes: { readonly [code: string]: number }
  /** Reads that rejected, values that were never set, errors that are none of the contract's. */
  readonly strange: readonly unknown[]
}

/** What replies, resets and refused connections need at most of the time between two steps; most need far less. */
const IO_MS = 5
const RECOVERY_MS = 60_000
const VALUE = { data: 'x'.repeat(200) }

/** One call before each step of the clock, reads and writes in turn; waits for every one of them. */
export async function loadCache(
  { cache }: App,
  clock: ManualClock,
  steps: readonly number[],
): Promise<CacheLoadReport> {
  const codes: { [code: string]: number } = {}
  const strange: unknown[] = []
  let [hits, misses, longestMs] = [0, 0, 0]
  const read = async (call: () => Promise<readonly unknown[]>): Promise<void> => {
    try {
      for (const value of await call()) {
        if (value === undefined || value === false) misses += 1
        else if (value === true || JSON.stringify(value) === JSON.stringify(VALUE)) hits += 1
        else strange.push(value)
      }
    } catch (error) {
      strange.push(error)
    }
  }
  const write = async (): Promise<void> => {
    try {
      await cache.set('load', VALUE)
    } catch (error) {
      if (!isAppError(error, 'STORE_UNAVAILABLE', 'OUTCOME_UNKNOWN', 'STORE_FULL')) strange.push(error)
      else codes[error.code] = (codes[error.code] ?? 0) + 1
    }
  }
  const calls: readonly (() => Promise<void>)[] = [
    write,
    () => read(async () => [await cache.get('load')]),
    () => read(() => cache.mget(['load', 'load'])),
    () => read(async () => [await cache.exists('load')]),
  ]
  const timed = async (call: () => Promise<void>): Promise<void> => {
    const startedAt = clock.monotonic()
    await call()
    longestMs = Math.max(longestMs, clock.monotonic() - startedAt)
  }
  const running: Promise<void>[] = []
  for (const step of steps) {
    running.push(timed(calls[running.length % calls.length] ?? write))
    await delay(IO_MS)
    await clock.advance(step)
  }
  await settledBy(clock, Math.max(...steps), Promise.all(running))
  return { longestMs, hits, misses, codes, strange }
}

/** Resolves to what `work` does, with the clock moved on as often as it needs; not at all if `stepMs` is 0. */
export async function settledBy<T>(clock: ManualClock, stepMs: number, work: Promise<T>): Promise<T> {
  let isOver = false
  const over = (): void => {
    isOver = true
  }
  work.then(over, over)
  while (!isOver) {
    await delay(IO_MS)
    if (!isOver && stepMs > 0) await clock.advance(stepMs)
  }
  return work
}

/**
 * Resolves when `attempt` resolves to true: a connection comes by itself as time passes. Time stands still for longer
 * and longer, so that a slow handshake is not always cut short.
 */
export async function recovered(clock: ManualClock, attempt: () => Promise<boolean>): Promise<void> {
  const startedAt = runningTime()
  for (let waitMs = 50; ; waitMs = Math.min(2 * waitMs, 2000)) {
    const waited = delay(waitMs, false)
    if (await Promise.race([attempt(), waited])) return
    // What failed at once leaves a new connection the time to come, too.
    await waited
    if (runningTime() - startedAt > RECOVERY_MS) throw new Error('what was written cannot be read')
    await clock.advance(1000)
  }
}

/** Resolves when a value can be set and read again. */
export async function cacheRecovery({ cache }: App, clock: ManualClock): Promise<void> {
  await recovered(clock, async () => {
    try {
      await cache.set('load', VALUE)
      return (await cache.get('load')) !== undefined
    } catch {
      // Not yet: waiting callers have a timeout.
      return false
    }
  })
}
