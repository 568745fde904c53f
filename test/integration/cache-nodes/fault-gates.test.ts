import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type App, createApp } from '../../../src/index.js'
import { FaultProxy } from '../../support/fault-proxy.js'
import { RecordingLogger } from '../../support/recording-logger.js'
import { RedisServer } from '../../support/redis-server.js'
import { FAULT_ROWS } from '../redis-connection/fault-rows.js'
import { loadThrough, storesAgain } from './get-or-set-load.js'

/** The deadline of the cache, and what may come on top of it beside this process's own lateness. */
const LONGEST_MS = 250 + 100
const RECOVERY_MS = 2000
const OUTAGE_MS = 1200

let server: RedisServer
let proxy: FaultProxy
let app: App
const table: string[] = []

beforeAll(async () => {
  server = await RedisServer.start({ appendOnly: true })
  proxy = await FaultProxy.start(server)
  const redis = { url: `redis://127.0.0.1:${proxy.port}`, retryDelayMs: 100 }
  app = await createApp({ redis }, { logger: new RecordingLogger() })
  await app.ready
})

afterAll(async () => {
  await app.close()
  await proxy.close()
  await server.stop()
  const head = '| fault | calls | longest wait ms | loads | stores again after ms |\n|---|---|---|---|---|'
  process.stdout.write(`\n${head}\n${table.join('\n')}\n`)
})

describe('getOrSet of an app under load never rejects, waits for Redis once, and shares its loads', () => {
  it.each(FAULT_ROWS)('$fault', async ({ fault, begin, end }) => {
    await storesAgain(app, RECOVERY_MS)
    expect(await loadThrough(app, 100)).toMatchObject({ strange: [], notShared: [] })
    const during = loadThrough(app, OUTAGE_MS)
    await begin({ server, proxy })
    const { calls, longestMs, ownLatenessMs, loads, notShared, strange } = await during
    await end({ server, proxy })
    const recoveredMs = await storesAgain(app, RECOVERY_MS)
    table.push(`| ${fault} | ${calls} | ${longestMs.toFixed(0)} | ${loads} | ${recoveredMs.toFixed(0)} |`)
    expect(strange).toEqual([])
    expect(notShared).toEqual([])
    expect(longestMs - ownLatenessMs).toBeLessThan(LONGEST_MS)
    expect(await loadThrough(app, 100)).toMatchObject({ strange: [], notShared: [] })
  })
})
