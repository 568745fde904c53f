import { afterEach, describe, expect, it } from '@jest/globals'
import { RedisServer } from '../../support/redis-server.js'
import { connectionTo, settingsFor } from './connection-fixture.js'
import { NarrowLine } from './narrow-line.js'

const MEGABYTE = 1024 * 1024
const closing: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** A connection over a line that takes two seconds for what is stored under `large`. */
async function connectOverNarrowLine(deadlineMs: number) {
  const server = await RedisServer.start()
  closing.push(() => server.stop())
  const line = await NarrowLine.start(server, MEGABYTE)
  closing.push(() => line.close())
  await server.cli('SETRANGE', 'large', String(2 * MEGABYTE - 1), 'x')
  const { connection } = connectionTo(settingsFor(`redis://127.0.0.1:${line.port}`), { deadlineMs })
  closing.push(() => connection.close(300))
  connection.connect()
  await connection.ready
  return connection
}

describe('a reply that takes longer than the deadline', () => {
  it('is late for who asked and for who waits behind it, and costs nobody the connection', async () => {
    const connection = await connectOverNarrowLine(400)
    const large = connection.run((client) => client.get('large'))
    const behind = Array.from({ length: 10 }, () => connection.run((client) => client.ping()))
    const outcomes = await Promise.allSettled([large, ...behind])
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'STORE_UNAVAILABLE' } })
    }
    const counters = { recycled: 0, reconnects: 0, breakerOpen: false, deadlinesExceeded: 11 }
    expect(connection.counters).toMatchObject(counters)
    expect(await connection.run((client) => client.ping(), { deadlineMs: 10_000 })).toBe('PONG')
    expect(connection.counters).toMatchObject(counters)
  })
})
