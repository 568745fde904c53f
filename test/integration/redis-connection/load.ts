import { setTimeout as delay } from 'node:timers/promises'
import type { RedisConnection, RunOptions } from '../../../src/adapters/redis/index.js'
import { isAppError } from '../../../src/domain/platform/index.js'
import { runningTime } from '../../support/running-time.js'

/** What a load met. */
export interface LoadReport {
  readonly operations: number
  readonly succeeded: number
  /** The longest time from call to answer or error, in milliseconds. */
  readonly longestMs: number
  /** How often which error code came. */
  readonly codes: { readonly [code: string]: number }
  /** Errors that are none of the contract's. */
  readonly strange: readonly unknown[]
}

const EVERY_MS = 1000 / 30

/** Longest load, in milliseconds, where the code it waits for does not come. */
const LONGEST_LOAD_MS = 60_000

/**
 * A read and a write together, thirty times a second, for `ms` milliseconds and until an operation met `code`; waits for
 * every one of them.
 *
 * @param options of each operation
 */
export async function load(
  connection: RedisConnection,
  ms: number,
  options: RunOptions = {},
  code?: string,
): Promise<LoadReport> {
  const codes: { [code: string]: number } = {}
  const strange: unknown[] = []
  const running: Promise<void>[] = []
  let succeeded = 0
  let longestMs = 0
  const one = async (write: boolean): Promise<void> => {
    const begun = runningTime()
    try {
      await connection.run((client) => (write ? client.set('load', 'x'.repeat(200)) : client.get('load')), {
        ...options,
        write,
      })
      succeeded++
    } catch (error) {
      if (!isAppError(error)) strange.push(error)
      else codes[error.code] = (codes[error.code] ?? 0) + 1
    }
    longestMs = Math.max(longestMs, runningTime() - begun)
  }
  const begun = runningTime()
  const goesOn = (): boolean => {
    const elapsed = runningTime() - begun
    return elapsed < ms || (code !== undefined && codes[code] === undefined && elapsed < LONGEST_LOAD_MS)
  }
  while (goesOn()) {
    running.push(one(true), one(false))
    await delay(EVERY_MS)
  }
  await Promise.all(running)
  return { operations: running.length, succeeded, longestMs, codes, strange }
}

/** Milliseconds until a read succeeds. Rejects after `withinMs`. */
export async function recovery(connection: RedisConnection, withinMs: number): Promise<number> {
  const begun = runningTime()
  for (;;) {
    try {
      await connection.run((client) => client.get('load'))
      return runningTime() - begun
    } catch (error) {
      if (runningTime() - begun > withinMs) throw error
      await delay(5)
    }
  }
}
