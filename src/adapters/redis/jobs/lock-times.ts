import { AppError } from '../../../domain/platform/index.js'

/** How long locks hold, and how often they are looked at; milliseconds. */
export interface LockTimes {
  readonly lockMs: number
  readonly checkMs: number
  readonly renewMs: number
}

const DEFAULT_LOCK_MS = 10_000
const SHORTEST_LOCK_MS = 400

/**
 * A worker that died is noticed when its lock has run out and two checks have seen that: by default after 10 to 20 s. A
 * healthy event loop renews so often that it may be blocked for three quarters of the lock without harm.
 *
 * @throws AppError `INVALID_ARGUMENT`
 */
export function lockTimes(lockMs = DEFAULT_LOCK_MS): LockTimes {
  if (!Number.isSafeInteger(lockMs) || lockMs < SHORTEST_LOCK_MS) {
    throw new AppError('INVALID_ARGUMENT', `lockMs is ${String(lockMs)}`, {
      hint: `give whole milliseconds, ${SHORTEST_LOCK_MS} or more`,
    })
  }
  return { lockMs, checkMs: Math.floor(lockMs / 2), renewMs: Math.floor(lockMs / 4) }
}
