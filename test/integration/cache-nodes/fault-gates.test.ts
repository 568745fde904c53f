import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type App, createApp } from '../../../src/index.js'
import { FaultProxy } from '../../support/fault-proxy.js'
import { ManualClock } from '../../support/manual-clock.js'
import { RecordingLogger } from '../../support/recording-logger.js'
import { FAULT_ROWS } from '../../support/redis/redis-faults.js'
import { RedisServer } from '../../support/redis-server.js'
import { loadThrough, storesAgain } from './get-or-set-load.js'

/** The default deadline of the cache. */
const DEADLINE_MS = 250
const STEP_MS = 25
/** Six deadlines, and several attempts to reconnect. */
const OUTAGE = Array.from({ length: 60 }, () => STEP_MS)
/** Time stands still: a slow machine is no fault. */
const CALM = [0, 0, 0, 0, 0]

let server: RedisServer
let proxy: FaultProxy
let app: App
const clock = new ManualClock()

beforeAll(async () => {
  server = await RedisServer.start({ appendOnly: true })
  proxy = await FaultProxy.start(server)
  const redis = { url: `redis://127.0.0.1:${proxy.port}`, retryDelayMs: 100 }
  app = await createApp({ redis }, { logger: new RecordingLogger(), clock })
  await app.ready
})

afterAll(async () => {
  await app.close()
  await proxy.close()
  await server.stop()
})

describe('getOrSet of an app under load never rejects, waits for Redis once, and shares its loads', () => {
  it.each(FAULT_ROWS)('$fault', async ({ begin, end }) => {
    await storesAgain(app, clock)
    expect(await loadThrough(app, clock, CALM)).toMatchObject({ strange: [], notShared: [] })
    // An answer is before a question, and not of the same moment.
    await clock.advance(1)
    const during = loadThrough(app, clock, OUTAGE)
    await begin({ server, proxy })
    const { longestMs, notShared, strange } = await during
    await end({ server, proxy })
    await storesAgain(app, clock)
    expect(strange).toEqual([])
    expect(notShared).toEqual([])
    // To the end of the step in which the deadline falls.
    expect(longestMs).toBeLessThanOrEqual(DEADLINE_MS + STEP_MS)
    expect(await loadThrough(app, clock, CALM)).toMatchObject({ strange: [], notShared: [] })
  })
})
