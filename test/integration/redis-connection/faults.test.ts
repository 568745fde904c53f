import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type Fault, FaultProxy } from '../../support/fault-proxy.js'
import { RedisServer } from '../../support/redis-server.js'
import { connectionTo, settingsFor } from './connection-fixture.js'
import { type LoadReport, load, recovery } from './load.js'

const DEADLINE_MS = 250
/** Beside this process's own lateness, which is measured. */
const LONGEST_MS = DEADLINE_MS + 100
const RECOVERY_MS = 2000
const OUTAGE_MS = 1500

interface Row {
  readonly fault: string
  readonly begin: () => Promise<void> | void
  readonly end: () => Promise<void> | void
  /** A code that must come. */
  readonly code: string
}

let server: RedisServer
let proxy: FaultProxy
let made: ReturnType<typeof connectionTo>
const table: string[] = []

beforeAll(async () => {
  server = await RedisServer.start({ appendOnly: true })
  proxy = await FaultProxy.start(server)
  made = connectionTo(settingsFor(`redis://127.0.0.1:${proxy.port}`))
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

function viaProxy(name: string, fault: Fault, code = 'STORE_UNAVAILABLE'): Row {
  return { fault: name, begin: () => proxy.fault(fault), end: () => proxy.clear(), code }
}

const ROWS: readonly Row[] = [
  viaProxy('refuse', { kind: 'refuse' }),
  viaProxy('black hole', { kind: 'black-hole' }),
  viaProxy('latency 0.5 s', { kind: 'latency', ms: 500 }),
  viaProxy('latency 5 s', { kind: 'latency', ms: 5000 }),
  viaProxy('reset mid-reply', { kind: 'reset-mid-reply' }),
  viaProxy('half-close', { kind: 'half-close' }),
  viaProxy('stall mid-reply', { kind: 'stall-mid-reply' }),
  viaProxy('LOADING', { kind: 'answer', error: 'LOADING Redis is loading the dataset in memory' }),
  viaProxy('OOM', { kind: 'answer', error: "OOM command not allowed when used memory > 'maxmemory'." }, 'STORE_FULL'),
  viaProxy('READONLY', { kind: 'answer', error: "READONLY You can't write against a read only replica." }),
  { fault: 'freeze', begin: () => server.freeze(), end: () => server.thaw(), code: 'STORE_UNAVAILABLE' },
  {
    fault: 'kill -9, restart with AOF',
    begin: () => server.kill(),
    end: () => server.restart(),
    code: 'STORE_UNAVAILABLE',
  },
]

describe('under load, the connection answers or fails within its deadline', () => {
  it.each(ROWS)('$fault', async ({ fault, begin, end, code }) => {
    const { connection } = made
    expect(await load(connection, 100)).toMatchObject({ codes: {}, strange: [] })
    const during = load(connection, OUTAGE_MS)
    await begin()
    const report = await during
    await end()
    const recoveredMs = await recovery(connection, RECOVERY_MS)
    table.push(rowOf(fault, report, recoveredMs))
    expect(report.strange).toEqual([])
    expect(report.codes[code]).toBeGreaterThan(0)
    expect(report.longestMs - report.ownLatenessMs).toBeLessThan(LONGEST_MS)
    expect(recoveredMs).toBeLessThan(RECOVERY_MS)
    expect(await load(connection, 100)).toMatchObject({ codes: {}, strange: [] })
    expect(connection.counters.inFlight).toBe(0)
  })
})

function rowOf(fault: string, { operations, longestMs, codes }: LoadReport, recoveredMs: number): string {
  const errors = Object.entries(codes).map(([code, count]) => `${code} ${count}`)
  return `| ${fault} | ${operations} | ${longestMs.toFixed(0)} | ${recoveredMs.toFixed(0)} | ${errors.join(', ')} |`
}
