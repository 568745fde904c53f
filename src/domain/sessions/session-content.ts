import { AppError } from '../platform/app-error.js'
import { invalidArgument, shown } from '../platform/arguments.js'
import type { JsonObject } from '../platform/json.js'
import { deepFreeze, toJson } from '../platform/snapshot.js'
import { utf8Length } from '../platform/text.js'
import {
  MAX_SESSION_BYTES,
  type NewSessionData,
  type SessionChanges,
  type SessionData,
  sessionTooLarge,
} from './session.js'

/** The data of a session as stored: deeply frozen and shared by all readers. */
export interface SessionContent {
  readonly data: SessionData
  /** Size of its JSON text. */
  readonly bytes: number
}

/** Validated changes. */
export interface CheckedChanges {
  readonly set: JsonObject
  readonly removed: ReadonlySet<string>
  /** Names of all fields that are set or removed, without `lastActivity`: the store owns it, so it never conflicts. */
  readonly fields: readonly string[]
}

const REQUIRED = ['userId', 'email', 'role']
const CHECKED: ReadonlySet<string> = new Set([...REQUIRED, 'lastActivity'])
const MAX_ROLE_LENGTH = 64

/**
 * The JSON form of new data. `lastActivity` is included only if it is given, in milliseconds.
 * @throws AppError `UNSERIALISABLE`, `SESSION_TOO_LARGE`, `INVALID_ARGUMENT`
 */
export function toCheckedData(data: NewSessionData): JsonObject {
  const parsed = toObject(data, 'session data')
  for (const field of REQUIRED) assertField(field, parsed[field])
  const { lastActivity } = parsed
  return lastActivity === undefined ? parsed : { ...parsed, lastActivity: toMilliseconds(lastActivity) }
}

/** @throws AppError `UNSERIALISABLE`, `SESSION_TOO_LARGE`, `INVALID_ARGUMENT` */
export function toContent(data: NewSessionData, now: number): SessionContent {
  const { lastActivity = now, ...parsed } = toCheckedData(data)
  return toSessionContent({ ...parsed, lastActivity } as unknown as SessionData)
}

/** Whether stored data is valid session data. */
export function isSessionData(data: JsonObject): data is SessionData {
  return REQUIRED.every((field) => typeof data[field] === 'string') && typeof data.lastActivity === 'number'
}

/**
 * @throws AppError `UNSERIALISABLE`, `SESSION_TOO_LARGE` (the changes alone exceed the limit), `INVALID_ARGUMENT` (a change
 *   of `userId`, or an invalid value of a field)
 */
export function toCheckedChanges(changes: SessionChanges): CheckedChanges {
  const set = toObject(changes, 'session changes')
  const removed = new Set(Object.keys(changes).filter((field) => changes[field] === undefined))
  assertSize(JSON.stringify([...removed]))
  const fields = [...Object.keys(set), ...removed]
  for (const field of fields) {
    if (field === 'userId') throw invalidField(field, 'cannot be changed', 'sign in again')
    if (CHECKED.has(field)) assertField(field, set[field])
  }
  return { set, removed, fields: fields.filter((field) => field !== 'lastActivity') }
}

/** The data after the changes, with `lastActivity` set to `now`. @throws AppError `SESSION_TOO_LARGE` */
export function withChanges(data: SessionData, { set, removed }: CheckedChanges, now: number): SessionContent {
  const kept = Object.fromEntries(Object.entries(data).filter(([field]) => !removed.has(field)))
  return toSessionContent({ ...kept, ...set, lastActivity: now } as unknown as SessionData)
}

/** The same data with `lastActivity` set to `now`. Never exceeds a limit, although the number can have more digits. */
export function withActivity({ data, bytes }: SessionContent, now: number): SessionContent {
  const longer = String(now).length - String(data.lastActivity).length
  return { data: Object.freeze({ ...data, lastActivity: now }), bytes: bytes + longer }
}

function toSessionContent(data: SessionData): SessionContent {
  const bytes = assertSize(JSON.stringify(data))
  return { data: deepFreeze(data), bytes }
}

/** The size of a JSON text in bytes. @throws AppError `SESSION_TOO_LARGE` */
function assertSize(text: string): number {
  // JSON.stringify escapes lone surrogates, so the text is always well-formed.
  const bytes = utf8Length(text) ?? Number.POSITIVE_INFINITY
  if (bytes > MAX_SESSION_BYTES) throw sessionTooLarge(bytes)
  return bytes
}

function toObject(value: unknown, what: string): JsonObject {
  if (value === undefined) throw invalidArgument(what, value, 'an object of fields: { userId, email, role }')
  const text = toJson(value, what)
  // Fails before any store reads the session: these fields alone exceed the limit.
  assertSize(text)
  const parsed: unknown = JSON.parse(text)
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as JsonObject
  throw new AppError('INVALID_ARGUMENT', `the ${what} are not an object`, { hint: 'pass an object of fields' })
}

function assertField(field: string, value: unknown): void {
  if (field === 'lastActivity') {
    toMilliseconds(value)
    return
  }
  if (typeof value !== 'string') throw invalidField(field, 'is not a string', `give the ${field} as a string`)
  if (field === 'userId' && value === '') throw invalidField(field, 'is empty', 'give the id of the user')
  if (field === 'role' && (value === '' || value.length > MAX_ROLE_LENGTH)) {
    throw invalidField(field, `has ${value.length} characters`, `a role has 1 to ${MAX_ROLE_LENGTH} characters`)
  }
}

/** ISO 8601 with a zone. Without a zone, the time would depend on the machine. */
const ISO_TIME = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(:\d\d([.,]\d+)?)?(Z|[+-]\d\d:?\d\d)$/i

/** The time of `lastActivity` in milliseconds since the epoch. @throws AppError `INVALID_ARGUMENT` */
function toMilliseconds(value: unknown): number {
  const ms = typeof value === 'string' ? parseIsoTime(value) : value
  if (Number.isInteger(ms) && !Number.isNaN(new Date(Number(ms)).getTime())) return Number(ms)
  throw invalidField(
    'lastActivity',
    `is ${shown(value)}`,
    'give whole milliseconds since the epoch (Date.now()) or an ISO 8601 time with a zone (2026-01-31T08:30:00.000Z), or omit it',
  )
}

/** NaN for anything else, also for a day that does not exist. */
function parseIsoTime(text: string): number {
  const day = ISO_TIME.exec(text)?.[1]
  // Date.parse moves the 30th of February to March.
  if (day === undefined || new Date(`${day}T00:00:00Z`).toJSON()?.slice(0, 10) !== day) return Number.NaN
  return Date.parse(
    text
      .replace(',', '.')
      .replace(/([+-]\d\d)(\d\d)$/, '$1:$2')
      .toUpperCase(),
  )
}

function invalidField(field: string, found: string, hint: string): AppError {
  return new AppError('INVALID_ARGUMENT', `the session field "${field}" ${found}`, { hint, details: { field } })
}
