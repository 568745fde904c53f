import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import {
  type ConnectionStateChange,
  RequestBudget,
  redisProbe,
  STATE_CHANNEL,
} from '../../../src/adapters/redis/index.js'
import type { Clock } from '../../../src/ports/index.js'
import { FaultProxy } from '../../support/fault-proxy.js'
import { freePort } from '../../support/free-port.js'
import { ManualClock } from '../../support/manual-clock.js'
import { connectionTo, settingsFor } from '../../support/redis/connection-fixture.js'
import { recovery } from '../../support/redis/redis-load.js'
import { RedisServer } from '../../support/redis-server.js'

/** Maximum time of a reconnect, in milliseconds. It takes a tenth of it. */
const RECOVERY_MS = 60_000

const closing: (() => Promise<void> | void)[] = []
let server: RedisServer

beforeAll(async () => {
  server = await RedisServer.start()
})

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

afterAll(() => server.stop())

async function serve(options: Parameters<typeof RedisServer.start>[0] = {}): Promise<RedisServer> {
  const server = await RedisServer.start(options)
  closing.push(() => server.stop())
  return server
}

function freeze(): void {
  server.freeze()
  closing.push(() => server.thaw())
}

async function kill(): Promise<void> {
  await server.kill()
  closing.push(() => server.restart())
}

function connect(
  url: string,
  limits: Parameters<typeof connectionTo>[1] = {},
  input: Parameters<typeof settingsFor>[1] = {},
  clock?: Clock,
) {
  const made = connectionTo(settingsFor(url, input), limits, clock)
  closing.push(() => made.connection.close(300))
  made.connection.connect()
  return made
}

/** An open connection on a clock that the test moves. */
async function connectOnManualClock(limits: Parameters<typeof connectionTo>[1] = {}) {
  const clock = new ManualClock()
  const { connection } = connectionTo(settingsFor(server.url), limits, clock)
  closing.push(async () => {
    const closed = connection.close(300)
    await clock.advance(300)
    await closed
  })
  connection.connect()
  await connection.ready
  // Operations are sent later than the last answer.
  await clock.advance(1)
  return { connection, clock }
}

/** The value or the error. */
function settled(work: Promise<unknown>): Promise<unknown> {
  return work.catch((error: unknown) => error)
}

describe('RedisConnection', () => {
  it('starts without Redis, reports it after its attempts, and works when Redis starts', async () => {
    const port = await freePort()
    const { connection, logger } = connect(`redis://127.0.0.1:${port}`)
    await expect(connection.ready).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining('ECONNREFUSED'),
    })
    expect(connection.state).toBe('reconnecting')
    await serve({ port })
    await recovery(connection, RECOVERY_MS)
    expect(connection.state).toBe('ready')
    expect(logger.messages('warn').filter((message) => message.includes('ECONNREFUSED'))).toHaveLength(1)
  })

  it('publishes every state change once', async () => {
    const changes: string[] = []
    const listen = (message: unknown): void => void changes.push((message as ConnectionStateChange).to)
    subscribe(STATE_CHANNEL, listen)
    closing.push(() => void unsubscribe(STATE_CHANNEL, listen))
    const { connection } = connect(server.url)
    await connection.ready
    await server.restart()
    await recovery(connection, RECOVERY_MS)
    await connection.close(500)
    expect(changes).toEqual(['connecting', 'ready', 'reconnecting', 'ready', 'closed'])
    expect(connection.counters.reconnects).toBe(1)
  })

  it('reports an unanswered write as OUTCOME_UNKNOWN and an unanswered read as STORE_UNAVAILABLE', async () => {
    const { connection, clock } = await connectOnManualClock({ deadlineMs: 250 })
    freeze()
    const outcomes = Promise.all([
      settled(connection.run((client) => client.set('a', '1'), { write: true })),
      settled(connection.run((client) => client.get('a'))),
    ])
    await clock.advance(250)
    const [write, read] = await outcomes
    expect(write).toMatchObject({ code: 'OUTCOME_UNKNOWN' })
    expect(read).toMatchObject({ code: 'STORE_UNAVAILABLE' })
    expect(connection.counters).toMatchObject({ deadlinesExceeded: 1, recycled: 1 })
  })

  it('sends waiting operations on the next connection, within their deadline', async () => {
    const { connection } = connect(server.url, {}, { maxRetries: 1000 })
    await connection.ready
    await kill()
    while (connection.state === 'ready') await new Promise((resolve) => setTimeout(resolve, 1))
    const kept = connection.run((client) => client.set('kept', '1'), { write: true, deadlineMs: RECOVERY_MS })
    await server.restart()
    expect(await kept).toBe('OK')
  })

  it('rejects an operation after `maxRetries` attempts to connect, before its deadline', async () => {
    const { connection } = connect(server.url, {}, { maxRetries: 2, retryDelayMs: 50 })
    await connection.ready
    await kill()
    while (connection.state === 'ready') await new Promise((resolve) => setTimeout(resolve, 1))
    // The message of the last attempt, not that of the deadline.
    const write = connection.run((client) => client.set('a', '1'), { write: true, deadlineMs: 600_000 })
    await expect(write).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining('ECONNREFUSED'),
    })
  })

  it('fails fast while the circuit breaker is open, and so does its health probe', async () => {
    const { connection, clock } = await connectOnManualClock({ breakerThreshold: 2 })
    freeze()
    const first = [1, 2].map(() => settled(connection.run((client) => client.ping())))
    await clock.advance(10_000)
    await Promise.all(first)
    expect(connection.counters.breakerOpen).toBe(true)
    const failingFast = { code: 'STORE_UNAVAILABLE', details: { reason: 'failing fast' } }
    const probe = redisProbe(connection, 'sessions')
    const { signal } = new AbortController()
    // The clock does not move: an operation that waits would never settle.
    for (let call = 0; call < 9; call++) {
      await expect(connection.run((client) => client.ping())).rejects.toMatchObject(failingFast)
    }
    await expect(probe.check(signal)).rejects.toMatchObject(failingFast)
    server.thaw()
    while (connection.counters.breakerOpen) {
      await clock.advance(5)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    expect(await probe.check(signal)).toEqual({ status: 'healthy' })
  })

  it('rejects operations beyond its limit, and uses the budget of a request', async () => {
    const { connection, clock } = await connectOnManualClock({ maxInFlight: 2, maxWaiting: 0, breakerThreshold: 100 })
    freeze()
    const budget = new RequestBudget(clock, 150)
    const waiting = Promise.all([
      settled(connection.run((client) => client.ping())),
      settled(connection.run((client) => client.ping(), { budget })),
    ])
    await expect(connection.run((client) => client.ping())).rejects.toMatchObject({ details: { reason: 'in flight' } })
    await clock.advance(149)
    expect(connection.counters).toMatchObject({ inFlight: 2, deadlinesExceeded: 0 })
    await clock.advance(1)
    for (const outcome of await waiting) expect(outcome).toMatchObject({ code: 'STORE_UNAVAILABLE' })
    expect(connection.counters.deadlinesExceeded).toBe(1)
    expect(budget.remainingMs()).toBe(0)
    const after = connection.run((client) => client.ping())
    await expect(after).rejects.toMatchObject({ details: { reason: 'failing fast' } })
  })

  it('sends nothing for a request without remaining time', async () => {
    const { connection, clock } = connect(server.url)
    await connection.ready
    const late = connection.run((client) => client.ping(), { budget: new RequestBudget(clock, 0) })
    await expect(late).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', details: { reason: 'budget' } })
  })

  it('keeps a slow connection', async () => {
    const proxy = await FaultProxy.start(server)
    closing.push(() => proxy.close())
    const { connection } = connect(`redis://127.0.0.1:${proxy.port}`)
    await connection.ready
    proxy.fault({ kind: 'latency', ms: 60 })
    for (let round = 0; round < 3; round++) expect(await connection.run((client) => client.ping())).toBe('PONG')
    expect(connection.counters).toMatchObject({ recycled: 0, reconnects: 0 })
  })

  it('closes within its deadline, after the operations in flight, and rejects new ones', async () => {
    const { connection } = connect(server.url)
    await connection.ready
    const last = connection.run((client) => client.set('last', '1'), { write: true })
    await connection.close(1000)
    expect(await last).toBe('OK')
    await expect(connection.run((client) => client.ping())).rejects.toMatchObject({ code: 'APP_CLOSED' })

    const { connection: second, clock } = await connectOnManualClock()
    freeze()
    const lost = settled(second.run((client) => client.ping(), { deadlineMs: 60_000 }))
    const closed = second.close(200)
    await clock.advance(199)
    expect(second.state).toBe('ready')
    await clock.advance(1)
    await closed
    expect(await lost).toMatchObject({ code: 'STORE_UNAVAILABLE' })
    const third = connect(server.url).connection
    await new Promise((resolve) => setTimeout(resolve, 50))
    // Nothing is in flight, so it does not wait for this deadline.
    await third.close(600_000)
    await expect(third.ready).rejects.toMatchObject({ code: 'APP_CLOSED' })
    server.thaw()
    while ((await server.cli('CLIENT', 'LIST')).includes('curriculum-generator'));
  })
})
