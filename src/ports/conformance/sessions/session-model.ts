import { strict as assert } from 'node:assert'
import type { JsonValue } from '../../../domain/platform/index.js'
import type { Session, SessionSummary } from '../../../domain/sessions/index.js'
import type { SessionStore } from '../../sessions/index.js'
import { ABSOLUTE_MS, IDLE_MS } from './session-fixture.js'

export const MODEL_USERS = ['u1', 'u2', '__proto__'] as const

/**
 * Time advances in steps of 4 % of the idle timeout: one step is below the threshold of a touch, two are above it. All
 * ends are at whole steps, so a store on a real clock, which is always a little late, gives the same results.
 */
export const MODEL_STEP_MS = IDLE_MS / 25
const LATE_MS = MODEL_STEP_MS / 5
export const MODEL_ABSOLUTE_MS = ABSOLUTE_MS / 5

/** The expected state of one session. Ended ones stay, to check that they never reappear. Times since the start. */
export interface ModelSession {
  id: string
  readonly userId: string
  readonly fields: Map<string, JsonValue>
  /** The version of the last change of each field. */
  readonly changedAt: Map<string, number>
  /** Every version that a caller may have read. */
  readonly versions: number[]
  idleMs: number
  endsAt: number
  readonly absoluteAt: number
  activeAt: number
  /** The order of writes. */
  written: number
  ended: boolean
  /** The session as last returned by the store; reads must return the same. */
  seen: Session
}

/** The reference implementation: simple enough to check by reading. */
export class SessionModel {
  readonly sessions: ModelSession[] = []
  /** Every id that was ever used. */
  readonly ids: string[] = []
  now = 0
  #writes = 0
  /** The time of the store at the start. */
  #base: number | undefined

  live(id: string): ModelSession | undefined {
    return this.sessions.find((session) => session.id === id && this.isLive(session))
  }

  isLive({ ended, endsAt }: ModelSession): boolean {
    return !ended && this.now < endsAt
  }

  /** The live sessions of a user, in the order of a listing. */
  ofUser(userId: string): readonly ModelSession[] {
    return this.sessions
      .filter((session) => session.userId === userId && this.isLive(session))
      .sort((a, b) => b.activeAt - a.activeAt || b.written - a.written)
  }

  create(session: Session): void {
    const { id, data, version } = session
    const model: ModelSession = {
      id,
      userId: data.userId,
      fields: new Map(),
      changedAt: new Map(),
      versions: [version],
      idleMs: IDLE_MS,
      endsAt: this.now + IDLE_MS,
      absoluteAt: this.now + MODEL_ABSOLUTE_MS,
      activeAt: this.now,
      written: ++this.#writes,
      ended: false,
      seen: session,
    }
    this.sessions.push(model)
    this.ids.push(id)
    this.see(model, session)
  }

  change(model: ModelSession, changes: ReadonlyMap<string, JsonValue | undefined>, session: Session): void {
    assert.ok(session.version > model.seen.version, 'an update did not raise the version')
    for (const [field, value] of changes) {
      model.changedAt.set(field, session.version)
      if (value === undefined) model.fields.delete(field)
      else model.fields.set(field, value)
    }
    model.versions.push(session.version)
    this.prolong(model, model.idleMs)
    this.see(model, session)
  }

  prolong(model: ModelSession, idleMs: number): void {
    model.idleMs = idleMs
    model.endsAt = Math.min(this.now + idleMs, model.absoluteAt)
    model.activeAt = this.now
    model.written = ++this.#writes
  }

  /** Asserts that `session`, returned by the store, matches the model. */
  see(model: ModelSession, session: Session): void {
    const { data, createdAt, expiresAt, absoluteExpiresAt, handle } = session
    const expected = { userId: model.userId, email: 'e', role: 'viewer', ...Object.fromEntries(model.fields) }
    assert.deepEqual(data, { ...expected, lastActivity: data.lastActivity })
    assert.equal(session.id, model.id)
    assert.equal(handle, model.seen.handle, 'the handle changed')
    assert.equal(createdAt, model.seen.createdAt, 'createdAt changed')
    assert.equal(absoluteExpiresAt, createdAt + MODEL_ABSOLUTE_MS)
    assert.equal(expiresAt, Math.min(data.lastActivity + model.idleMs, absoluteExpiresAt))
    this.#base ??= createdAt - this.now
    const late = data.lastActivity - this.#base - model.activeAt
    assert.ok(late >= 0 && late <= LATE_MS, `lastActivity differs from the store time by ${late} ms`)
    model.seen = session
  }

  /** Asserts that reads, listings and statistics of the store match the model. */
  async observe(store: SessionStore): Promise<void> {
    const ids = [...new Set(this.ids)]
    const reads = await Promise.all(ids.map((id) => store.read(id)))
    assert.deepEqual(
      reads,
      ids.map((id) => this.live(id)?.seen),
    )
    const lists = await Promise.all(MODEL_USERS.map((userId) => store.listByUser(userId)))
    assert.deepEqual(
      lists,
      MODEL_USERS.map((userId) => this.ofUser(userId).map(({ seen }) => summaryOf(seen))),
    )
    const sessions = this.sessions.filter((session) => this.isLive(session)).length
    assert.deepEqual(await store.stats(), { connected: true, sessions, evictions: 0 })
  }
}

function summaryOf({ id: _, data, ...rest }: Session): SessionSummary {
  return { ...rest, userId: data.userId, role: data.role, lastActivity: data.lastActivity }
}
