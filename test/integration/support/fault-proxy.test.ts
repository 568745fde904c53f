import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { FaultProxy } from '../../support/fault-proxy.js'
import { RedisServer } from '../../support/redis-server.js'
import { encodeCommand } from '../../support/resp.js'
import { RespClient } from '../../support/resp-client.js'
import { runningTime } from '../../support/running-time.js'

/** Long enough for anything that would come on this machine to have come. */
const SILENCE_MS = 60

let server: RedisServer
let proxy: FaultProxy
const open: Socket[] = []

beforeAll(async () => {
  server = await RedisServer.start()
})

afterAll(() => server.stop())

beforeEach(async () => {
  await server.cli('FLUSHALL')
  proxy = await FaultProxy.start(server)
})

afterEach(async () => {
  for (const socket of open.splice(0)) socket.destroy()
  await proxy.close()
})

/** A test that waits for ever would keep the whole run from ending. */
async function until(holds: () => boolean, seen: () => string): Promise<void> {
  const end = runningTime() + 60_000
  while (!holds()) {
    if (runningTime() > end) throw new Error(`it never came; seen: ${seen()}`)
    await delay(2)
  }
}

/** The server has the command of a client that waits for a list. */
async function untilBlocked(): Promise<void> {
  while (!(await server.cli('INFO', 'clients')).includes('blocked_clients:1')) await delay(2)
}

/** Whatever was sent within this process has been read: the turn of the event loop after a while is over. */
async function untilRead(): Promise<void> {
  await delay(20)
  for (let turn = 0; turn < 2; turn++) await new Promise(setImmediate)
}

async function untilDisconnected(): Promise<void> {
  await until(
    () => proxy.connections === 0,
    () => `${proxy.connections} connections`,
  )
}

/** A bare socket and what it saw. */
class RawClient {
  readonly socket: Socket
  received = ''
  ended = false
  error: string | undefined

  constructor(port: number) {
    this.socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true, noDelay: true })
    open.push(this.socket)
    this.socket.on('data', (chunk: Buffer) => {
      this.received += chunk.toString()
    })
    this.socket.on('end', () => {
      this.ended = true
    })
    this.socket.on('error', (error: NodeJS.ErrnoException) => {
      this.error = error.code
    })
  }

  static async connected(): Promise<RawClient> {
    const client = new RawClient(proxy.port)
    await once(client.socket, 'connect')
    return client
  }

  send(...command: string[]): void {
    this.socket.write(encodeCommand(command))
  }

  async until(holds: () => boolean): Promise<void> {
    await until(holds, () => JSON.stringify({ received: this.received, ended: this.ended, error: this.error }))
  }

  async ping(): Promise<void> {
    const before = this.received
    this.send('PING')
    await this.until(() => this.received === `${before}+PONG\r\n`)
  }
}

/** One that was used before the fault and one that connects during it. */
async function oldAndNew(begin: () => void): Promise<RawClient[]> {
  const old = await RawClient.connected()
  await old.ping()
  old.received = ''
  begin()
  return [old, await RawClient.connected()]
}

async function newClientWorks(): Promise<void> {
  const client = await RawClient.connected()
  await client.ping()
}

describe('the proxy without a fault', () => {
  it('forwards everything in order, and counts connections', async () => {
    const client = await RespClient.connect({ port: proxy.port })
    const values = Array.from({ length: 500 }, (_, i) => `${i}:${'ü'.repeat(i * 10)}`)
    await Promise.all(values.map((value, i) => client.command('SET', `k${i}`, value)))
    expect(await Promise.all(values.map((_, i) => client.command('GET', `k${i}`)))).toEqual(values)
    expect(proxy.connections).toBe(1)
    client.destroy()
    await untilDisconnected()
  })

  it('carries a value of a megabyte', async () => {
    const client = await RespClient.connect({ port: proxy.port })
    const value = 'x'.repeat(1 << 20)
    await client.command('SET', 'big', value)
    expect(await client.command('GET', 'big')).toBe(value)
    client.destroy()
  })

  it('carries RESP 3, pushes too', async () => {
    const client = await RawClient.connected()
    client.send('HELLO', '3')
    await client.until(() => client.received.includes('modules'))
    client.received = ''
    client.send('SUBSCRIBE', 'news')
    await client.until(() => client.received.includes('subscribe'))
    await server.cli('PUBLISH', 'news', 'hello')
    await client.until(() => client.received.includes('hello'))
    client.received = ''
    await client.ping()
  })

  it('passes the end of either side on', async () => {
    const client = await RawClient.connected()
    client.send('QUIT')
    await client.until(() => client.ended)
    expect(client.received).toBe('+OK\r\n')
    const other = await RawClient.connected()
    await other.ping()
    other.socket.end()
    await other.until(() => other.ended)
  })

  it('resets clients while the target is down and serves them when it is back', async () => {
    const own = await RedisServer.start()
    const between = await FaultProxy.start(own)
    const old = await RespClient.connect({ port: between.port })
    expect(await old.command('PING')).toBe('PONG')
    await own.kill()
    await expect(old.command('PING')).rejects.toThrow()
    const during = new RawClient(between.port)
    await during.until(() => during.error !== undefined)
    expect(during.error).toBe('ECONNRESET')
    await own.restart()
    const back = await RespClient.connect({ port: between.port })
    expect(await back.command('PING')).toBe('PONG')
    back.destroy()
    await between.close()
    await own.stop()
  })
})

describe('refuse', () => {
  it('resets the open connections, refuses new ones, and is over at once', async () => {
    const old = await RawClient.connected()
    await old.ping()
    proxy.fault({ kind: 'refuse' })
    await old.until(() => old.error !== undefined)
    expect(old).toMatchObject({ ended: false, error: 'ECONNRESET' })
    for (let i = 0; i < 5; i++) {
      const refused = new RawClient(proxy.port)
      await refused.until(() => refused.error !== undefined)
      expect(refused.error).toBe('ECONNREFUSED')
    }
    const { port } = proxy
    proxy.clear()
    expect(proxy.port).toBe(port)
    await newClientWorks()
  })

  it('comes and goes often, also within a tick, and gives way to another fault', async () => {
    for (let i = 0; i < 20; i++) {
      proxy.fault({ kind: 'refuse' })
      proxy.clear()
      await newClientWorks()
    }
    proxy.fault({ kind: 'refuse' })
    proxy.clear()
    proxy.fault({ kind: 'refuse' })
    await delay(20)
    const refused = new RawClient(proxy.port)
    await refused.until(() => refused.error !== undefined)
    expect(refused.error).toBe('ECONNREFUSED')
    proxy.fault({ kind: 'answer', error: 'LOADING soon' })
    const client = await RawClient.connected()
    client.send('PING')
    await client.until(() => client.received === '-LOADING soon\r\n')
  })
})

describe('black-hole', () => {
  it('accepts and never answers; what lost bytes stays mute, the others go on', async () => {
    const idle = await RawClient.connected()
    await idle.ping()
    const clients = await oldAndNew(() => proxy.fault({ kind: 'black-hole' }))
    for (const client of clients) client.send('SET', 'lost', '1')
    await delay(SILENCE_MS)
    proxy.clear()
    for (const client of clients) client.send('PING')
    await delay(SILENCE_MS)
    for (const client of clients) {
      expect(client).toMatchObject({ received: '', ended: false, error: undefined })
    }
    expect(await server.cli('EXISTS', 'lost')).toBe('0')
    await idle.ping()
    await newClientWorks()
  })

  it('swallows the reply to what was sent before', async () => {
    const client = await RawClient.connected()
    client.send('BLPOP', 'list', '0')
    await untilBlocked()
    proxy.fault({ kind: 'black-hole' })
    await server.cli('LPUSH', 'list', 'a')
    await delay(SILENCE_MS)
    expect(client.received).toBe('')
  })
})

describe('latency', () => {
  it('adds itself to each direction once, and keeps the order when it ends', async () => {
    for (const client of await oldAndNew(() => proxy.fault({ kind: 'latency', ms: 200 }))) {
      const [begin, running] = [performance.now(), runningTime()]
      for (let i = 100; i < 200; i++) client.send('ECHO', String(i))
      await client.until(() => client.received.length === 900)
      expect(performance.now() - begin).toBeGreaterThanOrEqual(400)
      // Not a hundred times as much: the commands travel together.
      expect(runningTime() - running).toBeLessThan(10_000)
    }
    const client = await RawClient.connected()
    client.send('ECHO', 'a')
    await delay(5)
    proxy.clear()
    client.send('ECHO', 'b')
    await client.until(() => client.received === '$1\r\na\r\n$1\r\nb\r\n')
  })
})

describe('mid-reply', () => {
  const reply = '$10\r\n0123456789\r\n'
  const half = reply.slice(0, reply.length / 2)

  it('stall: half a reply, then nothing', async () => {
    const clients = await oldAndNew(() => proxy.fault({ kind: 'stall-mid-reply' }))
    for (const client of clients) client.send('ECHO', '0123456789')
    for (const client of clients) await client.until(() => client.received === half)
    proxy.clear()
    for (const client of clients) client.send('PING')
    await delay(SILENCE_MS)
    for (const client of clients) expect(client).toMatchObject({ received: half, ended: false, error: undefined })
    await newClientWorks()
  })

  it('reset: half a reply, then RST', async () => {
    const clients = await oldAndNew(() => proxy.fault({ kind: 'reset-mid-reply' }))
    for (const client of clients) {
      expect(client.error).toBeUndefined()
      client.send('ECHO', '0123456789')
      await client.until(() => client.error !== undefined)
      expect(client).toMatchObject({ received: half, ended: false, error: 'ECONNRESET' })
    }
    proxy.clear()
    await newClientWorks()
  })
})

describe('half-close', () => {
  it('ends the way to the client and keeps the other open', async () => {
    const clients = await oldAndNew(() => proxy.fault({ kind: 'half-close' }))
    for (const client of clients) await client.until(() => client.ended)
    for (const client of clients) client.send('PING')
    await delay(SILENCE_MS)
    for (const client of clients) expect(client).toMatchObject({ received: '', error: undefined })
    expect(proxy.connections).toBe(2)
    for (const client of clients) client.socket.end()
    await untilDisconnected()
    proxy.clear()
    await newClientWorks()
  })
})

describe('answer', () => {
  it.each([
    'LOADING Redis is loading the dataset in memory',
    "OOM command not allowed when used memory > 'maxmemory'.",
    "READONLY You can't write against a read only replica.",
  ])('gives every command the error and the server none: %s', async (error) => {
    const clients = await oldAndNew(() => proxy.fault({ kind: 'answer', error }))
    for (const client of clients) {
      client.send('HELLO', '3')
      client.send('SET', 'a', 'x'.repeat(200_000))
      await client.until(() => client.received === `-${error}\r\n`.repeat(2))
    }
    expect(await server.cli('EXISTS', 'a')).toBe('0')
    proxy.clear()
    for (const client of clients) {
      client.received = ''
      await client.ping()
    }
  })

  it('is after the replies to earlier commands, and before the replies to later ones', async () => {
    const client = await RawClient.connected()
    client.send('BLPOP', 'list', '0')
    await untilBlocked()
    proxy.fault({ kind: 'answer', error: 'OOM full' })
    client.send('PING')
    await untilRead()
    proxy.clear()
    client.send('ECHO', 'after')
    await delay(20)
    expect(client.received).toBe('')
    await server.cli('LPUSH', 'list', 'a')
    await client.until(() => client.received.endsWith('after\r\n'))
    expect(client.received).toBe('*2\r\n$4\r\nlist\r\n$1\r\na\r\n-OOM full\r\n$5\r\nafter\r\n')
  })

  it('answers a command that began before the fault as a whole', async () => {
    const client = await RawClient.connected()
    const command = encodeCommand(['SET', 'a', '12345678'])
    client.socket.write(command.subarray(0, 20))
    await delay(20)
    proxy.fault({ kind: 'answer', error: 'OOM full' })
    client.socket.write(command.subarray(20))
    await client.until(() => client.received === '-OOM full\r\n')
  })
})
