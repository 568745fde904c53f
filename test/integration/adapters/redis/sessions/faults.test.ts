import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { RedisSessionStore, RequestBudget } from '../../../../../src/adapters/redis/index.js'
import { SystemIds } from '../../../../../src/adapters/system/index.js'
import type { Session } from '../../../../../src/domain/sessions/index.js'
import { type Fault, FaultProxy } from '../../../../support/fault-proxy.js'
import { connectionTo, settingsFor } from '../../../../support/redis/connection-fixture.js'
import { RedisServer } from '../../../../support/redis-server.js'
import { runningTime } from '../../../../support/running-time.js'
import { sessionLoad } from './session-load.js'

const DEADLINE_MS = 400
/** Bounds that only an operation or a connection that hangs exceeds; how exact the deadline is, unit tests say. */
const LONGEST_MS = 20 * DEADLINE_MS
const RECOVERY_MS = 30_000
/** Longer than an attempt to reconnect may take. */
const OUTAGE_MS = 1200
const TERMS = { idleMs: 600_000, absoluteMs: 6_000_000 }
const person = { userId: 'u1', email: 'u1@example.org', role: 'viewer' }
const decoy = { ...person, userId: 'u2' }

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
let store: RedisSessionStore
/** For operations that meet no fault: a busy machine must not look like one. */
let patient: RedisSessionStore
const table: string[] = []

beforeAll(async () => {
  server = await RedisServer.start({ appendOnly: true, extra: ['--appendfsync', 'always'] })
  proxy = await FaultProxy.start(server)
  made = connectionTo(settingsFor(`redis://127.0.0.1:${proxy.port}`), { deadlineMs: 250 })
  const { connection, logger } = made
  connection.connect()
  await connection.ready
  store = new RedisSessionStore({ connection, logger, ids: new SystemIds() })
  patient = new RedisSessionStore({ connection, logger, ids: new SystemIds(), deadlineMs: 10_000 })
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
  viaProxy('black hole', { kind: 'black-hole' }, 'OUTCOME_UNKNOWN'),
  viaProxy('latency 0.5 s', { kind: 'latency', ms: 500 }, 'OUTCOME_UNKNOWN'),
  viaProxy('latency 5 s', { kind: 'latency', ms: 5000 }, 'OUTCOME_UNKNOWN'),
  viaProxy('reset mid-reply', { kind: 'reset-mid-reply' }),
  viaProxy('half-close', { kind: 'half-close' }),
  viaProxy('stall mid-reply', { kind: 'stall-mid-reply' }),
  viaProxy('LOADING', { kind: 'answer', error: 'LOADING Redis is loading the dataset in memory' }),
  viaProxy('OOM', { kind: 'answer', error: "OOM command not allowed when used memory > 'maxmemory'." }, 'STORE_FULL'),
  viaProxy('READONLY', { kind: 'answer', error: "READONLY You can't write against a read only replica." }),
  { fault: 'freeze', begin: () => server.freeze(), end: () => server.thaw(), code: 'OUTCOME_UNKNOWN' },
  {
    fault: 'kill -9, restart with AOF',
    begin: () => server.kill(),
    end: () => server.restart(),
    code: 'STORE_UNAVAILABLE',
  },
]

/** Milliseconds until the session is read again. */
async function recovery({ id }: Pick<Session, 'id'>): Promise<number> {
  const startedAt = runningTime()
  for (;;) {
    try {
      if ((await store.read(id)) === undefined) throw new Error('the session was lost')
      return runningTime() - startedAt
    } catch (error) {
      if (runningTime() - startedAt > RECOVERY_MS) throw error
      await delay(5)
    }
  }
}

describe('under load, the session store answers or fails within its deadline', () => {
  it.each(ROWS)('$fault', async ({ fault, begin, end, code }) => {
    const live = await patient.create(person, TERMS)
    const decoys = await Promise.all(Array.from({ length: 20 }, () => patient.create(decoy, TERMS)))
    expect(await sessionLoad(patient, live, decoys, 100)).toMatchObject({ codes: {}, wrong: [] })
    const during = sessionLoad(store, live, decoys, OUTAGE_MS, code)
    await begin()
    const report = await during
    await end()
    const recoveredMs = await recovery(live)
    const errors = Object.entries(report.codes).map(([name, count]) => `${name} ${count}`)
    const { operations, longestMs } = report
    table.push(
      `| ${fault} | ${operations} | ${longestMs.toFixed(0)} | ${recoveredMs.toFixed(0)} | ${errors.join(', ')} |`,
    )
    expect(report.wrong).toEqual([])
    expect(report.codes[code]).toBeGreaterThan(0)
    expect(longestMs).toBeLessThan(LONGEST_MS)
    expect(recoveredMs).toBeLessThan(RECOVERY_MS)
    expect(await sessionLoad(patient, live, decoys, 100)).toMatchObject({ codes: {}, wrong: [] })
  })

  it('reports no session while the server is down, and has all acknowledged ones afterwards', async () => {
    const session = await patient.create(person, TERMS)
    const { id } = session
    await patient.update(id, { acknowledged: 1 })
    server.freeze()
    const calls = {
      read: store.read(id),
      list: store.listByUser('u1'),
      update: store.update(id, { unknown: 1 }),
      delete: store.delete('another'),
    }
    const codes = await Promise.all(Object.values(calls).map((call) => call.then(JSON.stringify, ({ code }) => code)))
    expect(codes).toEqual(['STORE_UNAVAILABLE', 'STORE_UNAVAILABLE', 'OUTCOME_UNKNOWN', 'OUTCOME_UNKNOWN'])
    expect(await store.stats()).toEqual({ connected: false, sessions: 0, evictions: 0 })
    server.thaw()
    await recovery(session)
    await server.restart()
    await recovery(session)
    expect((await patient.read(id))?.data.acknowledged).toBe(1)
  })

  it('a session that ended before a crash stays ended', async () => {
    const session = await patient.create(person, TERMS)
    const other = await patient.create(person, TERMS)
    expect(await patient.delete(session.id)).toBe(true)
    const rotated = await patient.rotate(other.id)
    await server.restart()
    await recovery(rotated)
    expect(await patient.read(session.id)).toBeUndefined()
    expect(await patient.read(other.id)).toBeUndefined()
  })

  it('keeps to what is left of the time of a request', async () => {
    const { connection, logger, clock } = made
    let budget: RequestBudget | undefined = new RequestBudget(clock, 150)
    // Only the time of the request ends an operation that gets no answer.
    const ids = new SystemIds()
    const hurried = new RedisSessionStore({ connection, logger, ids, deadlineMs: 600_000, budget: () => budget })
    const { id } = await patient.create(person, TERMS)
    proxy.fault({ kind: 'black-hole' })
    await expect(hurried.read(id)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    const leftMs = budget.remainingMs()
    proxy.clear()
    // A timer of whole milliseconds may be early by a little more than one.
    expect(leftMs).toBeLessThan(5)
    budget = undefined
    await recovery({ id })
    budget = new RequestBudget(clock, 0)
    await expect(hurried.read(id)).rejects.toMatchObject({ details: { reason: 'budget' } })
  })

  it('a server that lost the scripts gets them again', async () => {
    const session = await patient.create(person, TERMS)
    await server.cli('SCRIPT', 'FLUSH')
    expect(await patient.read(session.id)).toEqual(session)
    await server.cli('SCRIPT', 'FLUSH')
    const [updated] = await Promise.all([patient.update(session.id, { a: 1 }), patient.touch(session.id)])
    expect(await patient.read(session.id)).toEqual(updated)
  })
})
