import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type App, createApp } from '../../src/index.js'
import type { CacheErrorEvent } from '../../src/ports/index.js'
import { FaultProxy } from '../support/fault-proxy.js'
import { ManualClock } from '../support/manual-clock.js'
import { RecordingLogger } from '../support/recording-logger.js'
import { FAULT_ROWS } from '../support/redis/redis-faults.js'
import { RedisServer } from '../support/redis-server.js'
import { cacheRecovery, loadCache, settledBy } from './cache-load.js'

/** The default deadline of the cache. */
const DEADLINE_MS = 250
const STEP_MS = 25
/** Six deadlines, and several attempts to reconnect. */
const OUTAGE = Array.from({ length: 60 }, () => STEP_MS)
/** Time stands still: a slow machine is no fault. */
const CALM = [0, 0, 0, 0, 0, 0, 0, 0]

let server: RedisServer
let proxy: FaultProxy
let app: App
const events: CacheErrorEvent[] = []
const onError = (message: unknown): void => void events.push(message as CacheErrorEvent)
const clock = new ManualClock()

beforeAll(async () => {
  server = await RedisServer.start({ appendOnly: true })
  proxy = await FaultProxy.start(server)
  const redis = { url: `redis://127.0.0.1:${proxy.port}`, retryDelayMs: 100 }
  app = await createApp({ redis, cache: { mode: 'redis' } }, { logger: new RecordingLogger(), clock })
  await app.ready
  subscribe('curriculum-generator:cache:error', onError)
})

afterAll(async () => {
  unsubscribe('curriculum-generator:cache:error', onError)
  await app.close()
  await proxy.close()
  await server.stop()
})

describe('the cache of an app under load: reads never reject, no call exceeds the deadline, writes report their outcome', () => {
  it.each(FAULT_ROWS)('$fault', async ({ begin, end, code }) => {
    await cacheRecovery(app, clock)
    expect(await loadCache(app, clock, CALM)).toMatchObject({ codes: {}, strange: [], misses: 0 })
    const before = await app.cache.getStats()
    events.length = 0
    // An answer is before a question, and not of the same moment.
    await clock.advance(1)
    const during = loadCache(app, clock, OUTAGE)
    await begin({ server, proxy })
    const report = await during
    const stats = await settledBy(clock, STEP_MS, app.cache.getStats())
    await end({ server, proxy })
    await cacheRecovery(app, clock)

    expect(report.strange).toEqual([])
    // To the end of the step in which the deadline falls.
    expect(report.longestMs).toBeLessThanOrEqual(DEADLINE_MS + STEP_MS)
    expect(report.codes[code]).toBeGreaterThan(0)
    // Nothing was deleted: a miss means that the store failed the read, and is counted and reported as such.
    expect(report.misses).toBeGreaterThan(0)
    expect(stats.errors - before.errors).toBe(report.misses)
    expect(stats.misses).toBe(before.misses)
    expect(events.filter(({ outcome }) => outcome === 'miss').flatMap(({ keys }) => keys)).toHaveLength(report.misses)
    expect(stats.connected).toBe(false)
    expect(await loadCache(app, clock, CALM)).toMatchObject({ codes: {}, strange: [], misses: 0 })
  })
})
