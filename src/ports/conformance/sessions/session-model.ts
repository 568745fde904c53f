import { strict as assert } from 'node:assert'
import type { JsonValue } from '../../../domain/platform/index.js'
import type { Session, SessionSummary } from '../../../domain/sessions/index.js'
import type { SessionStore } from '../../sessions/index.js'
import { ABSOLUTE_MS, IDLE_MS } from './session-ground.js'

export const MODEL_USERS = ['u1', 'u2', '__proto__'] as const

/**
 * Time passes in steps of 4 % of the idle timeout: one step is below the threshold of a touch and two are beyond it, and
 * whatever ends does so at a whole step. So a store in real time, always a little late, differs nowhere.
 */
export const MODEL_STEP_MS = IDLE_MS / 25
const LATE_MS = MODEL_STEP_MS / 5
export const MODEL_ABSOLUTE_MS = ABSOLUTE_MS / 5

/** What is known of one session, dead ones included: they must never be seen again. Moments since the beginning. */
export interface ModelSession {
  id: string
  readonly userId: string
  readonly fields: Map<string, JsonValue>
  /** The version at which a field was changed last. */
  readonly changedAt: Map<string, number>
  /** Every version that somebody may still hold. */
  readonly versions: number[]
  idleMs: number
  endsAt: number
  readonly absoluteAt: number
  activeAt: number
  /** The order of writes. */
  written: number
  ended: boolean
  /** The session as the store gave it last; it must not be read otherwise. */
  seen: Session
}

/** Sessions as they should be: right by inspection. */
export class SessionModel {
  readonly sessions: ModelSession[] = []
  /** Every id that was ever given out. */
  readonly ids: string[] = []
  now = 0
  #writes = 0
  /** The store's time at the beginning. */
  #base: number | undefined

  living(id: string): ModelSession | undefined {
    return this.sessions.find((session) => session.id === id && this.isLiving(session))
  }

  isLiving({ ended, endsAt }: ModelSession): boolean {
    return !ended && this.now < endsAt
  }

  /** The living sessions of a user, in the order of a listing. */
  ofUser(userId: string): readonly ModelSession[] {
    return this.sessions
      .filter((session) => session.userId === userId && this.isLiving(session))
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

  /** The store gave `session`: it must be as the model has it. */
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
    assert.ok(late >= 0 && late <= LATE_MS, `lastActivity is ${late} ms beside the store time`)
    model.seen = session
  }

  /** Everything that can be seen of the store is as it should be. */
  async observe(store: SessionStore): Promise<void> {
    const ids = [...new Set(this.ids)]
    const reads = await Promise.all(ids.map((id) => store.read(id)))
    assert.deepEqual(
      reads,
      ids.map((id) => this.living(id)?.seen),
    )
    const lists = await Promise.all(MODEL_USERS.map((userId) => store.listByUser(userId)))
    assert.deepEqual(
      lists,
      MODEL_USERS.map((userId) => this.ofUser(userId).map(({ seen }) => summaryOf(seen))),
    )
    const sessions = this.sessions.filter((session) => this.isLiving(session)).length
    assert.deepEqual(await store.stats(), { connected: true, sessions, evictions: 0 })
  }
}

function summaryOf({ id: _, data, ...rest }: Session): SessionSummary {
  return { ...rest, userId: data.userId, role: data.role, lastActivity: data.lastActivity }
}
