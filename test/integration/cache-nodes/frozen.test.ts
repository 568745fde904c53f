import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { type App, createApp } from '../../../src/index.js'
import { ManualClock } from '../../support/manual-clock.js'
import { RecordingLogger } from '../../support/recording-logger.js'
import { RedisServer } from '../../support/redis-server.js'
import { storesAgain } from './get-or-set-load.js'

/** The default deadline of the cache. */
const DEADLINE_MS = 250

let server: RedisServer
let app: App
let other: App
/** What they take of real time is in the benchmark of the cache. Here time stands still until the test moves it. */
const [clock, otherClock] = [new ManualClock(), new ManualClock()]

beforeAll(async () => {
  server = await RedisServer.start()
  // Everything as it is by default.
  const logger = new RecordingLogger()
  app = await createApp({ redis: { url: server.url } }, { logger, clock })
  other = await createApp({ redis: { url: server.url } }, { logger, clock: otherClock })
  await Promise.all([app.ready, other.ready])
})

afterAll(async () => {
  server.thaw()
  await app.close()
  await other.close()
  await server.stop()
})

beforeEach(async () => {
  await storesAgain(app, clock)
  await storesAgain(other, otherClock)
})

/** After all answers: one of the same moment as a question would count as its own. */
async function freeze(): Promise<void> {
  await clock.advance(1)
  server.freeze()
}

/** Waits until the deadline, and no longer. Resolves to how many of the calls were over before it. */
async function afterDeadline(calls: readonly Promise<unknown>[]): Promise<number> {
  let over = 0
  for (const call of calls) void call.finally(() => over++).catch(() => undefined)
  await clock.advance(DEADLINE_MS - 1)
  const before = over
  await clock.advance(1)
  await Promise.all(calls)
  return before
}

describe('while Redis is frozen, an app with the default settings', () => {
  it.each([{}, { grace: 60 }])(
    'waits for one deadline and then not at all, each time with a value by its loader: %j',
    async (how) => {
      let loads = 0
      const load = () => ++loads
      await freeze()
      expect(await afterDeadline([app.cache.getOrSet('first', load, how)])).toBe(0)
      for (let call = 0; call < 200; call++) {
        // None of them needs time to pass, whatever is tried meanwhile to reach Redis again.
        expect(await app.cache.getOrSet(`later ${call % 3}`, load, how)).toBe(loads)
        await clock.advance(20)
      }
      server.thaw()
      expect(loads).toBe(201)
    },
  )

  it('waits no more with thousands of writes that failed', async () => {
    let loads = 0
    await freeze()
    const first = app.cache.set('w', 1).catch(() => undefined)
    await clock.advance(DEADLINE_MS)
    await first
    for (let key = 0; key < 9000; key++) await app.cache.set(`w${key}`, 1).catch(() => undefined)
    for (let call = 0; call < 200; call++) await app.cache.getOrSet('later', () => ++loads)
    server.thaw()
    expect(loads).toBe(200)
  })

  it('many callers at once wait no longer than one, and share a load', async () => {
    let loads = 0
    await freeze()
    const calls = Array.from({ length: 500 }, () => app.cache.getOrSet('shared', () => ++loads))
    expect(await afterDeadline(calls)).toBe(0)
    server.thaw()
    expect(loads).toBe(1)
  })

  it('serves within the grace what its loader cannot give, and nothing stale once it is back', async () => {
    const options = { ttl: 60, grace: 60 }
    const down = () => Promise.reject(new Error('no source'))
    for (const key of ['kept', 'changed']) await other.cache.set(key, 'old', options)
    for (const key of ['kept', 'changed', 'kept', 'changed']) expect(await app.cache.get(key)).toBe('old')
    await freeze()
    const asked = app.cache.get('anything')
    await clock.advance(DEADLINE_MS)
    await asked
    expect(await app.cache.get('kept')).toBeUndefined()
    expect(await app.cache.getOrSet('kept', down, options)).toBe('old')
    expect(await app.cache.getOrSet('changed', down, options)).toBe('old')
    await expect(app.cache.getOrSet('kept', down)).rejects.toThrow('no source')
    await expect(app.cache.set('kept', 'lost')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    server.thaw()
    await storesAgain(other, otherClock)
    await other.cache.set('changed', 'new')
    await storesAgain(app, clock)
    expect(await app.cache.mget(['kept', 'changed'])).toEqual([undefined, 'new'])
    await expect(app.cache.getOrSet('kept', down, options)).rejects.toThrow('no source')
  })
})
