import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { RedisSessionStore } from '../../../../../src/adapters/redis/index.js'
import { Sessions } from '../../../../../src/app/sessions/index.js'
import { isAppError } from '../../../../../src/domain/platform/index.js'
import { DEFAULT_SESSION_LIFETIME } from '../../../../../src/domain/sessions/index.js'
import { RedisSessionFixture } from '../../../../support/sessions/redis-fixture.js'

const WRITERS = 200
const REPETITIONS = 20
/** Fewer of the test whose answers are large: every writer gets all fields back. */
const LARGE_REPETITIONS = 5
const TERMS = DEFAULT_SESSION_LIFETIME
const person = { userId: 'u1', email: 'u1@example.org', role: 'viewer' }

let fixture: RedisSessionFixture
/** The same sessions, seen by two processes. */
let nodes: readonly [RedisSessionStore, RedisSessionStore]

beforeAll(async () => {
  fixture = await RedisSessionFixture.start()
  const prefix = fixture.prefix()
  nodes = [fixture.store(prefix), fixture.store(prefix, { connection: await fixture.node() })]
})

afterAll(async () => {
  await fixture?.stop()
})

const nodeOf = (index: number): RedisSessionStore => nodes[index % 2 === 0 ? 0 : 1]

/** How often which code came; of what succeeded `ok`. */
async function outcomes(promises: readonly Promise<unknown>[]): Promise<{ readonly [code: string]: number }> {
  const counts: { [code: string]: number } = {}
  for (const outcome of await Promise.allSettled(promises)) {
    const code = outcome.status === 'fulfilled' ? 'ok' : isAppError(outcome.reason) ? outcome.reason.code : 'strange'
    counts[code] = (counts[code] ?? 0) + 1
  }
  return counts
}

describe('on two nodes, again and again', () => {
  it(`${WRITERS} parallel writers of different fields are all kept`, async () => {
    for (let round = 0; round < LARGE_REPETITIONS; round++) {
      const { id, version: since } = await nodes[0].create(person, TERMS)
      const write = (index: number) => nodeOf(index).update(id, { [`f${index}`]: round }, { since })
      expect(await outcomes(Array.from({ length: WRITERS }, (_, index) => write(index)))).toEqual({ ok: WRITERS })
      const data = (await nodes[1].read(id))?.data
      const kept = Array.from({ length: WRITERS }, (_, index) => data?.[`f${index}`] === round)
      expect(kept.filter(Boolean)).toHaveLength(WRITERS)
    }
  })

  it(`of ${WRITERS} parallel writers of one field one wins`, async () => {
    for (let round = 0; round < REPETITIONS; round++) {
      const { id, version: since } = await nodes[0].create(person, TERMS)
      const write = (index: number) => nodeOf(index).update(id, { n: index }, { since })
      const met = await outcomes(Array.from({ length: WRITERS }, (_, index) => write(index)))
      expect(met).toEqual({ ok: 1, SESSION_CONFLICT: WRITERS - 1 })
      expect((await nodes[1].read(id))?.version).toBe(since + 1)
    }
  })

  it('counting by a function loses nothing', async () => {
    const settings = { lifetime: TERMS, maxPerUser: 1000 }
    const apps = nodes.map((store) => new Sessions(store, settings))
    for (let round = 0; round < REPETITIONS; round++) {
      const { id } = await nodes[0].create({ ...person, n: 0 }, TERMS)
      const count = (index: number) => apps[index % 2]?.updateSession(id, ({ n }) => ({ n: Number(n) + 1 }))
      const met = await outcomes(Array.from({ length: 8 }, async (_, index) => count(index)))
      expect((await nodes[1].read(id))?.data.n).toBe(met.ok)
      expect((met.ok ?? 0) + (met.SESSION_CONFLICT ?? 0)).toBe(8)
    }
  })

  it('a slow writer that finishes after the sign-out gets SESSION_ENDED, and the session is ended on both nodes', async () => {
    for (let round = 0; round < REPETITIONS; round++) {
      const session = await nodes[0].create(person, TERMS)
      const slow = await nodes[0].read(session.id)
      const racing = [
        nodes[0].update(session.id, { a: 1 }),
        nodes[1].delete(session.id),
        nodes[0].update(session.id, { b: 1 }, { since: session.version }),
        nodes[0].touch(session.id, { idleMs: 1000 + round }),
      ]
      const { ok = 0, SESSION_ENDED = 0 } = await outcomes(racing)
      expect(ok + SESSION_ENDED).toBe(4)
      const late = nodes[0].update(session.id, { c: 1 }, { since: slow?.version ?? 0 })
      await expect(late).rejects.toMatchObject({ code: 'SESSION_ENDED' })
      for (const node of nodes) expect(await node.read(session.id)).toBeUndefined()
    }
    expect(await fixture.server.cli('KEYS', 'run-1:*session:*')).not.toBe('[]')
    await nodes[0].revokeByUser('u1')
    expect(await fixture.server.cli('KEYS', 'run-1:*')).toBe('[]')
  })

  it('what an update that races with a rotation acknowledged is part of the rotated session', async () => {
    for (let round = 0; round < REPETITIONS; round++) {
      const { id } = await nodes[0].create(person, TERMS)
      const rotating = nodes[1].rotate(id, { role: 'author' })
      const updates = Array.from({ length: 20 }, (_, index) => nodeOf(index).update(id, { [`f${index}`]: 1 }))
      const [rotated, ...settled] = await Promise.allSettled([rotating, ...updates])
      if (rotated.status === 'rejected') throw rotated.reason
      const data = (await nodes[0].read(rotated.value.id))?.data
      settled.forEach((outcome, index) => {
        expect(data?.[`f${index}`]).toBe(outcome.status === 'fulfilled' ? 1 : undefined)
        if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'SESSION_ENDED' })
      })
      expect(await nodes[0].read(id)).toBeUndefined()
    }
  })

  it('what is created while all are revoked is ended and counted, or lives and is listed', async () => {
    for (let round = 0; round < REPETITIONS; round++) {
      const userId = `revoked-${round}`
      const before = await nodes[0].create({ ...person, userId }, TERMS)
      const creating = Array.from({ length: 10 }, (_, index) => nodeOf(index).create({ ...person, userId }, TERMS))
      const revoking = nodes[1].revokeByUser(userId)
      const created = await Promise.all(creating)
      const revoked = await revoking
      const reads = await Promise.all(created.map(({ id }) => nodes[0].read(id)))
      const live = created.filter((_, index) => reads[index] !== undefined).map(({ handle }) => handle)
      expect(revoked + live.length).toBe(11)
      expect(await nodes[0].read(before.id)).toBeUndefined()
      expect((await nodes[0].listByUser(userId)).map(({ handle }) => handle).sort()).toEqual(live.sort())
    }
  })

  it('concurrent sign-ins with one cookie during its sign-out end no other session', async () => {
    for (let round = 0; round < REPETITIONS; round++) {
      const userId = `again-${round}`
      const terms = { ...TERMS, maxPerUser: 10 }
      const others = await Promise.all([0, 1, 2].map((index) => nodeOf(index).create({ ...person, userId }, terms)))
      const former = await nodes[0].create({ ...person, userId }, terms)
      const again = (index: number) => nodeOf(index).create({ ...person, userId }, { ...terms, replaces: former.id })
      const [, ...made] = await Promise.all([nodes[1].delete(former.id), ...[0, 1, 2, 3, 4, 5, 6].map(again)])
      const listed = (await nodes[0].listByUser(userId)).map(({ handle }) => handle)
      expect(listed.sort()).toEqual([...others, ...made].map(({ handle }) => handle).sort())
      expect(await nodes[1].read(former.id)).toBeUndefined()
    }
  })

  it('no more sessions live than a user may have', async () => {
    const create = (index: number) => nodeOf(index).create({ ...person, userId: 'many' }, { ...TERMS, maxPerUser: 3 })
    await Promise.all(Array.from({ length: WRITERS }, (_, index) => create(index)))
    expect(await nodes[0].listByUser('many')).toHaveLength(3)
    expect((await nodes[0].stats()).sessions).toBe((await liveKeys()).length)
  })
})

async function liveKeys(): Promise<readonly string[]> {
  return JSON.parse(await fixture.server.cli('KEYS', 'run-1:*session:*')) as string[]
}
