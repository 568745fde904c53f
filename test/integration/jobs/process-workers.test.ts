import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { RedisServer } from '../../support/redis-server.js'
import { runningTime } from '../../support/running-time.js'
import { Closing, queueOn, request, until } from './bull-fixture.js'
import { JobProcess } from './job-process.js'

const PREFIX = 'process'
/** Short, where a test waits for several of them to run out. */
const LOCK_MS = 800

const closing = new Closing()
let server: RedisServer
beforeEach(async () => {
  server = await RedisServer.start()
  closing.add(() => server.stop())
})
afterEach(() => closing.all())

async function worker(options: { readonly lockMs?: number; readonly concurrency?: number } = {}): Promise<JobProcess> {
  const process = await JobProcess.start({ url: server.url, prefix: PREFIX, ...options })
  closing.add(() => process.end('SIGKILL'))
  return process
}

const submitter = () => queueOn(server.url, closing, { prefix: PREFIX }).queue

const once = { attempts: 1, backoff: { kind: 'fixed', delayMs: 0, maxDelayMs: 0, jitter: false } } as const

describe('a worker that is killed', () => {
  it('leaves its job to another, which completes it within 20 s; one result is kept', async () => {
    const queue = submitter()
    const first = await worker()
    const { id } = await queue.add(request({ payload: { takesMs: 1500 }, retry: once }))
    await first.says(`began ${id} 1`)
    const second = await worker()
    const killed = runningTime()
    await first.end('SIGKILL')
    const status = await until('the job is completed', 25_000, async () => {
      const status = await queue.get('work', id)
      return status?.state === 'completed' ? status : undefined
    })
    expect(runningTime() - killed).toBeLessThan(20_000)
    expect(status).toMatchObject({ attempts: 2, result: { by: second.pid, attempt: 2 } })
    expect('error' in status).toBe(false)
    expect(await queue.stats('work')).toMatchObject({ completed: 1, active: 0, waiting: 0, failed: 0 })
    expect(second.log).toContain('the worker of a job died; the job waits again')
  }, 45_000)

  it('by its job, each time: the job ends failed after its attempts, and the others are done', async () => {
    const queue = submitter()
    const { id } = await queue.add(request({ payload: { dies: true } }))
    const others = await queue.addMany(Array.from({ length: 5 }, () => request({ payload: {} })))
    let runs = 0
    const status = await until('the job has failed', 40_000, async () => {
      const process = await worker({ lockMs: LOCK_MS })
      const look = async () => {
        const status = await queue.get('work', id)
        return status?.state === 'failed' || process.began.includes(id) ? true : undefined
      }
      await until('the job runs or has failed', 10_000, look)
      if (process.began.includes(id)) {
        runs += 1
        await process.ended
      }
      const status = await queue.get('work', id)
      return status?.state === 'failed' ? status : undefined
    })
    expect(runs).toBe(3)
    expect(status).toMatchObject({ attempts: 3, error: { code: 'WORKER_LOST' } })
    for (const other of others) {
      await until('the others are completed', 5000, async () =>
        (await queue.get('work', other.id))?.state === 'completed' ? true : undefined,
      )
    }
  }, 60_000)
})

describe('a worker whose event loop is blocked for longer than its lock', () => {
  it('completes its job once, where it was given up and nobody else had the room to take it', async () => {
    const queue = submitter()
    const full = await worker({ lockMs: LOCK_MS })
    const other = await queue.add(request({ payload: { takesMs: 9 * LOCK_MS } }))
    await full.says(`began ${other.id} 1`)
    await worker({ lockMs: LOCK_MS })
    const { id } = await queue.add(request({ payload: { blocksMs: 5 * LOCK_MS, takesMs: LOCK_MS } }))
    await until('the job is given up', 6 * LOCK_MS, async () =>
      (await queue.get('work', id))?.state === 'waiting' && full.log.includes('waits again') ? true : undefined,
    )
    await until('its run takes it back', 5 * LOCK_MS, async () =>
      (await queue.get('work', id))?.state === 'active' ? true : undefined,
    )
    const status = await until('the job is completed', 15_000, async () => {
      const status = await queue.get('work', id)
      return status?.state === 'completed' ? status : undefined
    })
    expect(status).toMatchObject({ attempts: 1, result: { attempt: 1 } })
    expect('error' in status).toBe(false)
  }, 30_000)

  it('has its job taken over; both succeed, one result is kept, and nothing has failed', async () => {
    const queue = submitter()
    const blocked = await worker({ lockMs: LOCK_MS })
    const payload = { blocksMs: 5 * LOCK_MS, takesMs: 3 * LOCK_MS, ignoresSignal: true }
    const { id } = await queue.add(request({ payload }))
    await blocked.says(`began ${id} 1`)
    const second = await worker({ lockMs: LOCK_MS })
    await second.says(`began ${id} 2`)
    await blocked.says(`ended ${id} 1`, 15_000)
    await second.says(`ended ${id} 2`, 15_000)
    const status = await until('the job is completed', 5000, async () => {
      const status = await queue.get('work', id)
      return status?.state === 'completed' ? status : undefined
    })
    expect(status).toMatchObject({ attempts: 2, result: { by: second.pid, attempt: 2 } })
    expect('error' in status).toBe(false)
    await until('the dropped result is told', 5000, () =>
      blocked.log.includes('what it came to is dropped') ? true : undefined,
    )
    expect(await queue.stats('work')).toMatchObject({ completed: 1, failed: 0, active: 0, waiting: 0 })
  }, 40_000)
})

describe('SIGTERM', () => {
  it('under load lets runs end, keeps nothing and leaves the rest to others: every job runs once', async () => {
    const queue = submitter()
    const [first, second] = [await worker({ concurrency: 8 }), await worker({ concurrency: 8 })]
    const jobs = Array.from({ length: 3000 }, () => request({ payload: { takesMs: 1 }, retry: once }))
    await queue.addMany(jobs)
    const end = async (process: JobProcess) => {
      await until('it works', 10_000, () => (process.began.length > 20 ? true : undefined))
      const begun = runningTime()
      expect(await process.end('SIGTERM')).toBe(0)
      expect(runningTime() - begun).toBeLessThan(3000)
    }
    await Promise.all([end(first), end(second)])
    const left = jobs.length - first.began.length - second.began.length
    expect(left).toBeGreaterThan(0)
    expect(await queue.stats('work')).toMatchObject({ active: 0, waiting: left })
    const third = await worker({ concurrency: 8 })
    await until('all are completed', 15_000, async () =>
      (await queue.stats('work')).completed === jobs.length ? true : undefined,
    )
    const runs = [first, second, third].flatMap(({ lines }) => lines.filter((line) => line.startsWith('began')))
    expect(runs.sort()).toEqual(jobs.map(({ id }) => `began ${id} 1`).sort())
    for (const { log } of [first, second, third]) expect(log).not.toContain('the worker of a job died')
  }, 60_000)

  it('gives back at the deadline what takes too long, and another runs it at once', async () => {
    const queue = submitter()
    const first = await worker()
    const { id } = await queue.add(request({ payload: { takesMs: 4000 }, retry: once }))
    await first.says(`began ${id} 1`)
    const second = await worker()
    const begun = runningTime()
    expect(await first.end('SIGTERM')).toBe(0)
    expect(runningTime() - begun).toBeLessThan(3500)
    // A lock that runs out would take 10 s and more.
    await second.says(`began ${id} 2`, 4000)
    await until('the job is completed', 10_000, async () =>
      (await queue.get('work', id))?.state === 'completed' ? true : undefined,
    )
  }, 30_000)
})
