import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { freePort } from '../support/free-port.js'
import { RedisServer } from '../support/redis-server.js'
import { ServiceProcess } from '../support/service-process.js'

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

async function redis(): Promise<RedisServer> {
  const server = await RedisServer.start()
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
    expect(await process.ended).toEqual({ code: 4, signal: null })
    expect(process.stderr).toMatch(/^curriculum: REDIS_REQUIRED is true, and Redis cannot be reached: .*ECONNREFUSED/m)
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
