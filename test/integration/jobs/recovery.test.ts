import { describe, expect, it } from '@jest/globals'
import { ShiftedClock } from '../../support/shifted-clock.js'
import { until } from '../../support/until.js'
import { jobsOnRedis, once, reaches, request } from './bull-fixture.js'

/** Short, for tests that wait for the checks of Bull, which use real time. */
const SHORT_LOCK_MS = 400

/** Long, so that no lock expires: the test advances the time to the next lock renewal. */
const LOCK_MS = 600_000
const LOOK_MS = LOCK_MS / 4

const { newQueue, cli } = jobsOnRedis('recovery')

describe('a job that was lost in transit to its worker', () => {
  it('waits again in front of the others if it was only fetched; the attempt does not count', async () => {
    const { queue, base } = newQueue({ lockMs: SHORT_LOCK_MS })
    const { id } = await queue.add(request())
    await cli('RPOPLPUSH', `${base}wait`, `${base}active`)
    const { id: next } = await queue.add(request())
    const order: string[] = []
    await queue.pause('work')
    await queue.work('work', async (run) => order.push(run.id), { concurrency: 1 })
    await until('it waits again', async () => ((await queue.stats('work')).waiting === 2 ? true : undefined))
    await queue.resume('work')
    const status = await reaches(queue, id, 'completed')
    expect(status.attempts).toBe(1)
    await until('the other is completed', () => (order.length === 2 ? true : undefined))
    expect(order).toEqual([id, next])
  })

  it('is released if the answer with the job was lost; the attempt does not count', async () => {
    const { queue, base } = newQueue({ lockMs: SHORT_LOCK_MS })
    const first = await queue.add(request({ id: 'first' }))
    let token = ''
    await queue.work(
      'work',
      async ({ id }) => {
        if (id === first.id) token = await cli('GET', `${base}j.first:lock`)
      },
      { concurrency: 1 },
    )
    await until('the first is completed', () => (token === '' ? undefined : true))
    await queue.pause('work')
    const { id } = await queue.add(request({ id: 'lost' }))
    await cli('RPOPLPUSH', `${base}paused`, `${base}active`)
    await cli('HSET', `${base}j.lost`, 'state', 'active', 'runs', '1', 'attemptsMade', '1')
    await cli('SET', `${base}j.lost:lock`, token, 'PX', '3600000')
    const status = await reaches(queue, id, 'waiting')
    // The lock keeper released it: the lock has not expired.
    expect(await cli('EXISTS', `${base}j.lost:lock`)).toBe('0')
    expect(status.attempts).toBe(0)
  })
})

describe('a run', () => {
  async function running() {
    const clock = new ShiftedClock()
    const { queue, logger, base } = newQueue({ clock, lockMs: LOCK_MS })
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
    await until('it runs', async () => ((await queue.stats('work')).active === 1 ? true : undefined))
    const firesFor = async (reason: string) => {
      expect(await until('its signal fires', () => aborted)).toMatchObject({ details: { reason } })
    }
    /** Advances time until the signal is aborted. */
    const firesByLooking = async (reason: string) => {
      await until('its signal fires', async () => {
        if (aborted === undefined) clock.shift(LOOK_MS)
        // The renewal is answered before: many shifts without an answer would be the timeout of the run.
        await cli('PING')
        return aborted
      })
      await firesFor(reason)
    }
    return { queue, logger, id, base, clock, firesFor, firesByLooking, end: () => end() }
  }

  it('is aborted when another worker has taken over its job, with one warning', async () => {
    const { logger, id, base, clock, firesByLooking, end } = await running()
    await cli('HINCRBY', `${base}j.${id}`, 'runs', '1')
    await firesByLooking('stalled')
    for (let look = 0; look < 5; look++) {
      clock.shift(LOOK_MS)
      // A renewal is one command; it is answered before this later one.
      await cli('PING')
    }
    expect(logger.messages('warn').filter((line) => line.includes('job stalled'))).toHaveLength(1)
    end()
    await until('its result is discarded', () =>
      logger.messages('warn').find((line) => line.includes('result discarded')),
    )
  })

  it('is aborted when its job is removed', async () => {
    const { id, base, firesByLooking } = await running()
    await cli('DEL', `${base}j.${id}`)
    await firesByLooking('stalled')
  })

  /** Like the check for stalled jobs. */
  const giveUp = (base: string, id: string) =>
    cli(
      'EVAL',
      `redis.call('LREM', ARGV[1] .. 'active', 1, ARGV[2])
      redis.call('HSET', ARGV[1] .. ARGV[2], 'state', 'waiting', 'lost', 1)
      redis.call('LPUSH', ARGV[1] .. 'wait', ARGV[2])`,
      '0',
      base,
      `j.${id}`,
    )

  it('is aborted by message when its stalled job is cancelled', async () => {
    const { queue, logger, id, base, firesFor } = await running()
    await giveUp(base, id)
    expect(await queue.cancel('work', id)).toBe('cancelled')
    await firesFor('cancel')
    expect(logger.messages('warn')).toEqual([])
  })

  it('is aborted by the next lock renewal if the message of that cancel was lost', async () => {
    const { id, base, firesByLooking } = await running()
    await cli('HSET', `${base}j.${id}`, 'state', 'cancelled')
    await firesByLooking('cancel')
  })
})

describe('a worker', () => {
  it('renews its lock while a job runs', async () => {
    const clock = new ShiftedClock()
    const { queue, base, logger, prefix } = newQueue({ clock, lockMs: LOCK_MS })
    let finish = (): void => undefined
    const { id } = await queue.add(request())
    await queue.work('work', () => new Promise<void>((resolve) => (finish = resolve)), { concurrency: 1 })
    await until('it runs', async () => ((await queue.stats('work')).active === 1 ? true : undefined))
    const lock = `${base}j.${id}:lock`
    for (let look = 0; look < 5; look++) {
      await cli('PEXPIRE', lock, String(LOCK_MS - LOOK_MS))
      clock.shift(LOOK_MS)
      await until('the lock is renewed', async () =>
        Number(await cli('PTTL', lock)) > LOCK_MS - LOOK_MS ? true : undefined,
      )
    }
    // Another worker of the type checks for stalled jobs and finds none. The next check is due in minutes.
    await cli('DEL', `${base}stalled-check`)
    await newQueue({ prefix, lockMs: SHORT_LOCK_MS }).queue.work('work', async () => 'taken', { concurrency: 1 })
    const checks = new Set<string>()
    await until('it has looked several times', async () => {
      checks.add(await cli('GET', `${base}stalled-check`))
      return checks.size > 4 || undefined
    })
    finish()
    const status = await reaches(queue, id, 'completed')
    expect(status.attempts).toBe(1)
    expect(logger.messages('warn')).toEqual([])
  })

  it('reports a handler that ignores its timeout, and its end', async () => {
    const { queue, logger } = newQueue()
    let finish = (): void => undefined
    await queue.add(request({ timeoutMs: 50, retry: once }))
    await queue.work('work', () => new Promise<void>((resolve) => (finish = resolve)), { concurrency: 1 })
    await until('it has failed', async () => ((await queue.stats('work')).failed === 1 ? true : undefined))
    await until('it is logged', () => logger.messages('warn').find((line) => line.includes('stuck')))
    finish()
    await until('its end is logged', () => logger.messages('info').find((line) => line.includes('has ended')))
    const { id } = await queue.add(request())
    await reaches(queue, id, 'active')
    finish()
  })
})
