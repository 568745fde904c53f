import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { RedisSessionStore } from '../../../../../src/adapters/redis/index.js'
import { DISCARD_SCRIPT } from '../../../../../src/adapters/redis/sessions/session-scripts.js'
import { RedisSessionFixture } from '../../../../support/sessions/redis-fixture.js'

const TERMS = { idleMs: 60_000, absoluteMs: 600_000 }
const person = { userId: 'u1', email: 'u1@example.org', role: 'viewer', bag: { a: [1] } }
const FIELDS = ['handle', 'user', 'version', 'floor', 'idle', 'created', 'ends', 'absolute', 'written']
const DATA = ['userId', 'email', 'role', 'lastActivity'].map((field) => JSON.stringify(field))

let fixture: RedisSessionFixture
let store: RedisSessionStore
let prefix: string

beforeAll(async () => {
  fixture = await RedisSessionFixture.start()
})

afterAll(async () => {
  await fixture?.stop()
})

beforeEach(() => {
  prefix = fixture.prefix()
  store = fixture.store(prefix)
  fixture.logger.lines.length = 0
})

/** A new session and the key of its record. */
async function begin(id = 'damaged') {
  const before = await sessionKeys()
  await store.create(person, { ...TERMS, id })
  const key = (await sessionKeys()).find((each) => !before.includes(each)) ?? ''
  return { id, key }
}

async function sessionKeys(): Promise<readonly string[]> {
  return JSON.parse(await fixture.server.cli('KEYS', `${prefix}*session:*`)) as string[]
}

type Damage = (key: string) => Promise<unknown>
const DAMAGES: readonly (readonly [what: string, damage: Damage])[] = [
  ['a text in its place', (key) => fixture.server.cli('SET', key, 'garbage')],
  [
    'a list in its place',
    async (key) => {
      await fixture.server.cli('DEL', key)
      await fixture.server.cli('RPUSH', key, 'garbage')
    },
  ],
  ...[...FIELDS, ...DATA].map(
    (field) => [`without ${field}`, (key: string) => fixture.server.cli('HDEL', key, field)] as const,
  ),
  ...[...FIELDS.slice(2), ...DATA, '"bag"'].map(
    (field) => [`garbage in ${field}`, (key: string) => fixture.server.cli('HSET', key, field, '{"gar')] as const,
  ),
  ['a field without a name', (key) => fixture.server.cli('HSET', key, '"', '1')],
  ['a number beyond all bounds', (key) => fixture.server.cli('HSET', key, 'created', '9'.repeat(40))],
  ['lastActivity that is a text', (key) => fixture.server.cli('HSET', key, '"lastActivity"', '"now"')],
]

const warnings = () => fixture.logger.messages('warn').filter((message) => message.includes('damaged'))

describe('a damaged session record is absent', () => {
  it.each(DAMAGES)('%s', async (_, damage) => {
    const other = await store.create(person, TERMS)
    const verbs: readonly (readonly [verb: (id: string) => Promise<unknown>, found: unknown])[] = [
      [(id) => store.read(id), undefined],
      [(id) => store.touch(id, { idleMs: 1000 }), undefined],
      [(id) => store.delete(id), false],
      [(id) => store.update(id, { a: 1 }).catch(({ code }) => code), 'SESSION_ENDED'],
      [(id) => store.rotate(id, { a: 1 }).catch(({ code }) => code), 'SESSION_ENDED'],
      [async () => (await store.listByUser('u1')).map(({ handle }) => handle), [other.handle]],
      [() => store.revokeByUser('u1', { except: other.id }), 0],
      [async (id) => (await store.create({ ...person, userId: 'u3' }, { ...TERMS, replaces: id })).data.userId, 'u3'],
      [async (id) => (await store.create({ ...person, userId: 'u2' }, { ...TERMS, id })).data.userId, 'u2'],
    ]
    for (const [number, [verb, found]] of verbs.entries()) {
      const { id, key } = await begin(`damaged-${number}`)
      await damage(key)
      fixture.logger.lines.length = 0
      expect(await verb(id)).toEqual(found)
      expect(await store.listByUser('u1')).toHaveLength(1)
      if (found !== 'u2') expect(await store.read(id)).toBeUndefined()
      expect(await store.read(other.id)).toEqual(other)
      expect(warnings().length).toBeLessThanOrEqual(1)
      const listed = await Promise.all(['u1', 'u2', 'u3'].map((userId) => store.listByUser(userId)))
      expect((await store.stats()).sessions).toBe(listed.flat().length)
    }
    expect(await store.listByUser('u2')).toHaveLength(1)
  })

  it('is reported once, without a secret, and stays ended', async () => {
    const { id, key } = await begin()
    await fixture.server.cli('HSET', key, '"bag"', '{')
    await Promise.all([store.read(id), store.read(id), store.update(id, {}).catch(() => undefined)])
    expect(warnings()).toHaveLength(1)
    expect(JSON.stringify(fixture.logger.lines)).not.toMatch(/u1@example|"damaged"/)
    await expect(store.update(id, { bag: 1 })).rejects.toMatchObject({ code: 'SESSION_ENDED' })
    expect(await store.stats()).toMatchObject({ sessions: 0 })
  })

  it('a session that was put in its place meanwhile is not removed with it', async () => {
    const { id, key } = await begin()
    await fixture.server.cli('HSET', key, '"bag"', '{')
    const [, session] = await Promise.all([store.read(id), store.create(person, { ...TERMS, id }), store.read(id)])
    expect(await store.read(id)).toEqual(session)
    // The reader that found the damage may remove it late.
    await fixture.connection.run((client) =>
      DISCARD_SCRIPT.run(client, [key], [`${prefix}{sessions-1}:`, 'handle of the damaged', '1']),
    )
    expect(await store.read(id)).toEqual(session)
  })

  it('a session that was repaired in between is not removed either', async () => {
    const { id, key } = await begin()
    const handle = (await store.read(id))?.handle ?? ''
    await fixture.server.cli('HSET', key, '"bag"', '{')
    const repaired = await store.update(id, { bag: 1 })
    await fixture.connection.run((client) => DISCARD_SCRIPT.run(client, [key], [`${prefix}{sessions-1}:`, handle, '1']))
    expect(await store.read(id)).toEqual(repaired)
  })

  it('a damaged index blocks no call, and the next writes restore it', async () => {
    const { id } = await begin()
    const [index = ''] = JSON.parse(await fixture.server.cli('KEYS', `${prefix}*user:*`)) as string[]
    for (const key of [index, `${prefix}{sessions-1}:all`]) await fixture.server.cli('SET', key, 'garbage')
    expect(await store.listByUser('u1')).toEqual([])
    expect(await store.stats()).toMatchObject({ connected: true, sessions: 0 })
    for (const key of [index, `${prefix}{sessions-1}:all`]) await fixture.server.cli('SET', key, 'garbage')
    await store.update(id, { a: 1 })
    expect(await store.listByUser('u1')).toHaveLength(1)
    expect(await store.stats()).toMatchObject({ sessions: 1 })
  })

  it('a record without a time to live still ends at its end time', async () => {
    const { id, key } = await begin()
    await fixture.server.cli('PERSIST', key)
    await fixture.server.cli('HSET', key, 'ends', '1000')
    expect(await store.read(id)).toBeUndefined()
    await expect(store.update(id, {})).rejects.toMatchObject({ code: 'SESSION_ENDED' })
    const { bag: _, ...less } = person
    const again = await store.create(less, { ...TERMS, id })
    expect(again.data).toEqual({ ...less, lastActivity: again.createdAt })
  })
})
