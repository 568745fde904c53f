import { afterEach, describe, expect, it } from '@jest/globals'
import { makeCertificates } from '../support/certificates.js'
import { RedisServer, type RedisServerOptions } from '../support/redis-server.js'
import { ServiceProcess } from '../support/service-process.js'
import { connectionTo, settingsFor } from './redis-connection/connection-fixture.js'

// The Redis integration suite: every capability adds what it needs of a Redis like the ones that hosts provide.
// `npm test -- redis-render.test.ts` runs exactly this.

const closing: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function serve(options: RedisServerOptions = {}): Promise<RedisServer> {
  const server = await RedisServer.start(options)
  closing.push(() => server.stop())
  return server
}

function connect(...settings: Parameters<typeof settingsFor>) {
  const made = connectionTo(settingsFor(...settings))
  closing.push(() => made.connection.close(500))
  made.connection.connect()
  return made
}

describe('a hosted Redis: the connection', () => {
  it('reaches it inside the private network, with a password, in plaintext', async () => {
    const server = await serve({ password: 'p@ss:word/with#marks' })
    const { connection } = connect(server.url, { environment: 'production' })
    await connection.ready
    await connection.run((client) => client.set('render:key', 'value', { PX: 60_000 }), { write: true })
    expect(await connection.run((client) => client.get('render:key'))).toBe('value')
    expect(connection.tls.enabled).toBe(false)
  })

  it('reaches it from outside over TLS, verified by its authority', async () => {
    const { ca, valid } = makeCertificates()
    const server = await serve({ password: 'secret', tls: valid })
    const url = server.url.replace('127.0.0.1', 'localhost')
    const { connection } = connect(url, { environment: 'production', tlsCa: ca })
    await connection.ready
    expect(await connection.run((client) => client.ping())).toBe('PONG')
    expect(connection.tls).toMatchObject({ enabled: true, verified: true })
  })

  it('comes back by itself after the host restarts it, with what it kept', async () => {
    const server = await serve({ appendOnly: true })
    const { connection } = connect(server.url)
    await connection.ready
    await connection.run((client) => client.set('render:kept', '1'), { write: true })
    await server.kill()
    await expect(connection.run((client) => client.get('render:kept'))).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
    })
    await server.restart()
    expect(await connection.run((client) => client.get('render:kept'), { deadlineMs: 6000 })).toBe('1')
  })
})

describe('a hosted Redis: the doctor', () => {
  it('finds it sound and leaves no key behind', async () => {
    const server = await serve({ password: 'secret', maxMemory: '64mb', policy: 'noeviction', appendOnly: true })
    const { status, stdout } = await doctor({ REDIS_URL: server.url, NODE_ENV: 'production' }, '--quick')
    expect({ status, stdout }).toMatchObject({ status: 0, stdout: expect.stringMatching(/^ok +latency/m) })
    expect(stdout).not.toContain('FAIL')
    expect(await server.cli('DBSIZE')).toBe('0')
  })

  it('tells by its exit code that nothing listens', async () => {
    const server = await serve()
    const { url } = server
    await server.kill()
    const { status, stdout } = await doctor({ REDIS_URL: url })
    expect({ status, stdout }).toMatchObject({ status: 2, stdout: expect.stringMatching(/^FAIL +tcp .* -> /m) })
  })
})

async function doctor(env: { readonly [name: string]: string }, ...flags: readonly string[]) {
  const process = new ServiceProcess(['doctor', ...flags], env, '.')
  const { code } = await process.ended
  return { status: code, stdout: process.stdout }
}
