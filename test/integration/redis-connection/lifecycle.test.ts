import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { afterEach, describe, expect, it } from '@jest/globals'
import {
  type ConnectionStateChange,
  RequestBudget,
  redisProbe,
  STATE_CHANNEL,
} from '../../../src/adapters/redis/index.js'
import { FaultProxy } from '../../support/fault-proxy.js'
import { freePort } from '../../support/free-port.js'
import { RedisServer } from '../../support/redis-server.js'
import { runningTime } from '../../support/running-time.js'
import { connectionTo, settingsFor } from './connection-fixture.js'
import { recovery } from './load.js'

const closing: (() => Promise<void> | void)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function serve(options: Parameters<typeof RedisServer.start>[0] = {}): Promise<RedisServer> {
  const server = await RedisServer.start(options)
  closing.push(() => server.stop())
  return server
}

async function proxied(server: RedisServer): Promise<FaultProxy> {
  const proxy = await FaultProxy.start(server)
  closing.push(() => proxy.close())
  return proxy
}

function connect(
  url: string,
  limits: Parameters<typeof connectionTo>[1] = {},
  input: Parameters<typeof settingsFor>[1] = {},
) {
  const made = connectionTo(settingsFor(url, input), limits)
  closing.push(() => made.connection.close(300))
  made.connection.connect()
  return made
}

async function timed(work: Promise<unknown>): Promise<{ ms: number; outcome: unknown }> {
  const begun = runningTime()
  const outcome = await work.catch((error: unknown) => error)
  return { ms: runningTime() - begun, outcome }
}

describe('a connection', () => {
  it('begins without Redis, says so after its attempts, and works when Redis comes', async () => {
    const port = await freePort()
    const { connection, logger } = connect(`redis://127.0.0.1:${port}`)
    await expect(connection.ready).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining('ECONNREFUSED'),
    })
    expect(connection.state).toBe('reconnecting')
    await serve({ port })
    expect(await recovery(connection, 2000)).toBeLessThan(2000)
    expect(connection.state).toBe('ready')
    expect(logger.messages('warn').filter((message) => message.includes('ECONNREFUSED'))).toHaveLength(1)
  })

  it('publishes every change of its state once', async () => {
    const changes: string[] = []
    const listen = (message: unknown): void => void changes.push((message as ConnectionStateChange).to)
    subscribe(STATE_CHANNEL, listen)
    closing.push(() => void unsubscribe(STATE_CHANNEL, listen))
    const server = await serve()
    const { connection } = connect(server.url)
    await connection.ready
    await server.restart()
    await recovery(connection, 2000)
    await connection.close(500)
    expect(changes).toEqual(['connecting', 'ready', 'reconnecting', 'ready', 'closed'])
    expect(connection.counters.reconnects).toBe(1)
  })

  it('says of a write that got no answer that its outcome is unknown, of a read that nothing was done', async () => {
    const server = await serve()
    const { connection } = connect(server.url)
    await connection.ready
    server.freeze()
    closing.push(() => server.thaw())
    const [write, read] = await Promise.all([
      timed(connection.run((client) => client.set('a', '1'), { write: true })),
      timed(connection.run((client) => client.get('a'))),
    ])
    expect(write.outcome).toMatchObject({ code: 'OUTCOME_UNKNOWN' })
    expect(read.outcome).toMatchObject({ code: 'STORE_UNAVAILABLE' })
    expect(connection.counters).toMatchObject({ deadlinesExceeded: 1, recycled: 1 })
  })

  it('sends what was not sent yet on the next connection, within the deadline', async () => {
    const server = await serve()
    const { connection } = connect(server.url, {}, { maxRetries: 100 })
    await connection.ready
    await server.kill()
    while (connection.state === 'ready') await new Promise((resolve) => setTimeout(resolve, 1))
    const kept = connection.run((client) => client.set('kept', '1'), { write: true, deadlineMs: 5000 })
    await server.restart()
    expect(await kept).toBe('OK')
  })

  it('waits for no more attempts to connect than its retries, however long the deadline', async () => {
    const server = await serve()
    const { connection } = connect(server.url, {}, { maxRetries: 2, retryDelayMs: 50 })
    await connection.ready
    await server.kill()
    while (connection.state === 'ready') await new Promise((resolve) => setTimeout(resolve, 1))
    const write = await timed(connection.run((client) => client.set('a', '1'), { write: true, deadlineMs: 5000 }))
    expect(write.outcome).toMatchObject({ code: 'STORE_UNAVAILABLE', message: expect.stringContaining('ECONNREFUSED') })
    expect(write.ms).toBeLessThan(1000)
  })

  it('fails within 5 ms while the breaker is open, and its health probe with it', async () => {
    const server = await serve()
    const { connection } = connect(server.url, { breakerThreshold: 2 })
    await connection.ready
    server.freeze()
    closing.push(() => server.thaw())
    await Promise.all([
      timed(connection.run((client) => client.ping())),
      timed(connection.run((client) => client.ping())),
    ])
    expect(connection.counters.breakerOpen).toBe(true)
    const calls: Awaited<ReturnType<typeof timed>>[] = []
    for (let call = 0; call < 9; call++) calls.push(await timed(connection.run((client) => client.ping())))
    // The median: the machine may take the processor from this process once.
    expect(calls.map(({ ms }) => ms).sort((a, b) => a - b)[4]).toBeLessThan(5)
    for (const { outcome } of calls) {
      expect(outcome).toMatchObject({ code: 'STORE_UNAVAILABLE', details: { reason: 'failing fast' } })
    }
    const probe = redisProbe(connection, 'sessions')
    await expect(probe.check(AbortSignal.timeout(500))).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    server.thaw()
    await recovery(connection, 2000)
    expect(await probe.check(AbortSignal.timeout(500))).toEqual({ status: 'healthy' })
  })

  it('turns away what is more than its bound, and shares the time of a request', async () => {
    const server = await serve()
    const { connection, clock } = connect(server.url, { maxInFlight: 2, maxWaiting: 0, breakerThreshold: 100 })
    await connection.ready
    server.freeze()
    closing.push(() => server.thaw())
    const budget = new RequestBudget(clock, 150)
    const waiting = [
      timed(connection.run((client) => client.ping())),
      timed(connection.run((client) => client.ping(), { budget })),
    ]
    expect((await timed(connection.run((client) => client.ping()))).outcome).toMatchObject({
      details: { reason: 'in flight' },
    })
    const [, budgeted] = await Promise.all(waiting)
    expect(budgeted?.ms).toBeLessThan(240)
    expect(budget.remainingMs()).toBeLessThan(1)
    const after = await timed(connection.run((client) => client.ping()))
    expect(after.outcome).toMatchObject({ details: { reason: 'failing fast' } })
    expect(after.ms).toBeLessThan(50)
  })

  it('sends nothing for a request that has used up its time', async () => {
    const { connection, clock } = connect((await serve()).url)
    await connection.ready
    const late = connection.run((client) => client.ping(), { budget: new RequestBudget(clock, 0) })
    await expect(late).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', details: { reason: 'budget' } })
  })

  it('keeps a connection that is slow but answers', async () => {
    const server = await serve()
    const proxy = await proxied(server)
    const { connection } = connect(`redis://127.0.0.1:${proxy.port}`)
    await connection.ready
    proxy.fault({ kind: 'latency', ms: 60 })
    for (let round = 0; round < 3; round++) expect(await connection.run((client) => client.ping())).toBe('PONG')
    expect(connection.counters).toMatchObject({ recycled: 0, reconnects: 0 })
  })

  it('maps what real servers answer: a full memory and a replica', async () => {
    const full = await serve({ maxMemory: '1mb', policy: 'noeviction' })
    const { connection } = connect(full.url)
    await connection.ready
    const fill = async (): Promise<void> => {
      for (let n = 0; n < 50; n++)
        await connection.run((client) => client.set(`big${n}`, 'x'.repeat(50_000)), { write: true })
    }
    await expect(fill()).rejects.toMatchObject({ code: 'STORE_FULL', hint: expect.stringContaining('maxmemory') })
    expect(await connection.run((client) => client.ping())).toBe('PONG')
    const replica = await serve({ replicaOf: (await serve()).port })
    const second = connect(replica.url).connection
    await second.ready
    const write = second.run((client) => client.set('a', '1'), { write: true })
    await expect(write).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', details: { reply: 'READONLY' } })
    expect(second.counters.recycled).toBe(1)
  })

  it('passes on replies that only the caller understands', async () => {
    const { connection } = connect((await serve()).url)
    await connection.ready
    await connection.run((client) => client.lPush('list', 'a'), { write: true })
    await expect(connection.run((client) => client.get('list'))).rejects.toThrow('WRONGTYPE')
    expect(connection.counters.breakerOpen).toBe(false)
  })

  it('closes within its deadline whatever happens, lets the last operations end, and takes no more', async () => {
    const server = await serve()
    const { connection } = connect(server.url)
    await connection.ready
    const last = connection.run((client) => client.set('last', '1'), { write: true })
    await connection.close(1000)
    expect(await last).toBe('OK')
    await expect(connection.run((client) => client.ping())).rejects.toMatchObject({ code: 'APP_CLOSED' })

    const second = connect(server.url).connection
    await second.ready
    server.freeze()
    closing.push(() => server.thaw())
    const lost = timed(second.run((client) => client.ping(), { deadlineMs: 60_000 }))
    expect((await timed(second.close(200))).ms).toBeLessThan(300)
    expect((await lost).outcome).toMatchObject({ code: 'STORE_UNAVAILABLE' })
    const third = connect(server.url).connection
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect((await timed(third.close(200))).ms).toBeLessThan(300)
    await expect(third.ready).rejects.toMatchObject({ code: 'APP_CLOSED' })
    server.thaw()
    expect(await server.cli('CLIENT', 'LIST')).not.toContain('curriculum-generator')
  })
})
