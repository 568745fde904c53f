import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { RedisSessionStore } from '../../../../../src/adapters/redis/index.js'
import type { Session } from '../../../../../src/domain/sessions/index.js'
import { RedisSessionFixture } from '../../../../support/sessions/redis-fixture.js'

const TERMS = { idleMs: 600_000, absoluteMs: 6_000_000 }
const person = { userId: 'u1', email: 'u1@example.org', role: 'viewer', bag: 'x' }

let fixture: RedisSessionFixture
let store: RedisSessionStore
let session: Session
let other: Session

beforeAll(async () => {
  fixture = await RedisSessionFixture.start({ policy: 'noeviction' })
})

afterAll(async () => {
  await fixture?.stop()
})

beforeEach(async () => {
  store = fixture.store()
  other = await store.create(person, TERMS)
  session = await store.create(person, TERMS)
  // Less than the server needs for itself: nothing at all has room, from the next command on.
  await fixture.server.cli('CONFIG', 'SET', 'maxmemory', '1')
})

afterEach(async () => {
  await fixture.server.cli('CONFIG', 'SET', 'maxmemory', '0')
})

/** That Redis is as full as it should be: else nothing would be proved. */
async function expectFull(): Promise<void> {
  expect(await fixture.server.cli('SET', 'any', 'thing').catch(String)).toContain('OOM')
}

describe('in a Redis without any free memory', () => {
  it('sessions are read and listed', async () => {
    await expectFull()
    expect(await store.read(session.id)).toEqual(session)
    expect(await store.listByUser('u1')).toHaveLength(2)
    expect(await store.readByUser('u1')).toEqual([session.data, other.data])
    expect(await store.stats()).toMatchObject({ connected: true, sessions: 2 })
  })

  it('a touch that must be written is written', async () => {
    await expectFull()
    const idleMs = 2 * TERMS.idleMs
    const touched = await store.touch(session.id, { idleMs })
    expect(touched?.expiresAt).toBe(Number(touched?.data.lastActivity) + idleMs)
    expect(await store.read(session.id)).toEqual(touched)
    expect((await store.listByUser('u1'))[0]).toMatchObject({ handle: session.handle, expiresAt: touched?.expiresAt })
  })

  it.each([[undefined], [{ role: 'author' }]])('a session is rotated, with the changes %p', async (changes) => {
    await expectFull()
    const rotated = await store.rotate(session.id, changes)
    expect(rotated).toMatchObject({ handle: session.handle, data: { role: changes?.role ?? 'viewer' } })
    expect(await store.read(session.id)).toBeUndefined()
    expect(await store.read(rotated.id)).toEqual(rotated)
    expect(await store.listByUser('u1')).toHaveLength(2)
  })

  it('sessions end one by one and together', async () => {
    await expectFull()
    expect(await store.delete(session.id)).toBe(true)
    expect(await store.revokeByUser('u1')).toBe(1)
    for (const { id } of [session, other]) expect(await store.read(id)).toBeUndefined()
    expect((await store.stats()).sessions).toBe(0)
  })

  it('an update is refused and changes nothing', async () => {
    await expectFull()
    for (const changes of [{ bag: 'y' }, { bag: undefined }, { more: 1, role: 'author' }, {}]) {
      await expect(store.update(session.id, changes)).rejects.toMatchObject({ code: 'STORE_FULL' })
      await expect(store.update(session.id, changes, { since: 1 })).rejects.toMatchObject({ code: 'STORE_FULL' })
    }
    expect(await store.read(session.id)).toEqual(session)
  })

  it('a creation is refused and ends nothing: neither what it replaces nor what is one too many', async () => {
    await expectFull()
    for (const more of [{}, { id: 'given' }, { maxPerUser: 1 }, { replaces: session.id }]) {
      await expect(store.create(person, { ...TERMS, ...more })).rejects.toMatchObject({ code: 'STORE_FULL' })
    }
    expect(await store.read('given')).toBeUndefined()
    expect([await store.read(session.id), await store.read(other.id)]).toEqual([session, other])
    expect(await store.listByUser('u1')).toHaveLength(2)
    expect((await store.stats()).sessions).toBe(2)
  })
})
