import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { RedisServer } from '../../support/redis-server.js'
import { Closing, queueOn, request, until } from './bull-fixture.js'

const JOBS = 300
const ROUNDS = 5

const once = { attempts: 1, backoff: { kind: 'fixed', delayMs: 0, maxDelayMs: 0, jitter: false } } as const

let server: RedisServer
let prefixes = 0
const closing = new Closing()

beforeAll(async () => {
  server = await RedisServer.start()
})
afterEach(() => closing.all())
afterAll(() => server.stop())

const active = (prefix: string) => server.cli('LLEN', `${prefix}:{work}:active`)

describe('a worker that is stopped in the midst of many jobs', () => {
  it.each([
    ['of no time', 'stopped', async (): Promise<void> => undefined],
    ['of 1 ms', 'closed', (): Promise<void> => delay(1)],
  ] as const)('%s, and %s, keeps none of them', async (_what, how, handle) => {
    for (let round = 0; round < ROUNDS; round++) {
      const prefix = `stop:${++prefixes}`
      const { queue: submitter } = queueOn(server.url, closing, { prefix })
      const runs = new Map<string, number>()
      const handler = ({ id, attempt }: { readonly id: string; readonly attempt: number }) => {
        runs.set(id, attempt)
        return handle()
      }
      await submitter.addMany(Array.from({ length: JOBS }, () => request({ retry: once })))
      const first = queueOn(server.url, closing, { prefix })
      const stop = await first.queue.work('work', handler, { concurrency: 16 })
      while (runs.size < JOBS / 10) await delay(0)
      await (how === 'stopped' ? stop() : first.queue.close(10_000))
      expect(await active(prefix)).toBe('0')
      expect(runs.size).toBeLessThan(JOBS)
      expect(await submitter.stats('work')).toMatchObject({ waiting: JOBS - runs.size, completed: runs.size })
      const second = queueOn(server.url, closing, { prefix })
      await second.queue.work('work', handler, { concurrency: 16 })
      await until('all are completed', 10_000, async () =>
        (await submitter.stats('work')).completed === JOBS ? true : undefined,
      )
      expect([...runs.values()].filter((attempt) => attempt !== 1)).toEqual([])
      expect([...first.logger.messages('warn'), ...second.logger.messages('warn')]).toEqual([])
    }
  })

  it('keeps none of them either while a handler ignores its end', async () => {
    const prefix = `stop:${++prefixes}`
    const { queue: submitter } = queueOn(server.url, closing, { prefix })
    let finish = (): void => undefined
    await submitter.add(request({ id: 'endless', priority: 0 }))
    await submitter.addMany(Array.from({ length: JOBS }, () => request()))
    // With locks so long that their keeper finds nothing in the time of a test.
    const { queue } = queueOn(server.url, closing, { prefix, lockMs: 600_000 })
    let runs = 0
    const handler = ({ id }: { readonly id: string }): Promise<void> => {
      runs += 1
      if (id !== 'endless') return Promise.resolve()
      return new Promise<void>((resolve) => {
        finish = resolve
      })
    }
    const stop = await queue.work('work', handler, { concurrency: 16 })
    while (runs < JOBS / 10) await delay(0)
    const stopped = stop()
    await until('it has that one only', 10_000, async () => ((await active(prefix)) === '1' ? true : undefined))
    expect(await submitter.list('work', { states: ['active'], offset: 0, limit: 5 })).toMatchObject([{ id: 'endless' }])
    finish()
    await stopped
    expect(await active(prefix)).toBe('0')
  })
})
