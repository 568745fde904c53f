import { setTimeout as delay } from 'node:timers/promises'
import type { App } from '../../../src/index.js'
import type { ManualClock } from '../../support/manual-clock.js'
import { recovered, settledBy } from '../cache-load.js'

/** What a load of read-throughs met. */
export interface GetOrSetReport {
  readonly calls: number
  /** The longest time from call to value, in milliseconds of the clock that the test moves. */
  readonly longestMs: number
  /** Loads of keys that were asked for once, and so would have been without any cache. */
  readonly loads: number
  /** Keys that were loaded more than once for callers of one moment. */
  readonly notShared: readonly string[]
  /** Calls that rejected, and values that no loader gave. */
  readonly strange: readonly unknown[]
}

const CALLERS = 5
/** What replies, resets and refused connections need at most of the time between two steps; most need far less. */
const IO_MS = 5
let round = 0

/**
 * For each of `steps`: moves the clock by it and starts five concurrent callers of a fixed key and five of a new key.
 */
export async function loadThrough(
  { cache }: App,
  clock: ManualClock,
  steps: readonly number[],
): Promise<GetOrSetReport> {
  round += 1
  const [strange, notShared]: [unknown[], string[]] = [[], []]
  const running: Promise<void>[] = []
  let [longestMs, loads] = [0, 0]
  const one = async (key: string, load: () => string): Promise<void> => {
    const startedAt = clock.monotonic()
    try {
      const value = await cache.getOrSet(key, load, { grace: 60, tags: ['load'] })
      if (value !== `value of ${key}`) strange.push(value)
    } catch (error) {
      strange.push(error)
    }
    longestMs = Math.max(longestMs, clock.monotonic() - startedAt)
  }
  const wave = async (key: string): Promise<void> => {
    let own = 0
    const load = (): string => {
      own += 1
      return `value of ${key}`
    }
    await Promise.all(Array.from({ length: CALLERS }, () => one(key, load)))
    loads += own
    if (own > 1) notShared.push(key)
  }
  for (const [turn, step] of steps.entries()) {
    running.push(wave('always'), wave(`new ${round}.${turn}`))
    await delay(IO_MS)
    await clock.advance(step)
  }
  await settledBy(clock, Math.max(...steps), Promise.all(running))
  return { calls: running.length * CALLERS, longestMs, loads, notShared, strange }
}

/** Resolves when a loaded value is stored and read again. */
export async function storesAgain({ cache }: App, clock: ManualClock): Promise<void> {
  let attempts = 0
  await recovered(clock, async () => {
    const key = `recovery ${clock.monotonic()} ${attempts++}`
    await cache.getOrSet(key, () => 1)
    return (await cache.get(key)) === 1
  })
}
