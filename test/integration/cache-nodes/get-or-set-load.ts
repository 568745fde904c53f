import { setTimeout as delay } from 'node:timers/promises'
import type { App } from '../../../src/index.js'
import { runningTime } from '../../support/running-time.js'

/** What a load of read-throughs met. */
export interface GetOrSetReport {
  readonly calls: number
  /** The longest time from call to value, in milliseconds. */
  readonly longestMs: number
  /** How late this process itself was at most: what the machine took from it, and no wait for Redis. */
  readonly ownLatenessMs: number
  /** Loads of keys that were asked for once, and so would have been without any cache. */
  readonly loads: number
  /** Keys that were loaded more than once for callers of one moment. */
  readonly notShared: readonly string[]
  /** Calls that rejected, and values that no loader gave. */
  readonly strange: readonly unknown[]
}

const EVERY_MS = 1000 / 60
const CALLERS = 5
let round = 0

/** Sixty times a second five callers at once: of a key that is always the same, and of one that is new each time. */
export async function loadThrough({ cache }: App, ms: number): Promise<GetOrSetReport> {
  round += 1
  const [strange, notShared]: [unknown[], string[]] = [[], []]
  const running: Promise<void>[] = []
  let [longestMs, ownLatenessMs, loads] = [0, 0, 0]
  const one = async (key: string, load: () => string): Promise<void> => {
    const begun = runningTime()
    try {
      const value = await cache.getOrSet(key, load, { grace: 60, tags: ['load'] })
      if (value !== `value of ${key}`) strange.push(value)
    } catch (error) {
      strange.push(error)
    }
    longestMs = Math.max(longestMs, runningTime() - begun)
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
  const end = runningTime() + ms
  for (let turn = 0; runningTime() < end; turn++) {
    running.push(wave('always'), wave(`new ${round}.${turn}`))
    const due = runningTime() + EVERY_MS
    await delay(EVERY_MS)
    ownLatenessMs = Math.max(ownLatenessMs, runningTime() - due)
  }
  await Promise.all(running)
  return { calls: running.length * CALLERS, longestMs, ownLatenessMs, loads, notShared, strange }
}

/** Milliseconds until a loaded value is stored and read again. Rejects after `withinMs`. */
export async function storesAgain({ cache }: App, withinMs: number): Promise<number> {
  const begun = runningTime()
  for (let attempt = 0; ; attempt++) {
    const key = `recovery ${begun} ${attempt}`
    await cache.getOrSet(key, () => 1)
    if ((await cache.get(key)) === 1) return runningTime() - begun
    if (runningTime() - begun > withinMs) throw new Error('what was loaded is not stored')
    await delay(5)
  }
}
