import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Sessions } from '../../../../../src/app/sessions/index.js'
import { DEFAULT_SESSION_LIFETIME } from '../../../../../src/domain/sessions/index.js'
import { RedisSessionFixture } from '../../../../support/sessions/redis-fixture.js'

const person = { userId: 'u1', email: 'u1@example.org', role: 'viewer' }

let fixture: RedisSessionFixture
let sessions: Sessions

beforeAll(async () => {
  fixture = await RedisSessionFixture.start()
  sessions = new Sessions(fixture.store(), { lifetime: DEFAULT_SESSION_LIFETIME, maxPerUser: 2 })
})

afterAll(async () => {
  await fixture?.stop()
})

describe('app.sessions on Redis', () => {
  it('creates, reads, changes, prolongs, rotates, lists and ends', async () => {
    const { createSession, getSession, updateSession, touchSession, rotateSession, deleteSession } = sessions
    const created = await createSession('session-id', { ...person, lastActivity: new Date().toISOString() }, 1800)
    expect(created.expiresAt - created.createdAt).toBe(1_800_000)
    expect(await getSession('session-id')).toEqual(created)
    await updateSession('session-id', { n: 1 }, { since: created.version })
    const counted = await updateSession('session-id', async ({ n }) => ({ n: Number(n) + 1 }))
    expect(counted.data.n).toBe(2)
    await expect(updateSession('session-id', { n: 9 }, { since: created.version })).rejects.toMatchObject({
      code: 'SESSION_CONFLICT',
    })
    expect((await touchSession('session-id', 60))?.expiresAt).toBeLessThan(counted.expiresAt)
    const { id } = await rotateSession('session-id', { role: 'author' })
    expect(await getSession('session-id')).toBeUndefined()
    expect((await sessions.listUserSessions('u1')).map(({ role }) => role)).toEqual(['author'])
    expect(await deleteSession(id)).toBe(true)
    await expect(updateSession(id, () => ({ n: 3 }))).rejects.toMatchObject({ code: 'SESSION_ENDED' })
  })

  it('keeps to the number of sessions of a user and revokes by handle, by exception, and all', async () => {
    const made = [await sessions.createSession(undefined, person), await sessions.createSession(undefined, person)]
    const third = await sessions.createSession(undefined, person)
    expect(await sessions.getSession(made[0]?.id ?? '')).toBeUndefined()
    const handle = made[1]?.handle ?? ''
    expect(await sessions.revokeUserSessions('u1', { handle })).toBe(1)
    expect(await sessions.revokeUserSessions('u1', { except: third.id })).toBe(0)
    expect(await sessions.revokeUserSessions('u1')).toBe(1)
    expect(await sessions.listUserSessions('u1')).toEqual([])
  })
})
