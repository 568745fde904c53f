import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { type App, createApp } from '../../../src/index.js'
import { RecordingLogger } from '../../support/recording-logger.js'
import { RedisServer } from '../../support/redis-server.js'
import { runningTime } from '../../support/running-time.js'
import { storesAgain } from './get-or-set-load.js'

const FIRST_MS = 300
const LATER_MS = 5
/** The longest time between two attempts to reconnect, and the second that an attempt may take. */
const RECONNECT_MS = 6000

let server: RedisServer
let app: App
let other: App
/** The same calls without a Redis. */
let plain: App

beforeAll(async () => {
  server = await RedisServer.start()
  // Everything as it is by default.
  app = await createApp({ redis: { url: server.url } }, { logger: new RecordingLogger() })
  other = await createApp({ redis: { url: server.url } }, { logger: new RecordingLogger() })
  plain = await createApp({}, { logger: new RecordingLogger() })
  await Promise.all([app.ready, other.ready])
})

afterAll(async () => {
  server.thaw()
  await app.close()
  await other.close()
  await plain.close()
  await server.stop()
})

beforeEach(async () => {
  await storesAgain(app, RECONNECT_MS)
  await storesAgain(other, RECONNECT_MS)
})

/** What a call took, in milliseconds. */
async function timed(call: () => Promise<unknown>): Promise<number> {
  const begun = runningTime()
  await call()
  return runningTime() - begun
}

/** The same, less what this process was late by at most meanwhile. */
async function timedLessOwn(call: () => Promise<unknown>): Promise<number> {
  let lateMs = 0
  let due = runningTime() + 5
  const watch = setInterval(() => {
    lateMs = Math.max(lateMs, runningTime() - due)
    due = runningTime() + 5
  }, 5)
  const ms = await timed(call)
  clearInterval(watch)
  return ms - lateMs
}

/** What this process is late by in any case, in milliseconds: others have the machine, or its memory is being cleaned. */
async function ownLateness(): Promise<number> {
  const load = ({ skip }: { skip(): void }) => {
    skip()
    return 1
  }
  return Math.max(spinLateness(), await timed(() => plain.cache.getOrSet('own', load)))
}

/** How much longer than it takes half a millisecond of computing lasts, in milliseconds: others have the machine then. */
function spinLateness(): number {
  const [begun, used] = [runningTime(), process.cpuUsage()]
  for (let ms = 0; ms < 0.5; ) {
    const { user, system } = process.cpuUsage(used)
    ms = (user + system) / 1000
  }
  return runningTime() - begun - 0.5
}

/** The value below which 95 of 100 are. */
function p95(values: readonly number[]): number {
  return [...values].sort((one, two) => one - two)[Math.ceil(values.length * 0.95) - 1] ?? 0
}

describe('while Redis is frozen, an app with the default settings', () => {
  it.each([{}, { grace: 60 }])(
    'answers within 300 ms and then within 5 ms, each time by its loader: %j',
    async (how) => {
      let loads = 0
      const load = () => ++loads
      server.freeze()
      const first = await timedLessOwn(() => app.cache.getOrSet('first', load, how))
      const [later, own]: [number[], number[]] = [[], []]
      for (let call = 0; call < 200; call++) {
        later.push(await timed(() => app.cache.getOrSet(`later ${call % 3}`, load, how)))
        own.push(await ownLateness())
      }
      server.thaw()
      const back = await storesAgain(app, RECONNECT_MS)
      const figures = [first, p95(later), p95(own), back].map((ms) => ms.toFixed(1))
      process.stdout.write(
        `frozen: first ${figures[0]} ms, p95 ${figures[1]} (own ${figures[2]}), back ${figures[3]}\n`,
      )
      expect(first).toBeLessThan(FIRST_MS)
      expect(p95(later) - p95(own)).toBeLessThan(LATER_MS)
      expect(loads).toBe(201)
    },
  )

  it('is as quick with thousands of writes that failed', async () => {
    server.freeze()
    await app.cache.set('w', 1).catch(() => undefined)
    for (let key = 0; key < 9000; key++) await app.cache.set(`w${key}`, 1).catch(() => undefined)
    const [later, own]: [number[], number[]] = [[], []]
    for (let call = 0; call < 200; call++) {
      later.push(await timed(() => app.cache.getOrSet('later', () => 1)))
      own.push(await ownLateness())
    }
    server.thaw()
    await storesAgain(app, RECONNECT_MS)
    process.stdout.write(`frozen, 9,000 writes failed: p95 ${p95(later).toFixed(1)} ms (own ${p95(own).toFixed(1)})\n`)
    expect(p95(later) - p95(own)).toBeLessThan(LATER_MS)
  })

  it('many callers at once wait no longer than one, and share a load', async () => {
    let loads = 0
    server.freeze()
    const call = () => app.cache.getOrSet('shared', () => ++loads)
    const waited = await timedLessOwn(() => Promise.all(Array.from({ length: 500 }, call)))
    server.thaw()
    expect(loads).toBe(1)
    expect(waited).toBeLessThan(FIRST_MS)
  })

  it('serves within the grace what its loader cannot give, and nothing stale once it is back', async () => {
    const options = { ttl: 60, grace: 60 }
    const down = () => Promise.reject(new Error('no source'))
    for (const key of ['kept', 'changed']) await other.cache.set(key, 'old', options)
    for (const key of ['kept', 'changed', 'kept', 'changed']) expect(await app.cache.get(key)).toBe('old')
    server.freeze()
    await app.cache.get('anything')
    expect(await app.cache.get('kept')).toBeUndefined()
    expect(await app.cache.getOrSet('kept', down, options)).toBe('old')
    expect(await app.cache.getOrSet('changed', down, options)).toBe('old')
    await expect(app.cache.getOrSet('kept', down)).rejects.toThrow('no source')
    await expect(app.cache.set('kept', 'lost')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    server.thaw()
    await storesAgain(other, RECONNECT_MS)
    await other.cache.set('changed', 'new')
    await storesAgain(app, RECONNECT_MS)
    expect(await app.cache.mget(['kept', 'changed'])).toEqual([undefined, 'new'])
    await expect(app.cache.getOrSet('kept', down, options)).rejects.toThrow('no source')
  })
})
