import { strict as assert } from 'node:assert'
import type { ErrorCode, JsonValue } from '../../../domain/platform/index.js'
import type { NewSessionData, Session, SessionCreation } from '../../../domain/sessions/index.js'
import type { SessionStore } from '../../sessions/index.js'
import type { Law } from '../law.js'

/** The optional capabilities of a harness of a {@link SessionStore}. */
export const SESSION_CAPABILITIES = {
  /** Time moves only by `advanceTime`, so times can be compared to the millisecond. */
  EXACT_TIME: 'exact-time',
  /** The stores are full before they hold {@link SMALL_STORE_SESSIONS} sessions of 60 kB, and then evict live ones. */
  SMALL_EVICTS: 'small-evicts',
  /** As `SMALL_EVICTS`, but the stores then refuse new sessions. */
  SMALL_REFUSES: 'small-refuses',
} as const

export const SMALL_STORE_SESSIONS = 200

/**
 * The lifetimes of the laws. They are so long that the real duration of a law does not matter. Laws that compare times
 * allow a store on a real clock to be late by {@link SLACK_MS}.
 */
export const IDLE_MS = 60_000_000
export const ABSOLUTE_MS = 600_000_000
export const SLACK_MS = 900_000

export type SessionLaw = Law<SessionStore>

/** Minimal session data. */
export function userData(userId = 'u1', more: { readonly [field: string]: JsonValue } = {}): NewSessionData {
  return { userId, email: `${userId}@example.org`, role: 'viewer', ...more }
}

/** Creates a session with {@link userData} and the lifetimes of the laws. */
export function createSession(
  store: SessionStore,
  data: NewSessionData = userData(),
  creation: Partial<SessionCreation> = {},
): Promise<Session> {
  return store.create(data, { idleMs: IDLE_MS, absoluteMs: ABSOLUTE_MS, ...creation })
}

/** Returns the error of `promise`. @throws AssertionError if it resolves or has another code */
export async function expectRejection(promise: Promise<unknown>, code: ErrorCode): Promise<Error> {
  const outcome = await promise.then(
    (value) => assert.fail(`expected ${code}, got ${JSON.stringify(value)}`),
    (error: unknown) => error,
  )
  assert.ok(outcome instanceof Error, `expected ${code}, got ${String(outcome)}`)
  assert.equal('code' in outcome ? outcome.code : outcome.message, code)
  return outcome
}

/** Asserts that every method treats the session as ended and that a late write stores nothing. */
export async function assertEnded(store: SessionStore, { id, version }: Session): Promise<void> {
  await expectRejection(store.update(id, { a: 'late' }), 'SESSION_ENDED')
  await expectRejection(store.update(id, { a: 'late' }, { since: version }), 'SESSION_ENDED')
  await expectRejection(store.rotate(id, { a: 'late' }), 'SESSION_ENDED')
  assert.equal(await store.touch(id), undefined, 'touch found an ended session')
  assert.equal(await store.touch(id, { idleMs: ABSOLUTE_MS }), undefined, 'touch found an ended session')
  assert.equal(await store.delete(id), false, 'delete found an ended session')
  assert.equal(await store.read(id), undefined, 'read found an ended session')
}

/** The handles of a user's sessions, in the order of the listing. */
export async function handlesOf(store: SessionStore, userId = 'u1'): Promise<readonly string[]> {
  return (await store.listByUser(userId)).map(({ handle }) => handle)
}
