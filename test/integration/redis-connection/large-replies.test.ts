import { afterEach, describe, expect, it } from '@jest/globals'
import { ManualClock } from '../../support/manual-clock.js'
import { connectionTo, settingsFor } from '../../support/redis/connection-fixture.js'
import { PausableProxy } from '../../support/redis/pausable-proxy.js'
import { RedisServer } from '../../support/redis-server.js'

const DEADLINE_MS = 400
const STEP_MS = 50
const closing: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** A connection over a paused proxy, and a value of 2 MiB under `large`. */
async function connectOverPausedProxy() {
  const server = await RedisServer.start()
  closing.push(() => server.stop())
  const proxy = await PausableProxy.start(server)
  closing.push(() => proxy.close())
  await server.cli('SETRANGE', 'large', String(2 * 1024 * 1024 - 1), 'x')
  const clock = new ManualClock()
  const settings = settingsFor(`redis://127.0.0.1:${proxy.port}`)
  const { connection } = connectionTo(settings, { deadlineMs: DEADLINE_MS }, clock)
  closing.push(() => connection.close(300))
  connection.connect()
  await connection.ready
  await clock.advance(1)
  proxy.pause()
  return { connection, proxy, clock }
}

describe('a reply that takes longer than the deadline', () => {
  it('exceeds the deadline of its operation and of those behind it, but keeps the connection', async () => {
    const { connection, proxy, clock } = await connectOverPausedProxy()
    const large = connection.run((client) => client.get('large'))
    const behind = Array.from({ length: 10 }, () => connection.run((client) => client.ping()))
    const settled = Promise.allSettled([large, ...behind])
    for (let elapsed = 0; elapsed < DEADLINE_MS; elapsed += STEP_MS) {
      await clock.advance(STEP_MS - 1)
      await proxy.pass(1024)
      await clock.advance(1)
    }
    for (const outcome of await settled) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'STORE_UNAVAILABLE' } })
    }
    const counters = { recycled: 0, reconnects: 0, breakerOpen: false, deadlinesExceeded: 11 }
    expect(connection.counters).toMatchObject(counters)
    const later = connection.run((client) => client.ping(), { deadlineMs: 10_000 })
    proxy.resume()
    expect(await later).toBe('PONG')
    expect(connection.counters).toMatchObject(counters)
  })
})
