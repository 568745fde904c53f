import { afterEach, describe, expect, it } from '@jest/globals'
import { connectionTo, settingsFor } from '../../support/redis/connection-fixture.js'
import { RedisServer } from '../../support/redis-server.js'

const closing: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function serve(options: Parameters<typeof RedisServer.start>[0] = {}): Promise<RedisServer> {
  const server = await RedisServer.start(options)
  closing.push(() => server.stop())
  return server
}

function connect(url: string) {
  const made = connectionTo(settingsFor(url))
  closing.push(() => made.connection.close(300))
  made.connection.connect()
  return made
}

describe('an error reply', () => {
  it('becomes an AppError if the store is full or read-only', async () => {
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

  it('is passed on if only the caller can interpret it', async () => {
    const { connection } = connect((await serve()).url)
    await connection.ready
    await connection.run((client) => client.lPush('list', 'a'), { write: true })
    await expect(connection.run((client) => client.get('list'))).rejects.toThrow('WRONGTYPE')
    expect(connection.counters.breakerOpen).toBe(false)
  })
})
