import { setTimeout as delay } from 'node:timers/promises'
import type { RedisConnection, RunOptions } from '../../../src/adapters/redis/index.js'
import { isAppError } from '../../../src/domain/platform/index.js'
import { runningTime } from '../running-time.js'

/** The results of a load. */
export interface LoadReport {
  readonly operations: number
  readonly succeeded: number
  /** The longest time from call to result or error, in milliseconds. */
  readonly longestMs: number
  /** The number of errors by code. */
  readonly codes: { readonly [code: string]: number }
  /** Errors that are not in the contract. */
  readonly unexpected: readonly unknown[]
}

const INTERVAL_MS = 1000 / 30

/** Maximum duration of a load that waits for a code. */
const MAX_LOAD_MS = 60_000

/**
 * Sends a read and a write thirty times a second, for `ms` milliseconds and until an operation has failed with `code`. Waits
 * for all of them.
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
  const unexpected: unknown[] = []
  const running: Promise<void>[] = []
  let succeeded = 0
  let longestMs = 0
  const one = async (write: boolean): Promise<void> => {
    const startedAt = runningTime()
    try {
      await connection.run((client) => (write ? client.set('load', 'x'.repeat(200)) : client.get('load')), {
        ...options,
        write,
      })
      succeeded++
    } catch (error) {
      if (!isAppError(error)) unexpected.push(error)
      else codes[error.code] = (codes[error.code] ?? 0) + 1
    }
    longestMs = Math.max(longestMs, runningTime() - startedAt)
  }
  const startedAt = runningTime()
  const continues = (): boolean => {
    const elapsed = runningTime() - startedAt
    return elapsed < ms || (code !== undefined && codes[code] === undefined && elapsed < MAX_LOAD_MS)
  }
  while (continues()) {
    running.push(one(true), one(false))
    await delay(INTERVAL_MS)
  }
  await Promise.all(running)
  return { operations: running.length, succeeded, longestMs, codes, unexpected }
}

/** Milliseconds until a read succeeds. Rejects after `withinMs`. */
export async function recovery(connection: RedisConnection, withinMs: number): Promise<number> {
  const startedAt = runningTime()
  for (;;) {
    try {
      await connection.run((client) => client.get('load'))
      return runningTime() - startedAt
    } catch (error) {
      if (runningTime() - startedAt > withinMs) throw error
      await delay(5)
    }
  }
}
