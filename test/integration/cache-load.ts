import { setTimeout as delay } from 'node:timers/promises'
import { type App, isAppError } from '../../src/index.js'
import { runningTime } from '../support/running-time.js'

/** What a load on the cache met. */
export interface CacheLoadReport {
  /** The longest time from call to answer or error, in milliseconds. */
  readonly longestMs: number
  /** How late this process itself was at most: what the machine took from it, and no wait for Redis. */
  readonly ownLatenessMs: number
  readonly hits: number
  readonly misses: number
  /** How often which code came, of writes. */
  readonly codes: { readonly [code: string]: number }
  /** Reads that rejected, values that were never set, errors that are none of the contract's. */
  readonly strange: readonly unknown[]
}

const EVERY_MS = 1000 / 60
const VALUE = { data: 'x'.repeat(200) }

/** Sixty calls a second for `ms` milliseconds, reads and writes in turn; waits for every one of them. */
export async function loadCache({ cache }: App, ms: number): Promise<CacheLoadReport> {
  const codes: { [code: string]: number } = {}
  const strange: unknown[] = []
  let [hits, misses, longestMs, ownLatenessMs] = [0, 0, 0, 0]
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
    const begun = runningTime()
    await call()
    longestMs = Math.max(longestMs, runningTime() - begun)
  }
  const running: Promise<void>[] = []
  const end = runningTime() + ms
  while (runningTime() < end) {
    running.push(timed(calls[running.length % calls.length] ?? write))
    const due = runningTime() + EVERY_MS
    await delay(EVERY_MS)
    ownLatenessMs = Math.max(ownLatenessMs, runningTime() - due)
  }
  await Promise.all(running)
  return { longestMs, ownLatenessMs, hits, misses, codes, strange }
}

/** Milliseconds until a value can be set and read again. Rejects after `withinMs`. */
export async function cacheRecovery({ cache }: App, withinMs: number): Promise<number> {
  const begun = runningTime()
  for (;;) {
    try {
      await cache.set('load', VALUE)
      if ((await cache.get('load')) !== undefined) return runningTime() - begun
    } catch (error) {
      if (runningTime() - begun > withinMs) throw error
    }
    if (runningTime() - begun > withinMs) throw new Error('what was set cannot be read')
    await delay(5)
  }
}
