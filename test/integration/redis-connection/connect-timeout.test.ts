import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, describe, expect, it } from '@jest/globals'
import { redisChecks } from '../../../src/adapters/redis/doctor/redis-checks.js'
import { BullJobQueue, type RedisSettings } from '../../../src/adapters/redis/index.js'
import { SystemClock, SystemRandom } from '../../../src/adapters/system/index.js'
import { resolveConfig } from '../../../src/app/composition/config/index.js'
import { runDoctor } from '../../../src/app/doctor/index.js'
import { RecordingLogger } from '../../support/recording-logger.js'
import { connectionTo, settingsFor } from '../../support/redis/connection-fixture.js'

const closing: (() => unknown)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** A port that accepts connections and never answers. */
async function silentPort(): Promise<number> {
  const server = createServer((socket) => closing.push(() => socket.destroy())).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => server.close())
  return (server.address() as AddressInfo).port
}

/** A port that drops packets: its process is frozen, and its queue of connections is full. */
async function droppingPort(): Promise<number> {
  const listen = `const s = require('net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log(s.address().port))`
  const child: ChildProcess = spawn(process.execPath, ['-e', listen])
  closing.push(() => child.kill('SIGKILL'))
  const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer]
  child.kill('SIGSTOP')
  const port = Number(line.toString())
  for (let filler = 0; filler < 8; filler++) {
    const socket = connect({ port, host: '127.0.0.1' }).on('error', () => undefined)
    closing.push(() => socket.destroy())
  }
  return port
}

const TIMEOUT_MS = 300
const PORTS = [
  ['drops packets', droppingPort],
  ['never answers', silentPort],
] as const

const settingsOf = (port: number): RedisSettings =>
  settingsFor(`redis://127.0.0.1:${port}`, { connectTimeoutMs: TIMEOUT_MS, maxRetries: 1 })

describe('the connect timeout', () => {
  it('is 10 s by default, for both instances', () => {
    const { redis } = resolveConfig({ redis: { url: 'redis://a', cacheUrl: 'redis://b' } })
    expect([redis.main?.connectTimeoutMs, redis.cache?.connectTimeoutMs]).toEqual([10_000, 10_000])
  })

  it.each(PORTS)('ends the attempts of cache and sessions at a port that %s', async (_what, open) => {
    const { connection } = connectionTo(settingsOf(await open()))
    closing.push(() => connection.close(100))
    connection.connect()
    await expect(connection.ready).rejects.toMatchObject({ message: expect.stringContaining(`${TIMEOUT_MS} ms`) })
  })

  it.each(PORTS)('ends the attempts of the jobs at a port that %s', async (_what, open) => {
    const deps = { clock: new SystemClock(), random: new SystemRandom(), logger: new RecordingLogger() }
    const queue = new BullJobQueue({ settings: settingsOf(await open()), prefix: 'connect-timeout', ...deps })
    closing.push(() => queue.close(0))
    queue.connect()
    // Waits long enough for the reason of the first attempt.
    await expect(queue.ready(60 * TIMEOUT_MS)).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining(`${TIMEOUT_MS} ms`),
    })
  })

  it.each([
    ['drops packets', droppingPort, 'tcp'],
    ['never answers', silentPort, 'sign-in'],
  ] as const)('ends the check of the doctor at a port that %s', async (_what, open, id) => {
    const clock = new SystemClock()
    const { checks, close } = redisChecks({
      settings: settingsOf(await open()),
      ...{ clock, keeps: ['cache'], keyPrefix: 'cg:', runPrefix: 'connect-timeout', roundTrips: [] },
    })
    closing.push(close)
    const report = await runDoctor(checks, { clock, quick: true, strict: false })
    expect(report.checks.find((check) => check.id === id)).toMatchObject({
      status: 'fail',
      failure: 'unreachable',
      value: expect.stringContaining(`within ${TIMEOUT_MS} ms`),
    })
  })

  it.each(PORTS)('does not delay a close: calls of jobs that wait at a port that %s end then', async (_what, open) => {
    const logger = new RecordingLogger()
    const settings = settingsFor(`redis://127.0.0.1:${await open()}`)
    // The call would wait for hours.
    const deps = { clock: new SystemClock(), random: new SystemRandom(), logger, deadlineMs: 1e7 }
    const queue = new BullJobQueue({ settings, prefix: 'close', ...deps })
    const waiting = queue.get('work', 'job-1').catch((error: unknown) => error)
    while (!logger.lines.some(({ message }) => message === 'redis jobs submit: connecting')) await nextTurn()
    await nextTurn()
    await queue.close(0)
    expect(await waiting).toMatchObject({ code: 'APP_CLOSED' })
  })

  it('does not delay operations: they end at their own deadline', async () => {
    const { connection } = connectionTo(settingsFor(`redis://127.0.0.1:${await droppingPort()}`), { deadlineMs: 50 })
    closing.push(() => connection.close(100))
    connection.connect()
    await expect(connection.run((client) => client.ping())).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining('50 ms'),
    })
  })
})
