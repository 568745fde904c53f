import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from '@jest/globals'
import { until } from '../../support/until.js'
import { jobsOnRedis, once, request } from './bull-fixture.js'

const JOBS = 300
const ROUNDS = 5

const { newQueue, cli } = jobsOnRedis('stop')

const active = (base: string) => cli('LLEN', `${base}active`)

describe('a worker that stops while many jobs wait', () => {
  it.each([
    ['of no time', 'stopped', async (): Promise<void> => undefined],
    ['of 1 ms', 'closed', (): Promise<void> => delay(1)],
  ] as const)('%s, and %s, keeps none of them', async (_what, how, handle) => {
    for (let round = 0; round < ROUNDS; round++) {
      const { queue: submitter, prefix, base } = newQueue()
      const runs = new Map<string, number>()
      const handler = ({ id, attempt }: { readonly id: string; readonly attempt: number }) => {
        runs.set(id, attempt)
        return handle()
      }
      await submitter.addMany(Array.from({ length: JOBS }, () => request({ retry: once })))
      const first = newQueue({ prefix })
      const stop = await first.queue.work('work', handler, { concurrency: 16 })
      while (runs.size < JOBS / 10) await delay(0)
      await (how === 'stopped' ? stop() : first.queue.close(60_000))
      expect(await active(base)).toBe('0')
      expect(runs.size).toBeLessThan(JOBS)
      expect(await submitter.stats('work')).toMatchObject({ waiting: JOBS - runs.size, completed: runs.size })
      const second = newQueue({ prefix })
      await second.queue.work('work', handler, { concurrency: 16 })
      await until('all are completed', async () =>
        (await submitter.stats('work')).completed === JOBS ? true : undefined,
      )
      expect([...runs.values()].filter((attempt) => attempt !== 1)).toEqual([])
      expect([...first.logger.messages('warn'), ...second.logger.messages('warn')]).toEqual([])
    }
  })

  it('keeps no jobs even if a handler ignores the stop', async () => {
    const { queue: submitter, prefix, base } = newQueue()
    let finish = (): void => undefined
    await submitter.add(request({ id: 'endless', priority: 0 }))
    await submitter.addMany(Array.from({ length: JOBS }, () => request()))
    // With locks so long that no renewal happens during the test.
    const { queue } = newQueue({ prefix, lockMs: 600_000 })
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
    await until('it has that one only', async () => ((await active(base)) === '1' ? true : undefined))
    expect(await submitter.list('work', { states: ['active'], offset: 0, limit: 5 })).toMatchObject([{ id: 'endless' }])
    finish()
    await stopped
    expect(await active(base)).toBe('0')
  })
})
