import { describe, expect, it } from '@jest/globals'
import { LruSessionStore } from '../../../../src/adapters/memory/index.js'
import { Sessions } from '../../../../src/app/sessions/index.js'
import { RecentSessions } from '../../../../src/app/sessions/recent-sessions.js'
import { AppError } from '../../../../src/domain/platform/index.js'
import type { Session } from '../../../../src/domain/sessions/index.js'
import { createApp } from '../../../../src/index.js'
import type { SessionStore } from '../../../../src/ports/index.js'
import { ManualClock } from '../../../support/manual-clock.js'

const GRACE_MS = 10_000
const person = { userId: 'u1', email: 'u1@example.org', role: 'viewer' }
const other = { ...person, userId: 'u2' }

/** A gate that a test opens. */
function gate() {
  let open: () => void = () => undefined
  const passed = new Promise<void>((resolve) => {
    open = resolve
  })
  return { passed, open }
}

/** Sessions in memory whose calls can be held or made to fail, before or after the store has done them. */
function fixture({ graceMs = GRACE_MS, clock = new ManualClock() } = {}) {
  const hooks: { before?: (verb: string) => unknown; after?: (verb: string) => unknown } = {}
  const real = new LruSessionStore({ clock })
  const store = new Proxy(real, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      return async (...args: unknown[]) => {
        await hooks.before?.(String(name))
        const result: unknown = await Reflect.apply(member, target, args)
        await hooks.after?.(String(name))
        return result
      }
    },
  }) as SessionStore
  const settings = { lifetime: { idleMs: 60_000, absoluteMs: 600_000 }, maxPerUser: 3 }
  const recent = graceMs > 0 ? new RecentSessions(clock, graceMs) : undefined
  return { clock, hooks, real, sessions: new Sessions(store, settings, recent) }
}

async function withSession(options: Parameters<typeof fixture>[0] = {}) {
  const made = fixture(options)
  const { id } = await made.sessions.createSession(undefined, person)
  return { ...made, id }
}

const mute = (code: 'STORE_UNAVAILABLE' | 'OUTCOME_UNKNOWN') => async () => {
  throw new AppError(code, 'injected')
}

describe('Sessions.getStaleSession', () => {
  it.each(['getSession', 'touchSession'] as const)('has what %s said last', async (verb) => {
    const { sessions, id } = await withSession()
    expect(sessions.getStaleSession(id)).toBeUndefined()
    const session = await sessions[verb](id)
    expect(sessions.getStaleSession(id)).toEqual(session)
    expect(sessions.getStaleSession('another')).toBeUndefined()
  })

  it('is empty by default', async () => {
    const { sessions, id } = await withSession({ graceMs: 0 })
    await sessions.getSession(id)
    expect(sessions.getStaleSession(id)).toBeUndefined()
  })

  it('is what was read: neither a creation nor a change is remembered', async () => {
    const { sessions, id } = await withSession()
    await sessions.updateSession(id, { a: 1 })
    expect(sessions.getStaleSession(id)).toBeUndefined()
    const rotated = await sessions.rotateSession(id)
    expect(sessions.getStaleSession(rotated.id)).toBeUndefined()
  })

  it('is as old as the question, not as the answer, and using it does not renew it', async () => {
    const { sessions, id, hooks, clock } = await withSession()
    hooks.after = () => new Promise<void>((resolve) => void clock.setTimer(4000, resolve))
    const read = sessions.getSession(id)
    await clock.advance(4000)
    await read
    await clock.advance(GRACE_MS - 4001)
    expect(sessions.getStaleSession(id)).toBeDefined()
    await clock.advance(1)
    expect(sessions.getStaleSession(id)).toBeUndefined()
  })

  it('never goes beyond the end of the session', async () => {
    const { sessions, clock } = fixture()
    const { id } = await sessions.createSession(undefined, person, 5)
    await clock.advance(1000)
    await sessions.getSession(id)
    await clock.advance(3999)
    expect(sessions.getStaleSession(id)).toBeDefined()
    await clock.advance(1)
    expect(sessions.getStaleSession(id)).toBeUndefined()
  })

  it('returns nothing for a session that the store reported as ended, also if an older reply arrives later', async () => {
    const { sessions, id, real, hooks } = await withSession()
    const held = gate()
    hooks.after = () => held.passed
    const older = sessions.getSession(id)
    await new Promise((resolve) => setImmediate(resolve))
    delete hooks.after
    await real.delete(id)
    expect(await sessions.getSession(id)).toBeUndefined()
    held.open()
    expect(await older).toBeDefined()
    expect(sessions.getStaleSession(id)).toBeUndefined()
  })

  it('has the later of two questions, whichever is answered first', async () => {
    const { sessions, id, real, hooks, clock } = await withSession()
    const held = gate()
    hooks.after = () => held.passed
    const older = sessions.getSession(id)
    await clock.advance(5)
    delete hooks.after
    await real.update(id, { a: 1 })
    await sessions.getSession(id)
    held.open()
    await older
    expect(sessions.getStaleSession(id)?.data.a).toBe(1)
  })

  it('stays as it is while the store fails', async () => {
    const { sessions, id, hooks } = await withSession()
    const session = await sessions.getSession(id)
    hooks.before = mute('STORE_UNAVAILABLE')
    await expect(sessions.getSession(id)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    expect(sessions.getStaleSession(id)).toEqual(session)
  })
})

/** What ends or alters a session of `person`, known to the process that does it. */
const CHANGES: { readonly [name: string]: (sessions: Sessions, session: Session) => Promise<unknown> } = {
  'a sign-out': (sessions, { id }) => sessions.deleteSession(id),
  'a rotation': (sessions, { id }) => sessions.rotateSession(id, { role: 'author' }),
  'an update': (sessions, { id }) => sessions.updateSession(id, { role: 'author' }),
  'an update by a function': (sessions, { id }) => sessions.updateSession(id, () => ({ role: 'author' })),
  'a new idle timeout': (sessions, { id }) => sessions.touchSession(id, 1),
  'a revocation': (sessions) => sessions.revokeUserSessions(person.userId),
  'a revocation by handle': (sessions, { handle }) => sessions.revokeUserSessions(person.userId, { handle }),
  'a creation, which may end it by the limit': (sessions) => sessions.createSession(undefined, person),
  'a creation with its id': (sessions, { id }) => sessions.createSession(id, other).catch(() => {}),
}

describe.each(Object.entries(CHANGES))('after %s', (_name, change) => {
  async function changing() {
    const made = await withSession()
    const session = await made.sessions.getSession(made.id)
    const bystander = await made.sessions.createSession(undefined, { ...other, userId: 'u3' })
    await made.sessions.getSession(bystander.id)
    if (!session) throw new Error('the session is dead')
    return { ...made, session, bystander }
  }

  it('no stale session is returned, and others keep theirs', async () => {
    const { sessions, session, bystander } = await changing()
    expect(sessions.getStaleSession(session.id)).toBeDefined()
    await change(sessions, session)
    expect(sessions.getStaleSession(session.id)).toBeUndefined()
    expect(sessions.getStaleSession(bystander.id)).toBeDefined()
  })

  it.each(['STORE_UNAVAILABLE', 'OUTCOME_UNKNOWN'] as const)(
    'that failed with %s, no stale session is returned either',
    async (code) => {
      const { sessions, session, hooks } = await changing()
      // The function is asked for what the store says first.
      hooks.before = async (verb) => verb !== 'read' && mute(code)()
      await change(sessions, session).catch(() => {})
      expect(sessions.getStaleSession(session.id)).toBeUndefined()
    },
  )

  it('an answer that was under way is not remembered', async () => {
    const { sessions, session, hooks } = await changing()
    const held = gate()
    let isFirst = true
    hooks.after = (verb) => {
      const holds = verb === 'read' && isFirst
      isFirst = false
      return holds ? held.passed : undefined
    }
    const read = sessions.getSession(session.id)
    await new Promise((resolve) => setImmediate(resolve))
    await change(sessions, session)
    held.open()
    expect(await read).toBeDefined()
    expect(sessions.getStaleSession(session.id)).toBeUndefined()
  })

  it('a reply to a read during the change is not remembered', async () => {
    const { sessions, session, hooks } = await changing()
    const held = gate()
    hooks.before = (verb) => (verb === 'read' ? undefined : held.passed)
    const changed = change(sessions, session)
    await new Promise((resolve) => setImmediate(resolve))
    // No stale session is returned after the start.
    expect(sessions.getStaleSession(session.id)).toBeUndefined()
    await sessions.getSession(session.id)
    held.open()
    await changed
    expect(sessions.getStaleSession(session.id)).toBeUndefined()
  })
})

describe('what is remembered', () => {
  it('is bounded in number: the one that was read longest ago goes', async () => {
    const { sessions } = fixture()
    const ids: string[] = []
    for (let n = 0; n < 1001; n++) {
      const { id } = await sessions.createSession(undefined, { ...person, userId: `u${n}` })
      ids.push(id)
      await sessions.getSession(id)
      if (n === 999) await sessions.getSession(ids[0] ?? '')
    }
    const known = ids.map((id) => sessions.getStaleSession(id) !== undefined)
    expect(known.filter((is) => is)).toHaveLength(1000)
    expect([known[0], known[1], known[2]]).toEqual([true, false, true])
  })

  it('is bounded in bytes', async () => {
    const { sessions } = fixture()
    const ids: string[] = []
    for (let n = 0; n < 100; n++) {
      const { id } = await sessions.createSession(undefined, { ...person, userId: `u${n}`, bag: 'x'.repeat(60_000) })
      ids.push(id)
      await sessions.getSession(id)
      await sessions.getSession(id)
    }
    const known = ids.map((id) => sessions.getStaleSession(id) !== undefined)
    // Two bytes a character.
    const fits = Math.floor((8 * 1024 * 1024) / 120_900)
    expect(known).toEqual(ids.map((_, n) => n >= 100 - fits))
  })
})

it('the configuration decides for how long, and 0 is the default', async () => {
  for (const [outageGraceMs, isKnown] of [[60_000, true] as const, [0, false] as const, [undefined, false] as const]) {
    const config = outageGraceMs === undefined ? {} : { outageGraceMs }
    const app = await createApp({ sessions: { ...config, deadlineMs: 700 }, log: { level: 'silent' } })
    const { id } = await app.sessions.createSession(undefined, person)
    await app.sessions.getSession(id)
    expect([app.sessions.getStaleSession(id) !== undefined, app.sessions.deadlineMs]).toEqual([isKnown, 700])
    await app.close()
  }
})
