import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { SystemClock, SystemIds } from '../../../src/adapters/system/index.js'
import { defineJob } from '../../../src/app/jobs/define-job.js'
import { Jobs } from '../../../src/app/jobs/jobs.js'
import type { CronRule, JobQueue } from '../../../src/ports/index.js'
import { RecordingLogger } from '../../support/recording-logger.js'
import { RedisServer } from '../../support/redis-server.js'
import { Closing, queueOn, request, until } from './bull-fixture.js'

let server: RedisServer
let prefixes = 0
const closing = new Closing()

beforeAll(async () => {
  server = await RedisServer.start()
})
afterEach(() => closing.all())
afterAll(() => server.stop())

async function working() {
  const prefix = `retention:${++prefixes}`
  const { queue } = queueOn(server.url, closing, { prefix })
  await queue.work('work', async () => 'done', { concurrency: 1 })
  return { queue, base: `${prefix}:{work}:` }
}

async function completed(queue: JobQueue, id: string): Promise<void> {
  await until('the job is completed', 10_000, async () =>
    (await queue.get('work', id))?.state === 'completed' ? true : undefined,
  )
}

const ids = async (queue: JobQueue) => (await queue.list('work', { offset: 0, limit: 100 })).map(({ id }) => id)

describe('the retention of a job', () => {
  it('is its own: a job that is kept longer does not keep others, and is not dropped for want of their room', async () => {
    const { queue } = await working()
    await queue.add(request({ id: 'long', key: 'k', unique: 'retained', retention: { age: 3600, count: 100 } }))
    await completed(queue, 'long')
    const short = { age: 1, count: 2 }
    for (const id of ['a', 'b', 'c']) {
      await queue.add(request({ id, retention: short }))
      await until('it has ended', 10_000, async () => ((await queue.stats('work')).waiting === 0 ? true : undefined))
      await until('it has ended', 10_000, async () => ((await queue.stats('work')).active === 0 ? true : undefined))
    }
    expect(await queue.get('work', 'a')).toBeUndefined()
    expect((await queue.get('work', 'long'))?.state).toBe('completed')
    expect(await queue.add(request({ key: 'k' }))).toEqual({ id: 'long', created: false })
    await delay(1100)
    await queue.trim('work')
    expect(await ids(queue)).toEqual(['long'])
    expect((await queue.stats('work')).completed).toBe(1)
  })

  it('leaves nothing behind when all its jobs are gone', async () => {
    const { queue, base } = await working()
    await queue.add(request({ retention: { age: 0.2, count: 5 } }))
    await until('it has ended', 10_000, async () =>
      (await server.cli('EXISTS', `${base}groups`)) === '1' ? true : undefined,
    )
    await delay(250)
    expect(await queue.trim('work')).toBe(1)
    expect(await server.cli('EXISTS', `${base}groups`)).toBe('0')
  })
})

describe('a schedule in two processes whose clocks are apart', () => {
  /** A clock that is behind. */
  class LateClock extends SystemClock {
    override now(): number {
      return super.now() - 1000
    }
  }

  /** A tick at each whole second that the test allows. */
  class FewTicks {
    readonly #from = Math.ceil(Date.now() / 1000) * 1000
    next(_rule: CronRule, after: number): number | undefined {
      const tick = Math.max(Math.floor(after / 1000) * 1000 + 1000, this.#from)
      return tick > this.#from + 2000 ? undefined : tick
    }
  }

  it('runs each tick once, also where hardly any finished job of its type is kept', async () => {
    const prefix = `ticks:${++prefixes}`
    const report = defineJob({
      type: 'report',
      payload: { '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) } },
      retention: { count: 1 },
    })
    const cron = new FewTicks()
    const runs: unknown[] = []
    const processes = [new SystemClock(), new LateClock()].map((clock) => {
      const { queue } = queueOn(server.url, closing, { prefix })
      const jobs = new Jobs(queue, { ids: new SystemIds(), logger: new RecordingLogger(), clock, cron })
      jobs.define(report)
      closing.add(async () => jobs.close())
      return jobs
    })
    const [first] = processes
    if (!first) throw new Error('no process')
    first.handle('report', async ({ payload, key }) => {
      if (payload === 'tick') runs.push(key)
    })
    await first.startWorkers()
    for (const jobs of processes) await jobs.schedule('report', { cron: '* * * * * *', payload: 'tick', name: 'each' })
    const end = Date.now() + 5000
    while (Date.now() < end) {
      await first.addJob('report', 'by hand')
      await delay(100)
    }
    await until('all is done', 10_000, async () => {
      const { waiting, active } = await first.getQueueStats('report')
      return waiting + active === 0 ? true : undefined
    })
    expect(runs.length).toBeGreaterThan(1)
    expect(new Set(runs).size).toBe(runs.length)
  }, 30_000)
})
