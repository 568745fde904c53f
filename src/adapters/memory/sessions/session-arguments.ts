import { AppError, assertDuration } from '../../../domain/platform/index.js'
import { assertLifetime, assertSessionId } from '../../../domain/sessions/index.js'
import type { SessionCreation } from '../../../ports/index.js'

/** @throws AppError `INVALID_ID`, `INVALID_TTL`, `INVALID_ARGUMENT` */
export function assertCreation({ id, idleMs, absoluteMs, maxPerUser }: SessionCreation): void {
  if (id !== undefined) assertSessionId(id)
  assertDuration(idleMs, 'idleMs')
  assertDuration(absoluteMs, 'absoluteMs')
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
