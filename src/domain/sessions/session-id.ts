import { AppError } from '../platform/app-error.js'
import { utf8Length } from '../platform/text.js'

/** The longest session id, in UTF-16 code units. */
export const MAX_SESSION_ID_LENGTH = 256

/** Whether `id` could be the id of a session: 1 to 256 well-formed characters. */
export function isSessionId(id: unknown): id is string {
  return typeof id === 'string' && id.length > 0 && id.length <= MAX_SESSION_ID_LENGTH && utf8Length(id) !== undefined
}

/** @throws AppError `INVALID_ID` unless {@link isSessionId}; the id, being a secret, is not in the message. */
export function assertSessionId(id: string): void {
  if (isSessionId(id)) return
  throw new AppError('INVALID_ID', 'the session id is not 1 to 256 well-formed characters', {
    hint: 'pass undefined and let the store make an id',
  })
}
