import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { RedisServer } from '../../support/redis-server.js'
import { connectionTo, settingsFor } from './connection-fixture.js'

let server: RedisServer
const closing: (() => Promise<void> | void)[] = []

beforeEach(async () => {
  server = await RedisServer.start()
})

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
  await server.stop()
})

async function connect(limits: Parameters<typeof connectionTo>[1] = {}) {
  const { connection } = connectionTo(settingsFor(server.url), limits)
  closing.push(() => connection.close(500))
  connection.connect()
  await connection.ready
  return connection
}

type Connection = Awaited<ReturnType<typeof connect>>

function sets(connection: Connection, count: number): Promise<PromiseSettledResult<unknown>[]> {
  const set = (at: number) => connection.run((client) => client.set(`key ${at}`, '1'), { write: true })
  return Promise.allSettled(Array.from({ length: count }, (_, at) => set(at)))
}

/** How often which reason was given, `sent` for what was sent and not answered. */
function reasons(outcomes: readonly PromiseSettledResult<unknown>[]): { [reason: string]: number } {
  const counts: { [reason: string]: number } = {}
  for (const outcome of outcomes) {
    const reason = outcome.status === 'fulfilled' ? 'done' : (outcome.reason.details?.reason ?? 'sent')
    counts[reason] = (counts[reason] ?? 0) + 1
  }
  return counts
}

describe('more operations than may be under way', () => {
  it('are all carried out, one after another, while the connection works', async () => {
    const connection = await connect()
    expect(reasons(await sets(connection, 5000))).toEqual({ done: 5000 })
    expect(await server.cli('DBSIZE')).toBe('5000')
    expect(connection.counters).toMatchObject({ inFlight: 0, turnedAway: 0, deadlinesExceeded: 0 })
  })

  it('are turned away beyond the bound, and carried out up to it', async () => {
    const connection = await connect({ maxInFlight: 10, maxWaiting: 20 })
    expect(reasons(await sets(connection, 100))).toEqual({ done: 30, 'in flight': 70 })
    expect(connection.counters.turnedAway).toBe(70)
    while (connection.counters.inFlight > 0) await new Promise(setImmediate)
    expect(reasons(await sets(connection, 30))).toEqual({ done: 30 })
  })

  it('are let go together as soon as the connection is known to be mute', async () => {
    const connection = await connect({ maxInFlight: 10 })
    server.freeze()
    closing.push(() => server.thaw())
    const first = connection.run((client) => client.ping(), { deadlineMs: 300 })
    const begun = performance.now()
    const outcomes = sets(connection, 1000)
    await expect(first).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    expect(reasons(await outcomes)).toEqual({ sent: 9, 'failing fast': 991 })
    // Not for their own deadline, which is 10 s.
    expect(performance.now() - begun).toBeLessThan(5000)
  })

  it('wait no longer than their own deadline, and were not sent then', async () => {
    const connection = await connect({ maxInFlight: 1, breakerThreshold: 100 })
    server.freeze()
    closing.push(() => server.thaw())
    const first = connection.run((client) => client.ping())
    const late = connection.run((client) => client.set('late', '1'), { write: true, deadlineMs: 150 })
    await expect(late).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', details: { reason: 'in flight' } })
    server.thaw()
    expect(await first).toBe('PONG')
    expect(await connection.run((client) => client.get('late'))).toBeNull()
    expect(connection.counters).toMatchObject({ turnedAway: 1 })
  })

  it('are not kept where there is no connection, nor by closing', async () => {
    const connection = await connect({ maxInFlight: 1 })
    const outcomes = sets(connection, 3)
    await connection.close(1000)
    const closed = await outcomes
    expect(closed[0]).toMatchObject({ status: 'fulfilled' })
    for (const one of closed.slice(1)) expect(one).toMatchObject({ reason: { code: 'APP_CLOSED' } })

    const second = await connect({ maxInFlight: 1 })
    await server.kill()
    while (second.state === 'ready') await new Promise((resolve) => setTimeout(resolve, 1))
    const waiting = second.run((client) => client.ping(), { deadlineMs: 100 })
    await expect(second.run((client) => client.ping())).rejects.toMatchObject({ details: { reason: 'in flight' } })
    await expect(waiting).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
  })
})
