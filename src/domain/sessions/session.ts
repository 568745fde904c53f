import { AppError } from '../platform/app-error.js'
import type { JsonValue } from '../platform/json.js'
import type { Role } from './role.js'

/**
 * The data of a session: the signed-in user and the embedder's own fields, which hold JSON. Its JSON text has at most
 * {@link MAX_SESSION_BYTES} bytes.
 */
export interface SessionData {
  readonly userId: string
  readonly email: string
  readonly role: Role
  /** Milliseconds since the epoch. The store sets it from its clock at each write and touch. */
  readonly lastActivity: number
  readonly [field: string]: JsonValue
}

/**
 * The data of a new session. The store sets `lastActivity` if it is omitted. It takes whole milliseconds since the epoch
 * (`Date.now()`) or an ISO 8601 time with a zone (`new Date().toISOString()`), and always returns milliseconds.
 */
export type NewSessionData = Omit<SessionData, 'lastActivity'> & {
  readonly userId: string
  readonly email: string
  readonly role: Role
  readonly lastActivity?: number | string
}

/** Changes by top-level field; `undefined` removes the field. `userId` cannot be changed: sign in again. */
export interface SessionChanges {
  readonly [field: string]: JsonValue | undefined
}

/** A live session. */
export interface Session {
  /** The secret that the browser holds. */
  readonly id: string
  /** Identifies the session in listings without giving access to it. A rotation keeps it. */
  readonly handle: string
  readonly data: SessionData
  /** Rises with every update; `since` is compared with it. A touch does not change it. */
  readonly version: number
  /** Milliseconds since the epoch. */
  readonly createdAt: number
  /** Idle end: the session expires at this millisecond unless it is touched before. */
  readonly expiresAt: number
  /** Absolute end: a touch never moves it. */
  readonly absoluteExpiresAt: number
}

/** A session in a listing: without its id and data. */
export type SessionSummary = Omit<Session, 'id' | 'data'> & Pick<SessionData, 'userId' | 'role' | 'lastActivity'>

/** Maximum size of the JSON text of the data, in bytes. */
export const MAX_SESSION_BYTES = 64 * 1024

/** The session has ended, or never existed. */
export function sessionEnded(): AppError {
  return new AppError('SESSION_ENDED', 'the session has ended', { hint: 'sign in again' })
}

/** A live session has the given id. */
export function sessionExists(): AppError {
  return new AppError('SESSION_EXISTS', 'a live session has this id', { hint: 'let the store generate the id' })
}

/** Another caller changed `field` at `version`, after `since`. */
export function sessionConflict(field: string, since: number, version: number): AppError {
  return new AppError('SESSION_CONFLICT', `the session field "${field}" was changed since version ${since}`, {
    hint: 'read the session again and repeat the change',
    details: { field, since, version },
  })
}

/** The JSON text of the data has `bytes` bytes. */
export function sessionTooLarge(bytes: number): AppError {
  return new AppError('SESSION_TOO_LARGE', `the session data has ${bytes} bytes, the limit is ${MAX_SESSION_BYTES}`, {
    hint: 'store large data elsewhere and put its key in the session',
    details: { bytes, limit: MAX_SESSION_BYTES },
  })
}
