import { AppError } from '../platform/app-error.js'
import { assertSessionId } from './session-id.js'
import { assertLifetime, assertSessionDuration } from './session-lifetime.js'

/** How a session is to be created. Times in milliseconds. */
export interface SessionCreation {
  /** Idle timeout, at least 1, at most `absoluteMs`. */
  readonly idleMs: number
  /** Absolute lifetime, at least 1, at most 100 years. */
  readonly absoluteMs: number
  /** The id; left out: the store makes one of 32 random bytes. */
  readonly id?: string
  /** Living sessions that the user may have, this one included; the least recently active ones beyond are revoked. */
  readonly maxPerUser?: number
  /**
   * The id of a session that ends in the same step, whoever's it is: what the browser held that signs in again. It does
   * not count among those that the user may have. Any string; one that is no living session is nothing to end.
   */
  readonly replaces?: string
}

/** @throws AppError `INVALID_ID`, `INVALID_TTL`, `INVALID_ARGUMENT` */
export function assertCreation({ id, idleMs, absoluteMs, maxPerUser }: SessionCreation): void {
  if (id !== undefined) assertSessionId(id)
  assertSessionDuration(idleMs, 'idleMs')
  assertSessionDuration(absoluteMs, 'absoluteMs')
  assertLifetime({ idleMs, absoluteMs })
  if (maxPerUser !== undefined) assertWhole(maxPerUser, 'maxPerUser', 1)
}

/** @throws AppError `INVALID_ARGUMENT` unless `since` could be the version of a session */
export function assertVersion(since: number): void {
  assertWhole(since, 'since', 0)
}

function assertWhole(value: number, what: string, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return
  throw new AppError('INVALID_ARGUMENT', `${what} is ${String(value)}`, {
    hint: `give ${what} as a whole number of at least ${least}`,
    details: { what, found: String(value) },
  })
}
