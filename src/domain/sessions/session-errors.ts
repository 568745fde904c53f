import { AppError } from '../platform/app-error.js'
import { MAX_SESSION_BYTES } from './session.js'

/** The session is not, or no longer, alive. */
export function sessionGone(): AppError {
  return new AppError('GONE', 'the session is no longer there', { hint: 'sign in anew' })
}

/** A living session has the id that was given. */
export function sessionExists(): AppError {
  return new AppError('SESSION_EXISTS', 'a living session has this id', { hint: 'let the store make the id' })
}

/** `field` was changed at `version`, after `since`. */
export function sessionConflict(field: string, since: number, version: number): AppError {
  return new AppError('CONFLICT', `the session field "${field}" was changed since version ${since}`, {
    hint: 'read the session again and repeat the change',
    details: { field, since, version },
  })
}

/** The JSON text of the data would have `bytes` bytes. */
export function sessionTooLarge(bytes: number): AppError {
  return new AppError('SESSION_TOO_LARGE', `the session data has ${bytes} bytes, it may have ${MAX_SESSION_BYTES}`, {
    hint: 'keep large data elsewhere and its key in the session',
    details: { bytes, limit: MAX_SESSION_BYTES },
  })
}
