import { createHash } from 'node:crypto'
import type { JsonValue } from '../../../domain/platform/index.js'
import type { NewSessionData, SessionChanges, SessionData } from '../../../domain/sessions/index.js'

/** Fields of an express-session by name, each as JSON text, with the cookie among them. */
export type FieldTexts = ReadonlyMap<string, string>

/** What stands before the names of fields, so that none of the embedder's meets one of ours. */
const PREFIX = ':'

/** The kind of the session, where ours have the role of a user. */
const ROLE = 'express-session'

/** All sessions of express-session can be listed, yet no list is so long that going through it blocks a store. */
const GROUPS = 64

/** The user ids under which the sessions are kept. */
export const GROUP_IDS: readonly string[] = Array.from({ length: GROUPS }, (_, group) => `${ROLE}:${group}`)

/**
 * The texts of a session as it is now. The end of a cookie that slides is left out: it is that of the session in the
 * store, and would be a change with every request.
 */
export function toTexts(session: object): FieldTexts {
  const { cookie, ...fields } = JSON.parse(JSON.stringify(session)) as { cookie?: JsonValue; [name: string]: JsonValue }
  const texts = new Map(Object.entries(fields).map(([name, value]) => [name, JSON.stringify(value)]))
  if (!isRecord(cookie)) throw new TypeError('the session has no cookie')
  const { expires, ...rest } = cookie
  return texts.set('cookie', JSON.stringify(isSliding(cookie) ? rest : cookie))
}

/** The data of a new session. */
export function toData(sid: string, texts: FieldTexts): NewSessionData {
  const fields = [...texts].map(([name, text]) => [PREFIX + name, JSON.parse(text) as JsonValue])
  const group = createHash('sha256').update(sid).digest().readUInt8(0) % GROUPS
  return { ...Object.fromEntries(fields), userId: GROUP_IDS[group] ?? ROLE, email: '', role: ROLE }
}

/** The texts of a session in the store; `undefined` if it is none of express-session. */
export function fromData(data: SessionData): FieldTexts | undefined {
  if (data.role !== ROLE || !isRecord(data[`${PREFIX}cookie`])) return undefined
  const own = Object.entries(data).filter(([name]) => name.startsWith(PREFIX))
  return new Map(own.map(([name, value]) => [name.slice(PREFIX.length), JSON.stringify(value)]))
}

/** What must be changed to get from one to the other. */
export function changesBetween(before: FieldTexts, after: FieldTexts): SessionChanges {
  const changed = [...after].filter(([name, text]) => before.get(name) !== text)
  const removed = [...before.keys()].filter((name) => !after.has(name))
  return Object.fromEntries([
    ...changed.map(([name, text]) => [PREFIX + name, JSON.parse(text) as JsonValue]),
    ...removed.map((name) => [PREFIX + name, undefined]),
  ])
}

/** What express-session is given: an object of its own, with the cookie's end if it slides. */
export function toSessionObject(texts: FieldTexts, expiresAt?: number): { cookie: JsonValue } {
  const fields = [...texts].map(([name, text]) => [name, JSON.parse(text) as JsonValue])
  const session = Object.fromEntries(fields) as { cookie: JsonValue }
  const { cookie } = session
  if (expiresAt !== undefined && isRecord(cookie) && isSliding(cookie)) {
    session.cookie = { ...cookie, expires: new Date(expiresAt).toISOString() }
  }
  return session
}

/**
 * The idle timeout in milliseconds that a cookie asks for: 0 or less if it has ended, `undefined` if it says nothing
 * (it ends with the browser).
 */
export function idleMsOf(session: object, now: number): number | undefined {
  const { cookie } = session as { cookie?: { originalMaxAge?: unknown; maxAge?: unknown; expires?: unknown } }
  const { originalMaxAge, maxAge, expires } = cookie ?? {}
  const remaining =
    typeof expires === 'string' || expires instanceof Date ? new Date(expires).getTime() - now : undefined
  if (remaining !== undefined && remaining <= 0) return 0
  const asked = [originalMaxAge, maxAge].find((ms): ms is number => typeof ms === 'number')
  return asked ?? remaining
}

function isSliding(cookie: { readonly [name: string]: JsonValue }): boolean {
  return typeof cookie.originalMaxAge === 'number'
}

function isRecord(value: JsonValue | undefined): value is { readonly [name: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
