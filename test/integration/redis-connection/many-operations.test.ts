import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { ManualClock } from '../../support/manual-clock.js'
import { connectionTo, settingsFor } from '../../support/redis/connection-fixture.js'
import { RedisServer } from '../../support/redis-server.js'

let server: RedisServer
let clock: ManualClock
const closing: (() => Promise<void> | void)[] = []

beforeAll(async () => {
  server = await RedisServer.start()
})

beforeEach(async () => {
  clock = new ManualClock()
  await server.cli('FLUSHALL')
})

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

afterAll(() => server.stop())

/** A connection on a clock that the test moves. */
async function connect(limits: Parameters<typeof connectionTo>[1] = {}) {
  const { connection } = connectionTo(settingsFor(server.url), limits, clock)
  closing.push(async () => {
    const closed = connection.close(500)
    await clock.advance(500)
    await closed
  })
  connection.connect()
  await connection.ready
  // Operations are sent later than the last answer.
  await clock.advance(1)
  return connection
}

function freeze(): void {
  server.freeze()
  closing.push(() => server.thaw())
}

type Connection = Awaited<ReturnType<typeof connect>>

function sets(connection: Connection, count: number): Promise<PromiseSettledResult<unknown>[]> {
  const set = (at: number) => connection.run((client) => client.set(`key ${at}`, '1'), { write: true })
  return Promise.allSettled(Array.from({ length: count }, (_, at) => set(at)))
}

/** The number of outcomes by reason; `sent` for operations that were sent and not answered. */
function reasons(outcomes: readonly PromiseSettledResult<unknown>[]): { [reason: string]: number } {
  const counts: { [reason: string]: number } = {}
  for (const outcome of outcomes) {
    const reason = outcome.status === 'fulfilled' ? 'done' : (outcome.reason.details?.reason ?? 'sent')
    counts[reason] = (counts[reason] ?? 0) + 1
  }
  return counts
}

describe('more operations than may be in flight', () => {
  it('are all executed while the connection works', async () => {
    const connection = await connect()
    expect(reasons(await sets(connection, 5000))).toEqual({ done: 5000 })
    expect(await server.cli('DBSIZE')).toBe('5000')
    expect(connection.counters).toMatchObject({ inFlight: 0, rejected: 0, deadlinesExceeded: 0 })
  })

  it('are rejected beyond the limit of the queue', async () => {
    const connection = await connect({ maxInFlight: 10, maxWaiting: 20 })
    expect(reasons(await sets(connection, 100))).toEqual({ done: 30, 'in flight': 70 })
    expect(connection.counters.rejected).toBe(70)
    while (connection.counters.inFlight > 0) await new Promise(setImmediate)
    expect(reasons(await sets(connection, 30))).toEqual({ done: 30 })
  })

  it('are rejected together when the connection does not answer', async () => {
    const connection = await connect({ maxInFlight: 10 })
    freeze()
    const first = connection.run((client) => client.ping(), { deadlineMs: 300 })
    const rejected = expect(first).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    const outcomes = sets(connection, 1000)
    // The deadline of the first. The clock never reaches the deadline of the others, 10 s.
    await clock.advance(300)
    await rejected
    expect(reasons(await outcomes)).toEqual({ sent: 9, 'failing fast': 991 })
    expect(connection.counters).toMatchObject({ deadlinesExceeded: 1, recycled: 1 })
  })

  it('are rejected at their own deadline, without being sent', async () => {
    const connection = await connect({ maxInFlight: 1, breakerThreshold: 100 })
    freeze()
    const first = connection.run((client) => client.ping())
    const late = connection.run((client) => client.set('late', '1'), { write: true, deadlineMs: 150 })
    const rejected = expect(late).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', details: { reason: 'in flight' } })
    await clock.advance(150)
    await rejected
    server.thaw()
    expect(await first).toBe('PONG')
    expect(await connection.run((client) => client.get('late'))).toBeNull()
    expect(connection.counters).toMatchObject({ rejected: 1 })
  })

  it('are rejected by close', async () => {
    const connection = await connect({ maxInFlight: 1 })
    const outcomes = sets(connection, 3)
    await connection.close(1000)
    const closed = await outcomes
    expect(closed[0]).toMatchObject({ status: 'fulfilled' })
    for (const one of closed.slice(1)) expect(one).toMatchObject({ reason: { code: 'APP_CLOSED' } })
  })

  it('are not queued without a connection', async () => {
    const connection = await connect({ maxInFlight: 1 })
    await server.kill()
    closing.push(() => server.restart())
    while (connection.state === 'ready') await new Promise((resolve) => setTimeout(resolve, 1))
    const waiting = connection.run((client) => client.ping(), { deadlineMs: 100 })
    await expect(connection.run((client) => client.ping())).rejects.toMatchObject({ details: { reason: 'in flight' } })
    const rejected = expect(waiting).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    await clock.advance(100)
    await rejected
  })
})
