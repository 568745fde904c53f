import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { RedisServer } from '../../support/redis-server.js'
import { runningTime } from '../../support/running-time.js'
import { Closing, queueOn, request, until } from './bull-fixture.js'

const LOCK_MS = 1000

let server: RedisServer
let prefixes = 0
const closing = new Closing()

beforeAll(async () => {
  server = await RedisServer.start()
})
afterEach(() => closing.all())
afterAll(() => server.stop())

function ours() {
  const prefix = `recovery:${++prefixes}`
  return { ...queueOn(server.url, closing, { prefix, lockMs: LOCK_MS }), base: `${prefix}:{work}:` }
}

describe('a job that never reached its worker', () => {
  it('waits again when it was only fetched, in front of the others; no attempt is counted', async () => {
    const { queue, base } = ours()
    const { id } = await queue.add(request())
    await server.cli('RPOPLPUSH', `${base}wait`, `${base}active`)
    const { id: next } = await queue.add(request())
    const order: string[] = []
    await queue.pause('work')
    await queue.work('work', async (run) => order.push(run.id), { concurrency: 1 })
    await until('it waits again', 6000, async () => ((await queue.stats('work')).waiting === 2 ? true : undefined))
    await queue.resume('work')
    const status = await until('it is completed', 6000, async () => {
      const status = await queue.get('work', id)
      return status?.state === 'completed' ? status : undefined
    })
    expect(status.attempts).toBe(1)
    await until('the other is completed', 5000, () => (order.length === 2 ? true : undefined))
    expect(order).toEqual([id, next])
  })

  it('is given back when it was handed out and the answer was lost; no attempt is counted', async () => {
    const { queue, base } = ours()
    const first = await queue.add(request({ id: 'first' }))
    let token = ''
    await queue.work(
      'work',
      async ({ id }) => {
        if (id === first.id) token = await server.cli('GET', `${base}j.first:lock`)
      },
      { concurrency: 1 },
    )
    await until('the first is completed', 5000, () => (token === '' ? undefined : true))
    await queue.pause('work')
    const { id } = await queue.add(request({ id: 'lost' }))
    const begun = runningTime()
    await server.cli('RPOPLPUSH', `${base}paused`, `${base}active`)
    await server.cli('HSET', `${base}j.lost`, 'state', 'active', 'runs', '1', 'attemptsMade', '1')
    await server.cli('SET', `${base}j.lost:lock`, token, 'PX', '60000')
    const status = await until('it waits again', 5000, async () => {
      const status = await queue.get('work', id)
      return status?.state === 'waiting' ? status : undefined
    })
    // Two looks of the keeper of locks, long before its lock would have run out.
    expect(runningTime() - begun).toBeLessThan(2 * LOCK_MS)
    expect(status.attempts).toBe(0)
  })
})

describe('a run', () => {
  async function running(lockMs: number) {
    const prefix = `recovery:${++prefixes}`
    const { queue, logger } = queueOn(server.url, closing, { prefix, lockMs })
    const { id } = await queue.add(request())
    let aborted: unknown
    let end = (): void => undefined
    await queue.work(
      'work',
      ({ signal }) => {
        signal.addEventListener('abort', () => {
          aborted = signal.reason
        })
        return new Promise<void>((resolve) => {
          end = resolve
        })
      },
      { concurrency: 1 },
    )
    await until('it runs', 10_000, async () => ((await queue.stats('work')).active === 1 ? true : undefined))
    const firesFor = async (reason: string) => {
      expect(await until('its signal fires', 10_000, () => aborted)).toMatchObject({ details: { reason } })
    }
    return { queue, logger, id, base: `${prefix}:{work}:`, firesFor, end: () => end() }
  }

  it('whose job another worker has taken has its signal fired, and is told of once', async () => {
    const { logger, id, base, firesFor, end } = await running(LOCK_MS)
    await server.cli('HINCRBY', `${base}j.${id}`, 'runs', '1')
    await firesFor('lost')
    // Several looks of the keeper of locks.
    await delay(LOCK_MS)
    expect(logger.messages('warn').filter((line) => line.includes('lost its job'))).toHaveLength(1)
    end()
    await until('its result is dropped', 10_000, () =>
      logger.messages('warn').find((line) => line.includes('what it came to is dropped')),
    )
  })

  it('whose job is gone has its signal fired', async () => {
    const { id, base, firesFor } = await running(LOCK_MS)
    await server.cli('DEL', `${base}j.${id}`)
    await firesFor('lost')
  })

  /** As the check for lost jobs does it when a worker did not answer for one. */
  const giveUp = (base: string, id: string) =>
    server.cli(
      'EVAL',
      `redis.call('LREM', ARGV[1] .. 'active', 1, ARGV[2])
      redis.call('HSET', ARGV[1] .. ARGV[2], 'state', 'waiting', 'lost', 1)
      redis.call('LPUSH', ARGV[1] .. 'wait', ARGV[2])`,
      '0',
      base,
      `j.${id}`,
    )

  it('whose job was given up and then cancelled has its signal fired, long before it looks by itself', async () => {
    const { queue, logger, id, base, firesFor } = await running(600_000)
    await giveUp(base, id)
    expect(await queue.cancel('work', id)).toBe('cancelled')
    await firesFor('cancel')
    expect(logger.messages('warn')).toEqual([])
  })

  it('whose job was cancelled after it was given up finds that by looking, where the message was lost', async () => {
    const { id, base, firesFor } = await running(LOCK_MS)
    await server.cli('HSET', `${base}j.${id}`, 'state', 'cancelled')
    await firesFor('cancel')
  })
})

describe('a worker', () => {
  it('keeps its lock while it runs, and the job stays its own', async () => {
    const { queue, base, logger } = ours()
    let finish = (): void => undefined
    const { id } = await queue.add(request())
    await queue.work('work', () => new Promise<void>((resolve) => (finish = resolve)), { concurrency: 1 })
    await until('it runs', 5000, async () => ((await queue.stats('work')).active === 1 ? true : undefined))
    const lowest: number[] = []
    for (let n = 0; n < 30; n++) {
      await delay(LOCK_MS / 10)
      lowest.push(Number(await server.cli('PTTL', `${base}j.${id}:lock`)))
    }
    expect(Math.min(...lowest)).toBeGreaterThan(0)
    finish()
    const status = await until('it is completed', 5000, async () => {
      const status = await queue.get('work', id)
      return status?.state === 'completed' ? status : undefined
    })
    expect(status.attempts).toBe(1)
    expect(logger.messages('warn')).toEqual([])
  })

  it('reports a handler that ignores the signal of its timeout, and when it has ended', async () => {
    const { queue, logger } = ours()
    let finish = (): void => undefined
    const once = { attempts: 1, backoff: { kind: 'fixed', delayMs: 0, maxDelayMs: 0, jitter: false } } as const
    await queue.add(request({ timeoutMs: 50, retry: once }))
    await queue.work('work', () => new Promise<void>((resolve) => (finish = resolve)), { concurrency: 1 })
    await until('it has failed', 5000, async () => ((await queue.stats('work')).failed === 1 ? true : undefined))
    await until('it is told', 5000, () => logger.messages('warn').find((line) => line.includes('stuck')))
    finish()
    await until('its end is told', 5000, () => logger.messages('info').find((line) => line.includes('has ended')))
    const { id } = await queue.add(request())
    await until('the next one runs', 5000, async () =>
      (await queue.get('work', id))?.state === 'active' ? true : undefined,
    )
    finish()
  })
})
