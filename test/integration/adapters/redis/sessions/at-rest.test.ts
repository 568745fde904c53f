import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { SystemClock, SystemIds } from '../../../../../src/adapters/system/index.js'
import { connectionTo, settingsFor } from '../../../../support/redis/connection-fixture.js'
import { RedisSessionFixture } from '../../../../support/sessions/redis-fixture.js'
import { shiftRedisTime } from '../../../../support/sessions/shift-redis-time.js'

const TERMS = { idleMs: 60_000, absoluteMs: 600_000 }
const person = { userId: 'user-one', email: 'u1@example.org', role: 'viewer' }

let fixture: RedisSessionFixture

beforeAll(async () => {
  fixture = await RedisSessionFixture.start({
    // Every command is written down, with its arguments.
    extra: ['--slowlog-log-slower-than', '0', '--slowlog-max-len', '10000'],
  })
})

afterAll(async () => {
  await fixture?.stop()
})

async function keysUnder(prefix: string): Promise<readonly string[]> {
  return JSON.parse(await fixture.server.cli('KEYS', `${prefix}*`)) as string[]
}

/** Everything that Redis holds, keys and values, as one text. */
async function dump(): Promise<string> {
  const parts: string[] = []
  for (const key of await keysUnder('')) {
    const kind = await fixture.server.cli('TYPE', key)
    const read = kind === 'hash' ? ['HGETALL', key] : ['ZRANGE', key, '0', '-1', 'WITHSCORES']
    parts.push(key, await fixture.server.cli(...read))
  }
  return parts.join('\n')
}

describe('RedisSessionStore at rest', () => {
  it.each([[[]], [['new-pepper', 'old-pepper']]])('with the peppers %p no id is kept, or sent', async (pepper) => {
    const store = fixture.store(undefined, { pepper })
    const made = await store.create(person, { ...TERMS, maxPerUser: 5 })
    const given = await store.create(person, { ...TERMS, id: 'given-id-of-someone' })
    await store.update(made.id, { a: 1 })
    await store.touch(made.id, { idleMs: 30_000 })
    const rotated = await store.rotate(made.id, { role: 'author' })
    await store.revokeByUser('user-one', { except: rotated.id })
    const again = await store.create(person, { ...TERMS, id: given.id })
    await store.read('never-created')
    await store.delete(again.id)
    const kept = await dump()
    const sent = await fixture.server.cli('SLOWLOG', 'GET', '-1')
    expect(kept).toContain(rotated.handle)
    expect(sent).toContain('u1@example.org')
    for (const id of [made.id, rotated.id, given.id, 'never-created', 'new-pepper']) {
      expect(kept).not.toContain(id)
      expect(sent).not.toContain(id)
    }
    // What is kept opens nothing.
    for (const word of new Set(kept.split(/[^\w-]+/))) expect(await store.read(word)).toBeUndefined()
    expect(await store.read(rotated.id)).toEqual(rotated)
  })

  it('all keys are under the prefix and in one slot, and each dies by itself', async () => {
    const prefix = 'leftovers:'
    const store = fixture.store(prefix)
    for (let user = 0; user < 5; user++) {
      const { id } = await store.create({ ...person, userId: `u${user}` }, TERMS)
      await store.create({ ...person, userId: `u${user}` }, { idleMs: 1000, absoluteMs: 1000 })
      if (user % 2 === 0) await store.rotate(id, { a: 1 })
      else await store.touch(id, { idleMs: 120_000 })
    }
    const keys = await keysUnder(prefix)
    expect(keys).toHaveLength(5 + 5 + 5 + 1)
    for (const key of keys) {
      expect(key.startsWith('leftovers:{sessions-1}:')).toBe(true)
      expect(Number(await fixture.server.cli('PTTL', key))).toBeGreaterThan(0)
    }
    await shiftRedisTime(fixture.server, prefix, 120_000)
    expect(await keysUnder(prefix)).toEqual([])
    expect(() => fixture.store('{mine}:')).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }))
  })

  it('the index is pruned with each write, a bounded part of it', async () => {
    const prefix = 'pruned:'
    const store = fixture.store(prefix)
    const long = await store.create(person, TERMS)
    await Promise.all(
      Array.from({ length: 150 }, () => store.create({ ...person, userId: 'u2' }, { ...TERMS, idleMs: 1000 })),
    )
    await shiftRedisTime(fixture.server, prefix, 1000)
    const entries = async () => Number(await fixture.server.cli('ZCARD', 'pruned:{sessions-1}:all'))
    expect(await entries()).toBe(151)
    expect((await store.stats()).sessions).toBe(1)
    await store.update(long.id, {})
    expect(await entries()).toBe(51)
    await store.update(long.id, {})
    expect(await entries()).toBe(1)
  })

  it('the index dies with its last session, also if one that would have lived longer was ended', async () => {
    const prefix = 'shortened:'
    const store = fixture.store(prefix)
    await store.create(person, { ...TERMS, idleMs: 20_000 })
    const long = await store.create(person, { ...TERMS, idleMs: 500_000 })
    const ends = async () => {
      const indexes = (await keysUnder(prefix)).filter((key) => !key.includes('session:'))
      return Promise.all(indexes.map(async (key) => Number(await fixture.server.cli('PTTL', key))))
    }
    for (const ms of await ends()) expect(ms).toBeGreaterThan(20_000)
    await store.delete(long.id)
    expect(await ends()).toHaveLength(2)
    for (const ms of await ends()) expect(ms).toBeLessThanOrEqual(20_000)
  })

  it('what could never fit is refused before it is sent', async () => {
    const store = fixture.store()
    const { id } = await store.create(person, TERMS)
    const received = async () =>
      Number(/total_net_input_bytes:(\d+)/.exec(await fixture.server.cli('INFO', 'stats'))?.[1])
    const before = await received()
    const bag = 'x'.repeat(5_000_000)
    const calls = [store.create({ ...person, bag }, TERMS), store.update(id, { bag }), store.rotate(id, { bag })]
    for (const outcome of await Promise.allSettled(calls)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'SESSION_TOO_LARGE' } })
    }
    expect((await received()) - before).toBeLessThan(100_000)
    expect((await store.read(id))?.version).toBe(1)
  })

  it('names of removed fields take little room, however long they are', async () => {
    const prefix = fixture.prefix()
    const store = fixture.store(prefix)
    const { id } = await store.create(person, TERMS)
    const [key = ''] = (await keysUnder(prefix)).filter((each) => each.includes('session:'))
    for (let count = 0; count < 40; count++) await store.update(id, { [`${count}${'n'.repeat(50_000)}`]: undefined })
    expect(Number(await fixture.server.cli('MEMORY', 'USAGE', key, 'SAMPLES', '0'))).toBeLessThan(20_000)
    await expect(store.update(id, { ['n'.repeat(5_000_000)]: undefined })).rejects.toMatchObject({
      code: 'SESSION_TOO_LARGE',
    })
  })

  it('a session found under an old pepper keeps working, and a rotation brings it under the newest', async () => {
    const prefix = fixture.prefix()
    const [old, both, newest] = [['old'], ['new', 'old'], ['new']].map((pepper) => fixture.store(prefix, { pepper }))
    if (!old || !both || !newest) throw new Error('no stores')
    const session = await old.create(person, { ...TERMS, id: 'shared' })
    expect(await both.read(session.id)).toEqual(session)
    expect(await newest.read(session.id)).toBeUndefined()
    await expect(both.create(person, { ...TERMS, id: 'shared' })).rejects.toMatchObject({ code: 'SESSION_EXISTS' })
    const updated = await both.update(session.id, { a: 1 })
    expect(await old.read(session.id)).toEqual(updated)
    expect(await both.revokeByUser('user-one', { except: session.id })).toBe(0)
    const rotated = await both.rotate(session.id)
    expect(await old.read(rotated.id)).toBeUndefined()
    expect(await newest.read(rotated.id)).toEqual(rotated)
    expect(await newest.listByUser('user-one')).toHaveLength(1)
    expect(await newest.delete(rotated.id)).toBe(true)
  })

  it('what is replaced is found under an old pepper too, and only its hash is sent', async () => {
    const prefix = fixture.prefix()
    const [old, both] = [['old'], ['new', 'old']].map((pepper) => fixture.store(prefix, { pepper }))
    if (!old || !both) throw new Error('no stores')
    const phone = await old.create(person, TERMS)
    const former = await old.create(person, TERMS)
    await fixture.server.cli('SLOWLOG', 'RESET')
    const session = await both.create(person, { ...TERMS, replaces: former.id, maxPerUser: 2 })
    expect(await old.read(former.id)).toBeUndefined()
    expect((await both.listByUser('user-one')).map(({ handle }) => handle)).toEqual([session.handle, phone.handle])
    expect(await keysUnder(prefix)).toHaveLength(2 + 2)
    expect(await fixture.server.cli('SLOWLOG', 'GET', '-1')).not.toContain(former.id)
  })

  it('the clocks of nodes play no part', async () => {
    const prefix = fixture.prefix()
    const stores = await Promise.all([-86_400_000, 86_400_000].map((skew) => skewed(prefix, skew)))
    const [slow, fast] = stores.map(({ store }) => store)
    if (!slow || !fast) throw new Error('no stores')
    const session = await slow.create(person, TERMS)
    const [seconds = 0] = JSON.parse(await fixture.server.cli('TIME')).map(Number)
    // Hours less than the clocks are wrong.
    expect(Math.abs(session.createdAt - seconds * 1000)).toBeLessThan(3_600_000)
    expect(await fast.read(session.id)).toEqual(session)
    const updated = await fast.update(session.id, { a: 1 })
    expect(updated.expiresAt - session.expiresAt).toBeLessThan(3_600_000)
    expect(await slow.touch(session.id)).toEqual(updated)
    for (const { close } of stores) await close()
  })

  it('works on a cluster: no script leaves its slot', async () => {
    const cluster = await RedisSessionFixture.start({ extra: ['--cluster-enabled', 'yes'] })
    try {
      await cluster.server.cli('CLUSTER', 'ADDSLOTSRANGE', '0', '16383')
      while (!(await cluster.server.cli('CLUSTER', 'INFO')).includes('cluster_state:ok'));
      const store = cluster.store(undefined, { pepper: ['new', 'old'] })
      const { id } = await store.create(person, { ...TERMS, maxPerUser: 2 })
      const { id: replaces } = await store.create(person, { ...TERMS, maxPerUser: 1 })
      expect(await store.read(id)).toBeUndefined()
      await store.create(person, { ...TERMS, replaces })
      const session = await store.create(person, TERMS)
      await store.update(session.id, { a: 1 })
      await store.touch(session.id, { idleMs: 1000 })
      const rotated = await store.rotate(session.id)
      expect(await store.listByUser('user-one')).toHaveLength(2)
      expect(await store.revokeByUser('user-one', { except: rotated.id })).toBe(1)
      expect(await store.delete(rotated.id)).toBe(true)
      expect((await store.stats()).sessions).toBe(0)
    } finally {
      await cluster.stop()
    }
  })
})

/** A store in a process whose wall clock is wrong. */
async function skewed(keyPrefix: string, skewMs: number) {
  const machine = new SystemClock()
  const clock = {
    now: () => machine.now() + skewMs,
    monotonic: () => machine.monotonic(),
    setTimer: (delayMs: number, task: () => void) => machine.setTimer(delayMs, task),
  }
  const { connection } = connectionTo(settingsFor(fixture.server.url), {}, clock)
  connection.connect()
  await connection.ready
  const store = fixture.store(keyPrefix, { connection, ids: new SystemIds() })
  return { store, close: () => connection.close(500) }
}
