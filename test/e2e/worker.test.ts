import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { HealthReport } from '../../src/index.js'
import { freePort } from '../support/free-port.js'
import { RedisServer, type RedisServerOptions } from '../support/redis-server.js'
import { ServiceProcess } from '../support/service-process.js'
import { until } from '../support/until.js'

let folder: string
let ending: (() => Promise<unknown>)[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'worker-'))
})

afterEach(async () => {
  for (const end of ending.reverse()) await end()
  ending = []
  await rm(folder, { recursive: true })
})

function start(command: string, env: { readonly [name: string]: string } = {}, ...args: readonly string[]) {
  const process = new ServiceProcess([command, ...args], env, folder)
  ending.push(() => {
    process.kill('SIGKILL')
    return process.ended
  })
  return process
}

async function redis(options: RedisServerOptions = {}): Promise<RedisServer> {
  const server = await RedisServer.start(options)
  ending.push(() => server.stop())
  return server
}

describe('worker', () => {
  it('does not start without Redis, with reason and hint', async () => {
    const process = start('worker')
    expect(await process.ended).toEqual({ code: 4, signal: null })
    expect(process.stderr).toMatch(/^curriculum: a worker process needs Redis: .* -> set REDIS_URL/m)
  })

  it('prints its stores, and exits with 0 on SIGTERM', async () => {
    const { url } = await redis()
    const process = start('worker', { REDIS_URL: url }, '--concurrency', '2')
    await process.says(`redis     ${url}`)
    await process.says('database  embedded (./data/curriculum.db)')
    await process.says('the embedded database is shared on this machine only')
    process.kill('SIGTERM')
    expect(await process.ended).toEqual({ code: 0, signal: null })
    expect(process.stderr).toContain('stopped')
  })

  it('prints nothing but log lines to standard error, with a user that lacks INFO too', async () => {
    const { url } = await redis({ users: ['app on >secret ~* &* +@all -info'] })
    const process = start('worker', { REDIS_URL: url, WORKER_PORT: '0', LOG_LEVEL: 'debug' })
    await process.says('  health ')
    const [, health = ''] = /health +(http:\S+)/.exec(process.stdout) ?? []
    // Jobs are healthy when their connections are ready.
    await until('jobs are healthy', async () => {
      const report = (await (await fetch(health)).json()) as HealthReport
      return report.services.jobs?.status === 'healthy' || undefined
    })
    await until('the worker is ready', () => /redis jobs worker: ready/.test(process.stderr) || undefined)
    process.kill('SIGTERM')
    expect(await process.ended).toEqual({ code: 0, signal: null })
    const others = process.stderr.split('\n').filter((line) => line !== '' && !line.startsWith('{'))
    expect(others).toEqual([])
  })

  it.each(['0.5', '-1', 'many'])('rejects a concurrency of %s', async (concurrency) => {
    const process = start('worker', { REDIS_URL: 'redis://localhost' }, '--concurrency', concurrency)
    expect(await process.ended).toEqual({ code: 2, signal: null })
    expect(process.stderr).toContain('whole number')
  })
})

describe('REDIS_REQUIRED', () => {
  it.each(['serve', 'worker'])('%s exits with the reason if Redis cannot be reached', async (command) => {
    const url = `redis://127.0.0.1:${await freePort()}`
    const env = { REDIS_URL: url, REDIS_REQUIRED: 'true', REDIS_RETRY_DELAY: '10', PORT: '0' }
    const process = start(command, env)
    expect(await process.ended).toEqual({ code: 6, signal: null })
    expect(process.stderr).toMatch(/^curriculum: REDIS_REQUIRED is true, and Redis cannot be reached: .*ECONNREFUSED/m)
  })

  it.each(['serve', 'worker'])('%s exits with the reason if Redis is a replica', async (command) => {
    const replica = await redis({ replicaOf: await freePort() })
    const process = start(command, { REDIS_URL: replica.url, REDIS_REQUIRED: 'true', PORT: '0' })
    expect(await process.ended).toEqual({ code: 6, signal: null })
    expect(process.stderr).toMatch(
      /^curriculum: REDIS_REQUIRED is true, and Redis refuses writes: .* is a replica .*\(READONLY\) -> point REDIS_URL at the primary.*; or set REDIS_REQUIRED=false$/m,
    )
  })

  it('exits with the reason if the user may not write, and starts if Redis is full for now', async () => {
    const server = await redis({ users: ['app on >secret ~* &* +@all -set'] })
    const env = { REDIS_URL: server.url, REDIS_REQUIRED: 'true', PORT: '0' }
    const process = start('serve', env)
    expect(await process.ended).toEqual({ code: 6, signal: null })
    expect(process.stderr).toMatch(/^curriculum: REDIS_REQUIRED is true, and Redis refuses writes: .*\(NOPERM\) -> /m)
    await server.cli('ACL', 'SETUSER', 'app', '+set')
    await server.cli('CONFIG', 'SET', 'maxmemory', '1')
    await start('serve', env).address()
  })

  it.each(['serve', 'worker'])('%s exits at once if it is stopped while it waits', async (command) => {
    const silent = createServer()
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const { port } = silent.address() as AddressInfo
    const env = { REDIS_URL: `redis://127.0.0.1:${port}`, REDIS_REQUIRED: 'true', REDIS_MAX_RETRIES: '100', PORT: '0' }
    const connected = new Promise((resolve) => silent.once('connection', resolve))
    const process = start(command, env)
    await connected
    process.kill('SIGTERM')
    expect(await process.ended).toEqual({ code: 0, signal: null })
    silent.close()
  })

  it('changes nothing if Redis can be reached', async () => {
    const { url } = await redis()
    const process = start('serve', { REDIS_URL: url, REDIS_REQUIRED: 'true', PORT: '0' })
    const address = await process.address()
    expect(process.stdout).toMatch(
      /cache +tiered\n +sessions +redis\n +jobs +redis\n +database +embedded .*\n +workers +in separate processes/,
    )
    // On a slow machine a probe may miss its deadline; the next one does not.
    while ((await fetch(`${address}/health/ready`)).status !== 200);
  })
})
