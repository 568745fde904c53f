import { AppError } from '../platform/app-error.js'
import { assertNumber, assertObject, assertText } from '../platform/arguments.js'
import { utf8Length } from '../platform/text.js'
import { assertLifetime, assertSessionDuration } from './session-lifetime.js'

/** Settings of a new session. Times in milliseconds. */
export interface SessionCreation {
  /** Idle timeout, at least 1, at most `absoluteMs`. */
  readonly idleMs: number
  /** Absolute lifetime, at least 1, at most 100 years. */
  readonly absoluteMs: number
  /** Default: the store generates an id of 32 random bytes. */
  readonly id?: string
  /** Limit of live sessions of the user, including this one. The least recently active ones above it are revoked. */
  readonly maxPerUser?: number
  /**
   * The id of a session that ends in the same step: the one that the browser had before it signs in again. It may belong
   * to another user, and it does not count towards `maxPerUser`. Any string is accepted; an unknown id has no effect.
   */
  readonly replaces?: string
}

/** @throws AppError `INVALID_ID`, `INVALID_TTL`, `INVALID_ARGUMENT` */
export function assertCreation(creation: SessionCreation): void {
  assertObject(creation, 'creation')
  const { id, idleMs, absoluteMs, maxPerUser, replaces } = creation
  if (id !== undefined) assertSessionId(id)
  assertSessionDuration(idleMs, 'idleMs')
  assertSessionDuration(absoluteMs, 'absoluteMs')
  assertLifetime({ idleMs, absoluteMs })
  if (maxPerUser !== undefined) assertInteger(maxPerUser, 'maxPerUser', 1)
  if (replaces !== undefined) assertText(replaces, 'replaces')
}

/** @throws AppError `INVALID_ARGUMENT` */
export function assertUpdateOptions(options: { readonly since?: number }): void {
  assertObject(options, 'options')
  if (options.since !== undefined) assertInteger(options.since, 'since', 0)
}

/** @throws AppError `INVALID_TTL`, `INVALID_ARGUMENT` */
export function assertTouchOptions(options: { readonly idleMs?: number }): void {
  assertObject(options, 'options')
  if (options.idleMs !== undefined) assertSessionDuration(options.idleMs, 'idleMs')
}

/** Any string is a user id; one without sessions has none. @throws AppError `INVALID_ARGUMENT` unless it is a string */
export function assertUserId(userId: string): void {
  assertText(userId, 'userId')
}

/** Any string is accepted. @throws AppError `INVALID_ARGUMENT` for another type: it would spare or end the wrong sessions */
export function assertRevocation(options: { readonly except?: string; readonly handle?: string }): void {
  assertObject(options, 'options')
  if (options.except !== undefined) assertText(options.except, 'except')
  if (options.handle !== undefined) assertText(options.handle, 'handle')
}

/** Maximum length of a session id, in UTF-16 code units. */
export const MAX_SESSION_ID_LENGTH = 256

/** Whether `id` is a valid session id: 1 to 256 well-formed characters. */
export function isSessionId(id: unknown): id is string {
  return typeof id === 'string' && id.length > 0 && id.length <= MAX_SESSION_ID_LENGTH && utf8Length(id) !== undefined
}

/** @throws AppError `INVALID_ID` unless {@link isSessionId}; the message omits the id, which is a secret. */
export function assertSessionId(id: string): void {
  if (isSessionId(id)) return
  throw new AppError('INVALID_ID', 'the session id is not 1 to 256 well-formed characters', {
    hint: 'pass undefined and let the store generate an id',
  })
}

function assertInteger(value: number, what: string, min: number): void {
  const wanted = `a whole number of at least ${min}`
  assertNumber(value, what, { min, max: Number.MAX_SAFE_INTEGER, whole: true, wanted })
}
