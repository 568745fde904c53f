import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { ThrottledProxy } from '../../support/redis/throttled-proxy.js'
import { RedisServer } from '../../support/redis-server.js'
import { redisCacheAt } from './redis-cache-fixture.js'

/** What is stored takes longer than a deadline on the line; a single answer, a sixth of one. */
const DEADLINE_MS = 1500
const BYTES_PER_SECOND = 2 * 1024 * 1024
const KEYS = Array.from({ length: 80 }, (_, at) => `large ${at}`)

let server: RedisServer
const closing: (() => Promise<void>)[] = []

beforeAll(async () => {
  server = await RedisServer.start()
  const { cache, close } = await redisCacheAt(server.url)
  const writes = KEYS.map((key, at) => ({ key, value: new Uint8Array(40_000).fill(at), ttlMs: 600_000 }))
  await cache.setMany('api', writes)
  await cache.setMany(
    'kb',
    writes.map((write) => ({ ...write, tags: ['all'] })),
  )
  for (const namespace of ['api', 'kb']) await cache.setMany(namespace, [{ key: 'small', value: 1, ttlMs: 600_000 }])
  await cache.invalidateTags('kb', ['another'])
  await close()
})

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

afterAll(() => server.stop())

async function openOverNarrowLine() {
  const line = await ThrottledProxy.start(server, BYTES_PER_SECOND)
  closing.push(() => line.close())
  const opened = await redisCacheAt(`redis://127.0.0.1:${line.port}`, {}, { deadlineMs: DEADLINE_MS })
  closing.push(opened.close)
  return opened
}

describe('a batch that takes longer than the deadline of an operation', () => {
  it.each([
    ['of plain entries', 'api', {}],
    ['of entries with tags, which are all checked', 'kb', {}],
    ['with all that is known of the entries', 'api', { remaining: true, metadata: true }],
  ])('is read as the line gives it, %s, and others have their answers meanwhile', async (_what, namespace, options) => {
    const { cache, connection } = await openOverNarrowLine()
    const startedAt = performance.now()
    const large = cache.getMany(namespace, KEYS, options)
    let isOver = false
    void large.finally(() => {
      isOver = true
    })
    for (let other = 0; !isOver; other++) {
      await connection.run((client) => client.ping())
      await cache.getMany('content', [`other ${other}`])
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    const hits = await large
    expect(performance.now() - startedAt).toBeGreaterThan(DEADLINE_MS)
    expect(hits.map((hit) => (hit?.value as Uint8Array | undefined)?.[39_999])).toEqual(KEYS.map((_, at) => at))
    expect(connection.counters).toMatchObject({
      deadlinesExceeded: 0,
      recycled: 0,
      reconnects: 0,
      breakerOpen: false,
    })
  })

  it('does not delay small reads of the same turn', async () => {
    const { cache, connection } = await openOverNarrowLine()
    const arrived: string[] = []
    const small = cache.getMany('api', ['small']).then((hits) => arrived.push(`small ${hits[0]?.value}`))
    const large = cache.getMany('api', KEYS).then(() => arrived.push('large'))
    await Promise.all([small, large])
    expect(arrived).toEqual(['small 1', 'large'])
    expect(connection.counters).toMatchObject({ deadlinesExceeded: 0 })
  })
})
