import { createHash } from 'node:crypto'
import type { SessionData as ExpressSessionData } from 'express-session'
import type { JsonValue } from '../../../domain/platform/index.js'
import type { NewSessionData, SessionChanges, SessionData } from '../../../domain/sessions/index.js'

/** The fields of an express-session by name, each as JSON text. The cookie is one of them. */
export type FieldTexts = ReadonlyMap<string, string>

/** Prefix of field names in the store: they cannot collide with `userId`, `email` and `role`. */
const PREFIX = ':'

/** Marks sessions of express-session; it takes the place of a role. */
const ROLE = 'express-session'

/** Sessions are listed by user id. With 64 of them no list is so long that reading it blocks a store. */
const GROUPS = 64

/** The user ids of the sessions of express-session. */
export const GROUP_IDS: readonly string[] = Array.from({ length: GROUPS }, (_, group) => `${ROLE}:${group}`)

/**
 * The fields of a session object. Omits `expires` of a cookie with a sliding end: it equals the end of the session in the
 * store and would change with every request.
 */
export function toTexts(session: object): FieldTexts {
  const { cookie, ...fields } = JSON.parse(JSON.stringify(session)) as { cookie?: JsonValue; [name: string]: JsonValue }
  const texts = new Map(Object.entries(fields).map(([name, value]) => [name, JSON.stringify(value)]))
  if (!isRecord(cookie)) throw new TypeError('the session has no cookie')
  const { expires, ...rest } = cookie
  return texts.set('cookie', JSON.stringify(isSlidingCookie(cookie) ? rest : cookie))
}

/** The stored data of a new session. */
export function toData(sid: string, texts: FieldTexts): NewSessionData {
  const fields = [...texts].map(([name, text]) => [PREFIX + name, JSON.parse(text) as JsonValue])
  const group = createHash('sha256').update(sid).digest().readUInt8(0) % GROUPS
  return { ...Object.fromEntries(fields), userId: GROUP_IDS[group] ?? ROLE, email: '', role: ROLE }
}

/** The fields of a stored session. `undefined` if it is not a session of express-session. */
export function fromData(data: SessionData): FieldTexts | undefined {
  if (data.role !== ROLE || !isRecord(data[`${PREFIX}cookie`])) return undefined
  const own = Object.entries(data).filter(([name]) => name.startsWith(PREFIX))
  return new Map(own.map(([name, value]) => [name.slice(PREFIX.length), JSON.stringify(value)]))
}

/** The changes from one state to another. */
export function changesBetween(before: FieldTexts, after: FieldTexts): SessionChanges {
  const changed = [...after].filter(([name, text]) => before.get(name) !== text)
  const removed = [...before.keys()].filter((name) => !after.has(name))
  return Object.fromEntries([
    ...changed.map(([name, text]) => [PREFIX + name, JSON.parse(text) as JsonValue]),
    ...removed.map((name) => [PREFIX + name, undefined]),
  ])
}

/** A new session object for express-session. `expiresAt` is the end of a cookie with a sliding end. */
export function toSessionObject(texts: FieldTexts, expiresAt?: number): ExpressSessionData {
  const fields = [...texts].map(([name, text]) => [name, JSON.parse(text) as JsonValue])
  const session = Object.fromEntries(fields) as { cookie: JsonValue }
  const { cookie } = session
  if (expiresAt !== undefined && isRecord(cookie) && isSlidingCookie(cookie)) {
    session.cookie = { ...cookie, expires: new Date(expiresAt).toISOString() }
  }
  // JSON has the ISO text of `expires`; express-session turns it into a date.
  return session as unknown as ExpressSessionData
}

/**
 * The idle timeout of a session in milliseconds, from its cookie: 0 if the cookie has expired, `undefined` if it ends with
 * the browser.
 */
export function idleMsOf(session: object, now: number): number | undefined {
  const { cookie } = session as { cookie?: { originalMaxAge?: unknown; maxAge?: unknown; expires?: unknown } }
  const { originalMaxAge, maxAge, expires } = cookie ?? {}
  const remaining =
    typeof expires === 'string' || expires instanceof Date ? new Date(expires).getTime() - now : undefined
  if (remaining !== undefined && remaining <= 0) return 0
  const timeout = [originalMaxAge, maxAge].find((ms): ms is number => typeof ms === 'number')
  return timeout ?? remaining
}

/** Whether the cookie has an end that every request moves. */
export function hasSlidingEnd(texts: FieldTexts): boolean {
  const cookie = cookieIn(texts)
  return cookie !== undefined && isSlidingCookie(cookie)
}

/** Upper limit of the drift of `originalMaxAge` within one request. */
const MAX_DRIFT_MS = 1000
const MAX_DRIFT_SHARE = 0.05

/**
 * The fields, with the `originalMaxAge` of `before` if it differs only by drift: express-session computes it from two reads
 * of the clock at every request, so it shrinks by the time between them. Without this, requests would write drift.
 */
export function withoutDrift(texts: FieldTexts, before: FieldTexts | undefined): FieldTexts {
  const [cookie, former] = [cookieIn(texts), before && cookieIn(before)]
  if (typeof cookie?.originalMaxAge !== 'number' || typeof former?.originalMaxAge !== 'number') return texts
  const drift = former.originalMaxAge - cookie.originalMaxAge
  if (drift <= 0 || drift > Math.min(MAX_DRIFT_MS, former.originalMaxAge * MAX_DRIFT_SHARE)) return texts
  return new Map([...texts, ['cookie', JSON.stringify({ ...cookie, originalMaxAge: former.originalMaxAge })]])
}

function cookieIn(texts: FieldTexts): { readonly [name: string]: JsonValue } | undefined {
  const cookie = JSON.parse(texts.get('cookie') ?? 'null') as JsonValue
  return isRecord(cookie) ? cookie : undefined
}

function isSlidingCookie(cookie: { readonly [name: string]: JsonValue }): boolean {
  return typeof cookie.originalMaxAge === 'number'
}

function isRecord(value: JsonValue | undefined): value is { readonly [name: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
