import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { connect } from 'node:tls'
import { afterEach, describe, expect, it } from '@jest/globals'
import { makeCertificates } from '../../support/certificates.js'
import { freePort } from '../../support/free-port.js'
import { RedisServer, type RedisServerOptions } from '../../support/redis-server.js'
import { RespClient } from '../../support/resp-client.js'

const running: RedisServer[] = []

async function start(options?: RedisServerOptions): Promise<RedisServer> {
  const server = await RedisServer.start(options)
  running.push(server)
  return server
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()))
})

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    // ESRCH: the process is gone.
    return false
  }
}

describe('a Redis server of the fixture', () => {
  it('is the started child in an empty folder, and leaves nothing behind', async () => {
    const server = await start()
    expect(server.url).toBe(`redis://127.0.0.1:${server.port}`)
    expect(await server.cli('INFO', 'server')).toContain(`process_id:${server.pid}\r\n`)
    expect(await server.cli('DBSIZE')).toBe('0')
    expect(await server.cli('CONFIG', 'GET', 'unixsocket')).toBe('["unixsocket",""]')
    expect(await server.cli('CONFIG', 'GET', 'save')).toBe('["save",""]')
    const [, folder = ''] = JSON.parse(await server.cli('CONFIG', 'GET', 'dir')) as string[]
    expect(folder).toContain('curriculum-redis-')
    await server.stop()
    expect(exists(server.pid)).toBe(false)
    expect(existsSync(folder)).toBe(false)
  })

  it('shows replies as text and rejects with the error reply', async () => {
    const server = await start()
    expect(await server.cli('SET', 'ä', 'blank and\r\nline')).toBe('OK')
    expect(await server.cli('GET', 'ä')).toBe('blank and\r\nline')
    expect(await server.cli('GET', 'none')).toBe('null')
    expect(await server.cli('EVAL', "return {1, 'two', {}}", '0')).toBe('[1,"two",[]]')
    await expect(server.cli('LPUSH', 'ä', '1')).rejects.toThrow(/^WRONGTYPE/)
  })

  it('never uses a port that another one has', async () => {
    const first = await start()
    await first.cli('SET', 'mine', '1')
    await expect(start({ port: first.port })).rejects.toThrow(/Address already in use/)
    expect(await first.cli('GET', 'mine')).toBe('1')
  })

  it('does not mistake a silent server on its port for itself', async () => {
    const otherServer = createServer().listen(0, '127.0.0.1')
    await once(otherServer, 'listening')
    const address = otherServer.address()
    const port = typeof address === 'object' && address ? address.port : 0
    await expect(start({ port })).rejects.toThrow(/Address already in use/)
    otherServer.close()
  })

  it('says what Redis says when it cannot start', async () => {
    await expect(start({ extra: ['--no-such-option', '1'] })).rejects.toThrow(/no-such-option/)
  })

  it('takes further options', async () => {
    const server = await start({ port: await freePort(), extra: ['--maxclients', '23'] })
    expect(await server.cli('CONFIG', 'GET', 'maxclients')).toBe('["maxclients","23"]')
  })

  it('is silent while stopped, and continues when resumed', async () => {
    const server = await start()
    const client = await RespClient.connect({ port: server.port, deadlineMs: 80 })
    server.freeze()
    await expect(client.command('PING')).rejects.toThrow('no answer within 80 ms')
    server.thaw()
    expect(await server.cli('PING')).toBe('PONG')
  })

  it('can be stopped while frozen', async () => {
    const server = await start()
    server.freeze()
    await server.stop()
    expect(exists(server.pid)).toBe(false)
  })

  it('loses nothing confirmed to kill -9 with an append-only file, all without', async () => {
    for (const [appendOnly, kept] of [
      [true, '200'],
      [false, '0'],
    ] as const) {
      const server = await start({ appendOnly })
      const { port, pid } = server
      const client = await RespClient.connect({ port })
      await Promise.all(Array.from({ length: 200 }, (_, i) => client.command('SET', `k${i}`, 'v')))
      await server.kill()
      expect(exists(pid)).toBe(false)
      await expect(RespClient.connect({ port })).rejects.toThrow('ECONNREFUSED')
      await server.restart()
      expect(server.port).toBe(port)
      expect(server.pid).not.toBe(pid)
      expect(await server.cli('DBSIZE')).toBe(kept)
    }
  })

  it('restarts while it runs, and frozen', async () => {
    const server = await start({ appendOnly: true })
    await server.cli('SET', 'a', '1')
    server.freeze()
    await server.restart()
    expect(await server.cli('GET', 'a')).toBe('1')
  })
})

describe('authentication', () => {
  it('requires the password, which is in the URL', async () => {
    const server = await start({ password: 'p@ss "word"' })
    expect(server.url).toBe(`redis://:p%40ss%20%22word%22@127.0.0.1:${server.port}`)
    const client = await RespClient.connect({ port: server.port })
    await expect(client.command('PING')).rejects.toThrow(/^NOAUTH/)
    await expect(client.command('AUTH', 'wrong')).rejects.toThrow(/^WRONGPASS/)
    expect(await client.command('AUTH', decodeURIComponent(new URL(server.url).password))).toBe('OK')
    client.destroy()
  })

  it('supports users with few rights', async () => {
    const server = await start({ users: ['user default off', 'app on >secret ~app:* +get +set'] })
    expect(server.url).toBe(`redis://app:secret@127.0.0.1:${server.port}`)
    const client = await RespClient.connect({ port: server.port, username: 'app', password: 'secret' })
    expect(await client.command('SET', 'app:1', 'v')).toBe('OK')
    await expect(client.command('SET', 'other:1', 'v')).rejects.toThrow(/^NOPERM/)
    await expect(client.command('CONFIG', 'GET', 'dir')).rejects.toThrow(/^NOPERM/)
    await expect(RespClient.connect({ port: server.port, password: 'any' })).rejects.toThrow(/^WRONGPASS/)
    client.destroy()
  })
})

describe('other servers of the fixture', () => {
  it('runs out of memory', async () => {
    const server = await start({ maxMemory: '2mb', policy: 'noeviction' })
    const fill = async (): Promise<void> => {
      for (let i = 0; i < 40; i++) await server.cli('SET', `k${i}`, 'x'.repeat(100_000))
    }
    await expect(fill()).rejects.toThrow(/^OOM command not allowed/)
    expect(await server.cli('GET', 'k0')).toHaveLength(100_000)
  })

  it('has the requested eviction policy', async () => {
    const server = await start({ maxMemory: '50mb', policy: 'allkeys-lru' })
    expect(await server.cli('INFO', 'memory')).toContain('maxmemory_policy:allkeys-lru')
  })

  it('is a replica that takes no writes', async () => {
    const primary = await start()
    const replica = await start({ replicaOf: primary.port })
    expect(await replica.cli('INFO', 'replication')).toContain('role:slave')
    await expect(replica.cli('SET', 'a', '1')).rejects.toThrow(/^READONLY/)
  })

  it('accepts only TLS, with the given certificate', async () => {
    const { ca, valid } = makeCertificates()
    const server = await start({ tls: valid, password: 'secret' })
    expect(server.tlsPort).toBe(server.port)
    expect(server.url).toBe(`rediss://:secret@127.0.0.1:${server.port}`)
    expect(await server.cli('PING')).toBe('PONG')
    const socket = connect({ host: '127.0.0.1', port: server.port, ca })
    await once(socket, 'secureConnect')
    expect(socket.authorized).toBe(true)
    expect(socket.getPeerCertificate().fingerprint256).toBe(valid.fingerprint)
    socket.destroy()
    const plain = await RespClient.connect({ port: server.port, deadlineMs: 500 })
    await expect(plain.command('PING')).rejects.toThrow()
    plain.destroy()
  })
})
