import { strict as assert } from 'node:assert'
import type { ErrorCode, JsonValue } from '../../../domain/platform/index.js'
import type { NewSessionData, Session, SessionCreation } from '../../../domain/sessions/index.js'
import type { SessionStore } from '../../sessions/index.js'
import type { Law } from '../law.js'

/** What a harness of a {@link SessionStore} may declare. */
export const SESSION_CAPABILITIES = {
  /** Time moves by `elapse` alone, so that moments can be compared to the millisecond. */
  EXACT_TIME: 'exact-time',
  /** The stores are full before they hold {@link SMALL_STORE_SESSIONS} sessions of 60 kB, and drop living ones then. */
  SMALL_EVICTS: 'small-evicts',
  /** Likewise, and refuse new ones then. */
  SMALL_REFUSES: 'small-refuses',
} as const

export const SMALL_STORE_SESSIONS = 200

/**
 * The lifetimes of the laws: so long that what a law takes in real time is nothing beside them. Where moments are
 * compared, a store that lives in real time may be late by {@link SLACK_MS}.
 */
export const IDLE_MS = 60_000_000
export const ABSOLUTE_MS = 600_000_000
export const SLACK_MS = 900_000

export type SessionLaw = Law<SessionStore>

/** The data of a user, as little as there may be. */
export function person(userId = 'u1', more: { readonly [field: string]: JsonValue } = {}): NewSessionData {
  return { userId, email: `${userId}@example.org`, role: 'viewer', ...more }
}

/** A new session of {@link person} with the lifetimes of the laws. */
export function begin(
  store: SessionStore,
  data: NewSessionData = person(),
  creation: Partial<SessionCreation> = {},
): Promise<Session> {
  return store.create(data, { idleMs: IDLE_MS, absoluteMs: ABSOLUTE_MS, ...creation })
}

/** What `promise` is refused with. @throws AssertionError if it is not, or with another code */
export async function refusal(promise: Promise<unknown>, code: ErrorCode): Promise<Error> {
  const outcome = await promise.then(
    (value) => assert.fail(`expected ${code}, got ${JSON.stringify(value)}`),
    (error: unknown) => error,
  )
  assert.ok(outcome instanceof Error, `expected ${code}, got ${String(outcome)}`)
  assert.equal('code' in outcome ? outcome.code : outcome.message, code)
  return outcome
}

/** Whoever wrote to a session that ended: refused, with nothing stored and nothing alive under the id. */
export async function assertDead(store: SessionStore, { id, version }: Session): Promise<void> {
  await refusal(store.update(id, { a: 'late' }), 'GONE')
  await refusal(store.update(id, { a: 'late' }, { since: version }), 'GONE')
  await refusal(store.rotate(id, { a: 'late' }), 'GONE')
  assert.equal(await store.touch(id), undefined, 'touch found a dead session')
  assert.equal(await store.touch(id, { idleMs: ABSOLUTE_MS }), undefined, 'touch found a dead session')
  assert.equal(await store.delete(id), false, 'delete found a dead session')
  assert.equal(await store.read(id), undefined, 'a dead session was read')
}

/** The handles of a user's sessions, as they are listed. */
export async function handlesOf(store: SessionStore, userId = 'u1'): Promise<readonly string[]> {
  return (await store.listByUser(userId)).map(({ handle }) => handle)
}
