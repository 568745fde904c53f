import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { FaultProxy } from '../../support/fault-proxy.js'
import { connectionTo, settingsFor } from '../../support/redis/connection-fixture.js'
import { FAULT_ROWS } from '../../support/redis/redis-faults.js'
import { type LoadReport, load, recovery } from '../../support/redis/redis-load.js'
import { RedisServer } from '../../support/redis-server.js'

const DEADLINE_MS = 250
/** Limits for operations and connections that hang. Unit tests check the exact deadline. */
const MAX_WAIT_MS = 20 * DEADLINE_MS
const RECOVERY_MS = 30_000
/** Longer than the deadline of an attempt to reconnect. */
const OUTAGE_MS = 1200

/** For operations without a fault, on a busy machine. */
const PATIENT = { deadlineMs: 10_000 }

let server: RedisServer
let proxy: FaultProxy
let made: ReturnType<typeof connectionTo>
const table: string[] = []

beforeAll(async () => {
  server = await RedisServer.start({ appendOnly: true })
  proxy = await FaultProxy.start(server)
  made = connectionTo(settingsFor(`redis://127.0.0.1:${proxy.port}`), { deadlineMs: DEADLINE_MS })
  made.connection.connect()
  await made.connection.ready
})

afterAll(async () => {
  await made.connection.close(500)
  await proxy.close()
  await server.stop()
  const head = '| fault | operations | longest wait ms | recovered after ms | errors |\n|---|---|---|---|---|'
  process.stdout.write(`\n${head}\n${table.join('\n')}\n`)
})

describe('operations under load settle within their deadline', () => {
  it.each(FAULT_ROWS)('$fault', async ({ fault, begin, end, code }) => {
    const { connection } = made
    expect(await load(connection, 100, PATIENT)).toMatchObject({ codes: {}, unexpected: [] })
    const during = load(connection, OUTAGE_MS, {}, code)
    await begin({ server, proxy })
    const report = await during
    await end({ server, proxy })
    const recoveredMs = await recovery(connection, RECOVERY_MS)
    table.push(rowOf(fault, report, recoveredMs))
    expect(report.unexpected).toEqual([])
    expect(report.codes[code]).toBeGreaterThan(0)
    expect(report.longestMs).toBeLessThan(MAX_WAIT_MS)
    expect(recoveredMs).toBeLessThan(RECOVERY_MS)
    expect(await load(connection, 100, PATIENT)).toMatchObject({ codes: {}, unexpected: [] })
    expect(connection.counters.inFlight).toBe(0)
  })
})

function rowOf(fault: string, { operations, longestMs, codes }: LoadReport, recoveredMs: number): string {
  const errors = Object.entries(codes).map(([code, count]) => `${code} ${count}`)
  return `| ${fault} | ${operations} | ${longestMs.toFixed(0)} | ${recoveredMs.toFixed(0)} | ${errors.join(', ')} |`
}
