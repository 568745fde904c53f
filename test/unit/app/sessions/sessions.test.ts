import { describe, expect, it } from '@jest/globals'
import { LruSessionStore } from '../../../../src/adapters/memory/index.js'
import { Sessions } from '../../../../src/app/sessions/index.js'
import { AppError } from '../../../../src/domain/platform/index.js'
import type { SessionChanges, SessionData } from '../../../../src/domain/sessions/index.js'
import { ManualClock } from '../../../support/manual-clock.js'

const person = { userId: 'u1', email: 'u1@example.org', role: 'viewer' }

function sessionsFixture() {
  const clock = new ManualClock()
  const store = new LruSessionStore({ clock })
  const sessions = new Sessions(store, { lifetime: { idleMs: 60_000, absoluteMs: 600_000 }, maxPerUser: 2 })
  return { clock, store, sessions }
}

describe('Sessions', () => {
  it('creates with a given id or lets the store make one, with the configured lifetime', async () => {
    const { clock, sessions } = sessionsFixture()
    const given = await sessions.createSession('session-id', { ...person, lastActivity: 5 }, 30)
    expect(given).toMatchObject({
      id: 'session-id',
      expiresAt: clock.now() + 30_000,
      absoluteExpiresAt: clock.now() + 600_000,
    })
    expect(given.data.lastActivity).toBe(5)
    const { data } = await sessions.createSession(undefined, { ...person, lastActivity: new Date(5).toISOString() }, 30)
    expect(data.lastActivity).toBe(5)
    const made = await sessions.createSession(undefined, person)
    expect(made.id).toMatch(/^[\w-]{43}$/)
    expect(made.expiresAt).toBe(clock.now() + 60_000)
    expect(await sessions.getSession(made.id)).toEqual(made)
  })

  it.each(['yesterday', '2026-02-30T12:00:00Z', '2026-02-28T12:00:00', 1.5])(
    'refuses lastActivity %p with the forms that it takes',
    async (lastActivity) => {
      const { sessions } = sessionsFixture()
      await expect(sessions.createSession(undefined, { ...person, lastActivity })).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
        message: `the session field "lastActivity" is ${JSON.stringify(lastActivity)}`,
        hint: expect.stringMatching(/Date\.now\(\).*2026-01-31T08:30:00\.000Z/),
      })
    },
  )

  it('the methods are bound', async () => {
    const {
      createSession,
      getSession,
      deleteSession,
      updateSession,
      touchSession,
      rotateSession,
      listUserSessions,
      revokeUserSessions,
      getStats,
    } = sessionsFixture().sessions
    const { id } = await createSession(undefined, person)
    await updateSession(id, { a: 1 })
    expect((await touchSession(id))?.data.a).toBe(1)
    const rotated = await rotateSession(id, { role: 'author' })
    expect((await getSession(rotated.id))?.data.role).toBe('author')
    expect(await listUserSessions('u1')).toHaveLength(1)
    expect(await getStats()).toEqual({ connected: true, sessions: 1, evictions: 0 })
    expect(await deleteSession(rotated.id)).toBe(true)
    expect(await revokeUserSessions('u1')).toBe(0)
  })

  it('refuses a ttl beyond the absolute lifetime, and one that is none', async () => {
    const { sessions } = sessionsFixture()
    await expect(sessions.createSession(undefined, person, 601)).rejects.toMatchObject({ code: 'INVALID_TTL' })
    await expect(sessions.createSession(undefined, person, 0)).rejects.toMatchObject({ code: 'INVALID_TTL' })
    const { id } = await sessions.createSession(undefined, person, 600)
    await expect(sessions.touchSession(id, Number.NaN)).rejects.toMatchObject({ code: 'INVALID_TTL' })
  })

  it('leaves it to the store to refuse what is no data', async () => {
    const { sessions } = sessionsFixture()
    const nothing = undefined as unknown as typeof person
    await expect(sessions.createSession(undefined, nothing)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      hint: expect.stringContaining('userId'),
    })
  })

  it('keeps to the number of sessions a user may have', async () => {
    const { clock, sessions } = sessionsFixture()
    const first = await sessions.createSession(undefined, person)
    for (let count = 0; count < 2; count++) {
      await clock.advance(1)
      await sessions.createSession(undefined, person)
    }
    expect(await sessions.getSession(first.id)).toBeUndefined()
    expect(await sessions.listUserSessions('u1')).toHaveLength(2)
  })

  it('a creation may lift the limit for its user', async () => {
    const { sessions } = sessionsFixture()
    for (let count = 0; count < 5; count++) {
      await sessions.createSession(undefined, person, undefined, { maxPerUser: Number.POSITIVE_INFINITY })
    }
    expect(await sessions.listUserSessions('u1')).toHaveLength(5)
    await sessions.createSession(undefined, person, undefined, { maxPerUser: 3 })
    expect(await sessions.listUserSessions('u1')).toHaveLength(3)
  })

  it('reads what the sessions of a user hold', async () => {
    const { sessions } = sessionsFixture()
    await sessions.createSession(undefined, { ...person, n: 1 })
    await sessions.createSession(undefined, { ...person, n: 2 })
    await sessions.createSession(undefined, { ...person, userId: 'u2', n: 3 })
    const held = await sessions.readUserSessions('u1')
    expect(held.map(({ n }) => Number(n)).sort()).toEqual([1, 2])
    expect(await sessions.readUserSessions('unknown')).toEqual([])
  })

  it('touch takes a new idle timeout in seconds', async () => {
    const { clock, sessions } = sessionsFixture()
    const { id } = await sessions.createSession(undefined, person)
    expect((await sessions.touchSession(id, 1.5))?.expiresAt).toBe(clock.now() + 1500)
    expect(await sessions.touchSession('unknown')).toBeUndefined()
  })

  it('revokes all, all but one, or one by its handle', async () => {
    const { sessions } = sessionsFixture()
    const [a, b] = [await sessions.createSession(undefined, person), await sessions.createSession(undefined, person)]
    expect(await sessions.revokeUserSessions('u1', { handle: 'unknown' })).toBe(0)
    expect(await sessions.revokeUserSessions('u1', { except: a.id })).toBe(1)
    expect(await sessions.getSession(b.id)).toBeUndefined()
    expect(await sessions.revokeUserSessions('u1', { handle: a.handle })).toBe(1)
  })

  it('passes the errors of the store through', async () => {
    const { store, sessions } = sessionsFixture()
    const mute = new AppError('STORE_UNAVAILABLE', 'mute')
    Object.assign(store, { read: () => Promise.reject(mute), update: () => Promise.reject(mute) })
    await expect(sessions.getSession('x')).rejects.toBe(mute)
    await expect(sessions.updateSession('x', { a: 1 })).rejects.toBe(mute)
    await expect(sessions.updateSession('x', () => ({ a: 1 }))).rejects.toBe(mute)
  })
})

describe('Sessions.updateSession', () => {
  it('with since refuses a field that was changed meanwhile', async () => {
    const { sessions } = sessionsFixture()
    const { id, version } = await sessions.createSession(undefined, person)
    await sessions.updateSession(id, { a: 1 }, { since: version })
    await expect(sessions.updateSession(id, { a: 2 }, { since: version })).rejects.toMatchObject({
      code: 'SESSION_CONFLICT',
    })
    expect((await sessions.updateSession(id, { a: 3 })).data.a).toBe(3)
  })

  it('with a function loses no count, however many are at it', async () => {
    const { sessions } = sessionsFixture()
    const { id } = await sessions.createSession(undefined, { ...person, n: 0 })
    const add = (data: SessionData) => ({ n: Number(data.n) + 1 })
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => sessions.updateSession(id, add)))
    expect(results.every(({ status }) => status === 'fulfilled')).toBe(true)
    expect((await sessions.getSession(id))?.data.n).toBe(8)
  })

  it('with a function stops after a limited number of conflicts', async () => {
    const { sessions } = sessionsFixture()
    const { id } = await sessions.createSession(undefined, { ...person, n: 0 })
    let runs = 0
    const overtaken = async (data: SessionData) => {
      runs += 1
      await sessions.updateSession(id, { n: runs })
      return { n: Number(data.n) + 1 }
    }
    await expect(sessions.updateSession(id, overtaken)).rejects.toMatchObject({ code: 'SESSION_CONFLICT' })
    expect(runs).toBe(10)
    expect((await sessions.getSession(id))?.data.n).toBe(10)
  })

  it('with a function repeats nothing but conflicts', async () => {
    const { sessions } = sessionsFixture()
    const { id } = await sessions.createSession(undefined, person)
    let runs = 0
    const run = (change: () => SessionChanges) =>
      sessions.updateSession(id, () => {
        runs += 1
        return change()
      })
    await expect(run(() => ({ userId: 'u2' }))).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
    const fault = new Error('in the function')
    await expect(
      run(() => {
        throw fault
      }),
    ).rejects.toBe(fault)
    expect(runs).toBe(2)
  })

  it('rejects with SESSION_ENDED for an ended session: before the function, and if it ends while the function runs', async () => {
    const { sessions } = sessionsFixture()
    const { id } = await sessions.createSession(undefined, person)
    const ending = async () => {
      await sessions.deleteSession(id)
      return { a: 1 }
    }
    await expect(sessions.updateSession(id, ending)).rejects.toMatchObject({ code: 'SESSION_ENDED' })
    let runs = 0
    const counting = () => {
      runs += 1
      return { a: 1 }
    }
    await expect(sessions.updateSession(id, counting)).rejects.toMatchObject({ code: 'SESSION_ENDED' })
    expect(runs).toBe(0)
    expect(await sessions.getSession(id)).toBeUndefined()
  })
})
