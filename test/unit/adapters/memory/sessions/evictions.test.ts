import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { afterEach, describe, expect, it } from '@jest/globals'
import type { SessionEvictionEvent } from '../../../../../src/ports/index.js'
import { RecordingLogger } from '../../../../support/recording-logger.js'
import { person, sessionFixture } from '../../../../support/sessions/lru-store-fixture.js'

const CHANNEL = 'curriculum-generator:sessions:eviction'

const events: SessionEvictionEvent[] = []
const onEviction = (message: unknown): void => void events.push(message as SessionEvictionEvent)

afterEach(() => {
  unsubscribe(CHANNEL, onEviction)
  events.length = 0
})

function fullStore(maxSessions: number) {
  subscribe(CHANNEL, onEviction)
  const logger = new RecordingLogger()
  return { logger, ...sessionFixture({ limits: { maxSessions }, logger }) }
}

describe('LruSessionStore, law "evictions are reported"', () => {
  it('each evicted live session is published on the channel, with its handle and without its id', async () => {
    const { store, create } = fullStore(2)
    const [a, b, c] = [await create(person('a')), await create(person('b')), await create(person('c'))]
    await store.read(b.id)
    await create(person('d'))
    expect(events).toEqual([
      { userId: 'a', handle: a.handle, lastActivity: a.data.lastActivity },
      { userId: 'c', handle: c.handle, lastActivity: c.data.lastActivity },
    ])
  })

  it('the log has a warning at once, then one a minute with how many there were', async () => {
    const { logger, clock, create } = fullStore(1)
    const begin = () => create(person(), { idleMs: 1e6, absoluteMs: 1e6 })
    await begin()
    expect(logger.lines).toEqual([])
    for (let count = 0; count < 5; count++) await begin()
    expect(logger.lines).toMatchObject([{ level: 'warn', fields: { dropped: 1, total: 1 } }])
    expect(logger.lines[0]?.message).toMatch(/signed out.*maxSessions.*REDIS_URL/)
    await clock.advance(59_999)
    await begin()
    expect(logger.lines).toHaveLength(1)
    await clock.advance(1)
    await begin()
    expect(logger.lines[1]).toMatchObject({ level: 'warn', fields: { dropped: 6, total: 7 } })
    expect(logger.lines).toHaveLength(2)
  })

  it('what ended otherwise is no eviction', async () => {
    const { logger, clock, store, create } = fullStore(2)
    const former = await create(person('a'), { idleMs: 10 })
    await clock.advance(10)
    await create(person('a'))
    await create(person('a'), { replaces: former.id, maxPerUser: 1 })
    const { id } = await create(person('b'))
    await create(person('b'), { replaces: id })
    await store.rotate((await create(person('b'), { maxPerUser: 1 })).id)
    await store.revokeByUser('b')
    await store.close()
    expect([events, logger.lines]).toEqual([[], []])
    expect((await store.stats()).evictions).toBe(0)
  })

  it('an update that needs the space of others evicts and reports them too', async () => {
    subscribe(CHANNEL, onEviction)
    const { store, create } = sessionFixture({ limits: { maxBytes: 10_000 } })
    const [a, b] = [await create(person('a')), await create(person('b'))]
    await store.update(b.id, { bag: 'x'.repeat(8000) })
    expect(events.map(({ handle }) => handle)).toEqual([a.handle])
  })
})
