import { AppError } from '../platform/app-error.js'
import type { JsonObject } from '../platform/json.js'
import { deepFreeze, toJson } from '../platform/snapshot.js'
import { utf8Length } from '../platform/text.js'
import { MAX_SESSION_BYTES, type NewSessionData, type SessionChanges, type SessionData } from './session.js'
import { sessionTooLarge } from './session-errors.js'

/** The data of a session as it is kept: deeply frozen, shared among readers. */
export interface SessionContent {
  readonly data: SessionData
  /** Bytes of its JSON text. */
  readonly bytes: number
}

/** Changes that were checked. */
export interface CheckedChanges {
  readonly set: JsonObject
  readonly removed: ReadonlySet<string>
  /** Set or removed; without `lastActivity`, which is the store's own and no cause of a conflict. */
  readonly fields: readonly string[]
}

const REQUIRED = ['userId', 'email', 'role']
const CHECKED: ReadonlySet<string> = new Set([...REQUIRED, 'lastActivity'])
const MAX_ROLE_LENGTH = 64

/**
 * The JSON form of new data, `lastActivity` in it only if given.
 * @throws AppError `UNSERIALISABLE`, `SESSION_TOO_LARGE`, `INVALID_ARGUMENT`
 */
export function toCheckedData(data: NewSessionData): JsonObject {
  const parsed = toObject(data, 'session data')
  for (const field of REQUIRED) assertField(field, parsed[field])
  if (parsed.lastActivity !== undefined) assertField('lastActivity', parsed.lastActivity)
  return parsed
}

/** @throws AppError `UNSERIALISABLE`, `SESSION_TOO_LARGE`, `INVALID_ARGUMENT` */
export function toContent(data: NewSessionData, now: number): SessionContent {
  const { lastActivity = now, ...parsed } = toCheckedData(data)
  return measured({ ...parsed, lastActivity } as unknown as SessionData)
}

/** Whether what was read from a store can be the data of a session. */
export function isSessionData(data: JsonObject): data is SessionData {
  return REQUIRED.every((field) => typeof data[field] === 'string') && typeof data.lastActivity === 'number'
}

/**
 * @throws AppError `UNSERIALISABLE`, `SESSION_TOO_LARGE` (they could not fit even alone), `INVALID_ARGUMENT` (`userId` is
 *   among them, or a field gets what it cannot hold)
 */
export function toCheckedChanges(changes: SessionChanges): CheckedChanges {
  const set = toObject(changes, 'session changes')
  const removed = new Set(Object.keys(changes).filter((field) => changes[field] === undefined))
  assertSize(JSON.stringify([...removed]))
  const fields = [...Object.keys(set), ...removed]
  for (const field of fields) {
    if (field === 'userId') throw refusal(field, 'cannot be changed', 'sign in anew')
    if (CHECKED.has(field)) assertField(field, set[field])
  }
  return { set, removed, fields: fields.filter((field) => field !== 'lastActivity') }
}

/** The data after the changes, active at `now`. @throws AppError `SESSION_TOO_LARGE` */
export function withChanges(data: SessionData, { set, removed }: CheckedChanges, now: number): SessionContent {
  const kept = Object.fromEntries(Object.entries(data).filter(([field]) => !removed.has(field)))
  return measured({ ...kept, ...set, lastActivity: now } as unknown as SessionData)
}

/** The same data, active at `now`; it is never refused, though the number may be longer than the one before. */
export function withActivity({ data, bytes }: SessionContent, now: number): SessionContent {
  const longer = String(now).length - String(data.lastActivity).length
  return { data: Object.freeze({ ...data, lastActivity: now }), bytes: bytes + longer }
}

function measured(data: SessionData): SessionContent {
  const bytes = assertSize(JSON.stringify(data))
  return { data: deepFreeze(data), bytes }
}

/** The bytes of a JSON text. @throws AppError `SESSION_TOO_LARGE` */
function assertSize(text: string): number {
  // JSON text is always well-formed: lone surrogates are escaped in it.
  const bytes = utf8Length(text) ?? Number.POSITIVE_INFINITY
  if (bytes > MAX_SESSION_BYTES) throw sessionTooLarge(bytes)
  return bytes
}

function toObject(value: unknown, what: string): JsonObject {
  const text = toJson(value, what)
  // What could not even fit alone goes no further: no store has to read it.
  assertSize(text)
  const parsed: unknown = JSON.parse(text)
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as JsonObject
  throw new AppError('INVALID_ARGUMENT', `the ${what} are not an object`, { hint: 'pass an object of fields' })
}

function assertField(field: string, value: unknown): void {
  if (field === 'lastActivity') {
    if (typeof value === 'number') return
    throw refusal(field, 'is not a number', 'give milliseconds since the epoch, or leave it to the store')
  }
  if (typeof value !== 'string') throw refusal(field, 'is not a string', `give the ${field} as a string`)
  if (field === 'userId' && value === '') throw refusal(field, 'is empty', 'give the id of the user')
  if (field === 'role' && (value === '' || value.length > MAX_ROLE_LENGTH)) {
    throw refusal(field, `has ${value.length} characters`, `a role has 1 to ${MAX_ROLE_LENGTH} characters`)
  }
}

function refusal(field: string, found: string, hint: string): AppError {
  return new AppError('INVALID_ARGUMENT', `the session field "${field}" ${found}`, { hint, details: { field } })
}
