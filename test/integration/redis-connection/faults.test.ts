import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { FaultProxy } from '../../support/fault-proxy.js'
import { RedisServer } from '../../support/redis-server.js'
import { connectionTo, settingsFor } from './connection-fixture.js'
import { FAULT_ROWS } from './fault-rows.js'
import { type LoadReport, load, recovery } from './load.js'

const DEADLINE_MS = 250
/** Beside this process's own lateness, which is measured. */
const LONGEST_MS = DEADLINE_MS + 100
const RECOVERY_MS = 2000
const OUTAGE_MS = 1500

/** Of what meets no fault: a machine that is busy with other tests is none. */
const PATIENT = { deadlineMs: 10_000 }

let server: RedisServer
let proxy: FaultProxy
let made: ReturnType<typeof connectionTo>
const table: string[] = []

beforeAll(async () => {
  server = await RedisServer.start({ appendOnly: true })
  proxy = await FaultProxy.start(server)
  made = connectionTo(settingsFor(`redis://127.0.0.1:${proxy.port}`), { deadlineMs: 250 })
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

describe('under load, the connection answers or fails within its deadline', () => {
  it.each(FAULT_ROWS)('$fault', async ({ fault, begin, end, code }) => {
    const { connection } = made
    expect(await load(connection, 100, PATIENT)).toMatchObject({ codes: {}, strange: [] })
    const during = load(connection, OUTAGE_MS)
    await begin({ server, proxy })
    const report = await during
    await end({ server, proxy })
    const recoveredMs = await recovery(connection, RECOVERY_MS)
    table.push(rowOf(fault, report, recoveredMs))
    expect(report.strange).toEqual([])
    expect(report.codes[code]).toBeGreaterThan(0)
    expect(report.longestMs - report.ownLatenessMs).toBeLessThan(LONGEST_MS)
    expect(recoveredMs).toBeLessThan(RECOVERY_MS)
    expect(await load(connection, 100, PATIENT)).toMatchObject({ codes: {}, strange: [] })
    expect(connection.counters.inFlight).toBe(0)
  })
})

function rowOf(fault: string, { operations, longestMs, codes }: LoadReport, recoveredMs: number): string {
  const errors = Object.entries(codes).map(([code, count]) => `${code} ${count}`)
  return `| ${fault} | ${operations} | ${longestMs.toFixed(0)} | ${recoveredMs.toFixed(0)} | ${errors.join(', ')} |`
}
