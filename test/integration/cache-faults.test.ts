import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type App, createApp } from '../../src/index.js'
import type { CacheErrorEvent } from '../../src/ports/index.js'
import { FaultProxy } from '../support/fault-proxy.js'
import { RecordingLogger } from '../support/recording-logger.js'
import { RedisServer } from '../support/redis-server.js'
import { type CacheLoadReport, cacheRecovery, loadCache } from './cache-load.js'
import { FAULT_ROWS } from './redis-connection/fault-rows.js'

/** The deadline of the cache, and what may come on top of it beside this process's own lateness. */
const LONGEST_MS = 250 + 100
const RECOVERY_MS = 2000
const OUTAGE_MS = 1200

let server: RedisServer
let proxy: FaultProxy
let app: App
const events: CacheErrorEvent[] = []
const onError = (message: unknown): void => void events.push(message as CacheErrorEvent)
const table: string[] = []

beforeAll(async () => {
  server = await RedisServer.start({ appendOnly: true })
  proxy = await FaultProxy.start(server)
  const redis = { url: `redis://127.0.0.1:${proxy.port}`, retryDelayMs: 100 }
  app = await createApp({ redis, cache: { mode: 'redis' } }, { logger: new RecordingLogger() })
  await app.ready
  subscribe('curriculum-generator:cache:error', onError)
})

afterAll(async () => {
  unsubscribe('curriculum-generator:cache:error', onError)
  await app.close()
  await proxy.close()
  await server.stop()
  const head =
    '| fault | longest wait ms | recovered after ms | hits | misses | refused writes |\n|---|---|---|---|---|---|'
  process.stdout.write(`\n${head}\n${table.join('\n')}\n`)
})

/** A load that meets no fault. What a machine that is busy with other tests makes late is tried again, not for ever. */
async function loadWithoutFault(app: App): Promise<CacheLoadReport> {
  for (let attempt = 1; ; attempt++) {
    const report = await loadCache(app, 100)
    if (attempt === 10 || (report.misses === 0 && Object.keys(report.codes).length === 0)) return report
    await cacheRecovery(app, RECOVERY_MS)
  }
}

describe('the cache of an app under load: reads never reject and never wait, writes say what became of them', () => {
  it.each(FAULT_ROWS)('$fault', async ({ fault, begin, end, code }) => {
    await cacheRecovery(app, RECOVERY_MS)
    expect(await loadWithoutFault(app)).toMatchObject({ codes: {}, strange: [], misses: 0 })
    const before = await app.cache.getStats()
    events.length = 0
    const during = loadCache(app, OUTAGE_MS)
    await begin({ server, proxy })
    const report = await during
    const stats = await app.cache.getStats()
    await end({ server, proxy })
    const recoveredMs = await cacheRecovery(app, RECOVERY_MS)
    table.push(rowOf(fault, report, recoveredMs))

    expect(report.strange).toEqual([])
    expect(report.longestMs - report.ownLatenessMs).toBeLessThan(LONGEST_MS)
    expect(report.codes[code]).toBeGreaterThan(0)
    // Nothing was deleted: a miss is a read that the store failed, and is counted and told as one.
    expect(report.misses).toBeGreaterThan(0)
    expect(stats.errors - before.errors).toBe(report.misses)
    expect(stats.misses).toBe(before.misses)
    expect(events.filter(({ outcome }) => outcome === 'miss').flatMap(({ keys }) => keys)).toHaveLength(report.misses)
    expect(stats.connected).toBe(false)
    expect(recoveredMs).toBeLessThan(RECOVERY_MS)
    expect(await loadWithoutFault(app)).toMatchObject({ codes: {}, strange: [], misses: 0 })
  })
})

function rowOf(fault: string, { longestMs, hits, misses, codes }: CacheLoadReport, recoveredMs: number): string {
  const refused = Object.entries(codes).map(([code, count]) => `${code} ${count}`)
  const numbers = [longestMs.toFixed(0), recoveredMs.toFixed(0), hits, misses]
  return `| ${fault} | ${numbers.join(' | ')} | ${refused.join(', ')} |`
}
