import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { LruSessionStore } from '../../../src/adapters/memory/index.js'
import { ManualClock } from '../../support/manual-clock.js'

/** What the store should hold of a session. Dead ones stay in the list: they must never be seen again. */
interface ModelSession {
  id: string
  handle: string
  userId: string
  fields: Map<string, number>
  changedAt: Map<string, number>
  version: number
  idle: number
  ends: number
  absoluteEnd: number
  lastActivity: number
  ended: boolean
}

const IDLE = 100
const ABSOLUTE = 400
const USERS = ['u1', 'u2', '__proto__']
const pick = fc.nat(6)
const user = fc.constantFrom(...USERS)
const field = fc.constantFrom('a', 'b')
const value = fc.constantFrom(undefined, 1, 2)

const step = fc.oneof(
  {
    arbitrary: fc.record({
      verb: fc.constant('create' as const),
      user,
      id: fc.constantFrom(undefined, 'x', '*'),
      max: fc.constantFrom(undefined, 1, 2),
    }),
    weight: 3,
  },
  {
    arbitrary: fc.record({ verb: fc.constant('update' as const), pick, field, value, stale: fc.boolean() }),
    weight: 3,
  },
  {
    arbitrary: fc.record({
      verb: fc.constant('touch' as const),
      pick,
      idle: fc.constantFrom(undefined, 50, 100, 1000),
    }),
    weight: 2,
  },
  fc.record({ verb: fc.constant('rotate' as const), pick, field, value, changes: fc.boolean() }),
  fc.record({ verb: fc.constant('delete' as const), pick }),
  fc.record({ verb: fc.constant('revoke' as const), user, pick, how: fc.constantFrom('all', 'except', 'handle') }),
  { arbitrary: fc.record({ verb: fc.constant('elapse' as const), ms: fc.constantFrom(1, 4, 6, 50, 99) }), weight: 3 },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

class Run {
  readonly clock = new ManualClock(0)
  readonly store = new LruSessionStore({ clock: this.clock })
  readonly sessions: ModelSession[] = []
  /** A version that a slow writer read long ago, by handle. */
  readonly readVersions = new Map<string, number>()
  now = 0

  isLiving = (session: ModelSession) => !session.ended && this.now < session.ends
  living = (id: string) => this.sessions.find((session) => session.id === id && this.isLiving(session))
  ofUser = (userId: string) => this.sessions.filter((session) => session.userId === userId && this.isLiving(session))

  /** An id that was given out at some time, or one that never was. */
  id(index: number): string {
    return this.sessions.at(-1 - index)?.id ?? 'never given out'
  }

  change(session: ModelSession, name: string, to: number | undefined): void {
    session.version += 1
    session.changedAt.set(name, session.version)
    if (to === undefined) session.fields.delete(name)
    else session.fields.set(name, to)
    session.lastActivity = this.now
    session.ends = Math.min(this.now + session.idle, session.absoluteEnd)
  }

  async do(taken: Step): Promise<void> {
    const { store } = this
    switch (taken.verb) {
      case 'create': {
        const creation = {
          idleMs: IDLE,
          absoluteMs: ABSOLUTE,
          ...(taken.id ? { id: taken.id } : {}),
          ...(taken.max ? { maxPerUser: taken.max } : {}),
        }
        const call = store.create({ userId: taken.user, email: 'e', role: 'viewer' }, creation)
        if (taken.id && this.living(taken.id)) return expect(call).rejects.toMatchObject({ code: 'SESSION_EXISTS' })
        const { id, handle, version } = await call
        const others = this.ofUser(taken.user).reverse()
        others.sort((a, b) => b.lastActivity - a.lastActivity)
        for (const beyond of others.slice((taken.max ?? 99) - 1)) beyond.ended = true
        this.readVersions.set(handle, version)
        this.sessions.push({
          id,
          handle,
          userId: taken.user,
          fields: new Map(),
          changedAt: new Map(),
          version,
          idle: IDLE,
          ends: this.now + IDLE,
          absoluteEnd: this.now + ABSOLUTE,
          lastActivity: this.now,
          ended: false,
        })
        return
      }
      case 'update': {
        const id = this.id(taken.pick)
        const session = this.living(id)
        const since = taken.stale ? (this.readVersions.get(session?.handle ?? '') ?? 1) : undefined
        const call = store.update(id, { [taken.field]: taken.value }, since === undefined ? {} : { since })
        if (!session) return expect(call).rejects.toMatchObject({ code: 'GONE' })
        if (since !== undefined && (session.changedAt.get(taken.field) ?? 1) > since)
          return expect(call).rejects.toMatchObject({ code: 'CONFLICT' })
        await call
        return this.change(session, taken.field, taken.value)
      }
      case 'touch': {
        const id = this.id(taken.pick)
        const session = this.living(id)
        const touched = await store.touch(id, taken.idle === undefined ? {} : { idleMs: taken.idle })
        expect(touched !== undefined).toBe(session !== undefined)
        if (!session) return
        const idle = taken.idle ?? session.idle
        const ends = Math.min(this.now + idle, session.absoluteEnd)
        if (idle === session.idle && Math.abs(ends - session.ends) <= idle * 0.05) return
        Object.assign(session, { idle, ends, lastActivity: this.now })
        return
      }
      case 'rotate': {
        const id = this.id(taken.pick)
        const session = this.living(id)
        const call = store.rotate(id, taken.changes ? { [taken.field]: taken.value } : undefined)
        if (!session) return expect(call).rejects.toMatchObject({ code: 'GONE' })
        const rotated = await call
        expect(rotated.handle).toBe(session.handle)
        if (taken.changes) this.change(session, taken.field, taken.value)
        // The old id stays in the list as one of a session that ended.
        this.sessions.unshift({ ...session, ended: true })
        session.id = rotated.id
        return
      }
      case 'delete': {
        const id = this.id(taken.pick)
        const session = this.living(id)
        expect(await store.delete(id)).toBe(session !== undefined)
        if (session) session.ended = true
        return
      }
      case 'revoke': {
        const chosen = this.sessions.at(-1 - taken.pick)
        const spec =
          taken.how === 'all' || !chosen
            ? {}
            : taken.how === 'except'
              ? { except: chosen.id }
              : { handle: chosen.handle }
        const revoked = this.ofUser(taken.user).filter(
          ({ id, handle }) => id !== spec.except && (spec.handle ?? handle) === handle,
        )
        expect(await store.revokeByUser(taken.user, spec)).toBe(revoked.length)
        for (const session of revoked) session.ended = true
        return
      }
      case 'elapse':
        this.now += taken.ms
        return this.clock.advance(taken.ms)
    }
  }

  /** The whole visible state, and its equal in the model: dead ids never live, the index is the living sessions. */
  async check(): Promise<void> {
    for (const userId of USERS) {
      const living = this.ofUser(userId)
      const list = await this.store.listByUser(userId)
      expect(list.map(({ handle }) => handle).sort()).toEqual(living.map(({ handle }) => handle).sort())
      const activity = list.map(({ lastActivity }) => lastActivity)
      expect(activity).toEqual([...activity].sort((a, b) => b - a))
    }
    for (const { id } of this.sessions) {
      const session = this.living(id)
      const read = await this.store.read(id)
      expect(read).toEqual(
        session && {
          id,
          handle: session.handle,
          data: {
            userId: session.userId,
            email: 'e',
            role: 'viewer',
            lastActivity: session.lastActivity,
            ...Object.fromEntries(session.fields),
          },
          version: session.version,
          createdAt: session.absoluteEnd - ABSOLUTE,
          expiresAt: session.ends,
          absoluteExpiresAt: session.absoluteEnd,
        },
      )
    }
    const count = this.sessions.filter(this.isLiving).length
    expect(await this.store.stats()).toEqual({ connected: true, sessions: count, evictions: 0 })
  }
}

describe('LruSessionStore', () => {
  it('behaves as its model, whatever is done in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const run = new Run()
        for (const taken of steps) {
          await run.do(taken)
          await run.check()
        }
      }),
      { numRuns: 200 },
    )
  })
})
