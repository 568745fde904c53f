import type { JsonValue } from '../platform/json.js'

/** What may be done: a viewer reads, an author owns what it makes, an administrator does everything. */
export const Role = { ADMINISTRATOR: 'administrator', AUTHOR: 'author', VIEWER: 'viewer' } as const

/** The name of a role. Embedders may use names of their own: 1 to 64 characters. */
export type Role = (typeof Role)[keyof typeof Role] | (string & {})

/**
 * Who is signed in. Fields beyond the four named ones belong to the embedder and hold JSON. The size of the whole is
 * bounded by {@link MAX_SESSION_BYTES}.
 */
export interface SessionData {
  readonly userId: string
  readonly email: string
  readonly role: Role
  /** Milliseconds since the epoch; set by the store's clock at each write and touch. */
  readonly lastActivity: number
  readonly [field: string]: JsonValue
}

/** What the caller gives at creation: `lastActivity` is set by the store if it is left out. */
export type NewSessionData = Omit<SessionData, 'lastActivity'> & {
  readonly userId: string
  readonly email: string
  readonly role: Role
  readonly lastActivity?: number
}

/** Changes by top-level field; `undefined` removes the field. `userId` cannot be changed: sign in anew. */
export interface SessionChanges {
  readonly [field: string]: JsonValue | undefined
}

/** A living session as it was read. */
export interface Session {
  /** The secret that the browser holds. */
  readonly id: string
  /** Names the session in listings without giving access to it. Kept over a rotation. */
  readonly handle: string
  readonly data: SessionData
  /** Rises with every update: what `since` is compared with. A touch does not change it. */
  readonly version: number
  /** Milliseconds since the epoch. */
  readonly createdAt: number
  /** The idle end: the session is dead from this millisecond on, unless it is touched before. */
  readonly expiresAt: number
  /** The absolute end, which no touch moves. */
  readonly absoluteExpiresAt: number
}

/** A session in a listing: everything but the secret. */
export type SessionSummary = Omit<Session, 'id' | 'data'> & Pick<SessionData, 'userId' | 'role' | 'lastActivity'>

/** The largest session, in bytes of the JSON text of its data. */
export const MAX_SESSION_BYTES = 64 * 1024
