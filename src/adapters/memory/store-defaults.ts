import { randomBytes } from 'node:crypto'
import { AppError } from '../../domain/platform/index.js'
import type { Ids } from '../../ports/index.js'

/** Default source of ids for the cache and the session store. */
export const cryptoIds: Ids = {
  next: () => randomBytes(16).toString('base64url'),
  secret: () => randomBytes(32).toString('base64url'),
}

/** @throws AppError `CONFIG_INVALID` unless `limit` is a whole number above 0 */
export function assertLimit(limit: number, setting: string): void {
  if (Number.isSafeInteger(limit) && limit > 0) return
  throw new AppError('CONFIG_INVALID', `${setting} is ${String(limit)}`, {
    hint: `set ${setting} to a whole number above 0`,
    details: { setting, found: String(limit) },
  })
}
