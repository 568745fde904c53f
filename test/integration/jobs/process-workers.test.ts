import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { JobQueue } from '../../../src/ports/index.js'
import { until } from '../../support/until.js'
import { jobsOnRedis, once, reaches, request } from './bull-fixture.js'
import { JobProcess } from './job-process.js'

/** Short, for tests that wait until locks expire. */
const LOCK_MS = 800

/** Long enough that no lock expires on a slow machine. */
const SAFE_LOCK_MS = 4000

/** So long that no lock expires during a test. */
const ENDLESS_LOCK_MS = 3_600_000

const redis = jobsOnRedis('process')
let folder: string
let files = 0
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'curriculum-jobs-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** A file that runs wait for, so that the test controls when they continue. */
function gate() {
  const path = join(folder, `${++files}`)
  return { path, open: () => writeFile(path, '') }
}

type WorkerOptions = Omit<Parameters<typeof JobProcess.start>[0], 'url' | 'prefix'>

function fresh() {
  const { queue, prefix } = redis.newQueue()
  const worker = async (options: WorkerOptions = {}): Promise<JobProcess> => {
    const process = await JobProcess.start({ url: redis.server.url, prefix, ...options })
    redis.closing.add(() => process.end('SIGKILL'))
    return process
  }
  return { queue, worker }
}

async function stateOf(queue: JobQueue, id: string) {
  return (await queue.get('work', id))?.state
}

describe('a worker that is killed', () => {
  it('leaves its job to another worker, which completes it once', async () => {
    const { queue, worker } = fresh()
    const first = await worker({ lockMs: SAFE_LOCK_MS })
    const { id } = await queue.add(request({ payload: { hangs: true }, retry: once }))
    await first.says(`began ${id} 1`)
    const second = await worker({ lockMs: SAFE_LOCK_MS })
    await first.end('SIGKILL')
    const status = await reaches(queue, id, 'completed')
    expect(status).toMatchObject({ attempts: 2, result: { by: second.pid, attempt: 2 } })
    expect('error' in status).toBe(false)
    expect(await queue.stats('work')).toMatchObject({ completed: 1, active: 0, waiting: 0, failed: 0 })
    expect(second.hasGivenUp(id)).toBe(true)
  })

  it('by the same job each time: that job fails after its attempts, and the others complete', async () => {
    const { queue, worker } = fresh()
    const { id } = await queue.add(request({ payload: { dies: true } }))
    const others = await queue.addMany(Array.from({ length: 5 }, () => request({ payload: {} })))
    let runs = 0
    while ((await stateOf(queue, id)) !== 'failed') {
      const process = await worker({ lockMs: LOCK_MS })
      await until('the job runs or has failed', async () =>
        (await stateOf(queue, id)) === 'failed' || process.began.includes(id) ? true : undefined,
      )
      if (process.began.includes(id)) {
        runs += 1
        await process.ended
      }
    }
    expect(runs).toBe(3)
    expect(await queue.get('work', id)).toMatchObject({ attempts: 3, error: { code: 'WORKER_LOST' } })
    for (const other of others) await reaches(queue, other.id, 'completed')
  })
})

describe('a worker whose event loop is blocked for longer than its lock', () => {
  it('completes its job once if no other worker had a free slot', async () => {
    const { queue, worker } = fresh()
    const [blocked, running] = [gate(), gate()]
    const full = await worker({ lockMs: LOCK_MS })
    const other = await queue.add(request({ payload: { lastsUntil: running.path } }))
    await full.says(`began ${other.id} 1`)
    await worker({ lockMs: LOCK_MS })
    const { id } = await queue.add(request({ payload: { blocksUntil: blocked.path, lastsUntil: running.path } }))
    await until('the job is given up', async () =>
      full.hasGivenUp(id) && (await stateOf(queue, id)) === 'waiting' ? true : undefined,
    )
    await blocked.open()
    // The run takes the job back.
    await reaches(queue, id, 'active')
    await running.open()
    const status = await reaches(queue, id, 'completed')
    expect(status).toMatchObject({ attempts: 1, result: { attempt: 1 } })
    expect('error' in status).toBe(false)
  })

  it('loses its job to another worker: both succeed, one result is stored', async () => {
    const { queue, worker } = fresh()
    const [blocks, lasts] = [gate(), gate()]
    const blocked = await worker({ lockMs: LOCK_MS })
    const { id } = await queue.add(request({ payload: { blocksUntil: blocks.path, lastsUntil: lasts.path } }))
    await blocked.says(`began ${id} 1`)
    const second = await worker({ lockMs: SAFE_LOCK_MS })
    await second.says(`began ${id} 2`)
    await blocks.open()
    await lasts.open()
    await blocked.says(`ended ${id} 1`)
    await second.says(`ended ${id} 2`)
    const status = await reaches(queue, id, 'completed')
    expect(status).toMatchObject({ attempts: 2, result: { by: second.pid, attempt: 2 } })
    expect('error' in status).toBe(false)
    await until('the discarded result is logged', () => (blocked.log.includes('result discarded') ? true : undefined))
    expect(await queue.stats('work')).toMatchObject({ completed: 1, failed: 0, active: 0, waiting: 0 })
  })
})

describe('SIGTERM', () => {
  it('under load lets runs end and leaves the rest to others: every job runs once', async () => {
    const { queue, worker } = fresh()
    const jobs = Array.from({ length: 1000 }, () => request({ payload: { takesMs: 1 }, retry: once }))
    const loaded = { lockMs: ENDLESS_LOCK_MS, concurrency: 8 }
    const stopping = [await worker({ ...loaded, stopAfter: 25 }), await worker({ ...loaded, stopAfter: 25 })]
    await queue.addMany(jobs)
    expect(await Promise.all(stopping.map(({ ended }) => ended))).toEqual([0, 0])
    const left = jobs.length - stopping.reduce((runs, { began }) => runs + began.length, 0)
    expect(left).toBeGreaterThan(0)
    expect(await queue.stats('work')).toMatchObject({ active: 0, waiting: left })
    const third = await worker(loaded)
    await until('all are completed', async () =>
      (await queue.stats('work')).completed === jobs.length ? true : undefined,
    )
    const all = [...stopping, third]
    const runs = all.flatMap(({ lines }) => lines.filter((line) => line.startsWith('began')))
    expect(runs.sort()).toEqual(jobs.map(({ id }) => `began ${id} 1`).sort())
    for (const { log } of all) expect(log).not.toContain('the worker of a job died')
  })

  it('releases long jobs at the deadline, and another worker runs them without waiting for the lock', async () => {
    const { queue, worker } = fresh()
    const first = await worker({ lockMs: ENDLESS_LOCK_MS, closeMs: 200 })
    const { id } = await queue.add(request({ payload: { hangs: true }, retry: once }))
    await first.says(`began ${id} 1`)
    const second = await worker({ lockMs: ENDLESS_LOCK_MS })
    expect(await first.end('SIGTERM')).toBe(0)
    await second.says(`began ${id} 2`)
    await reaches(queue, id, 'completed')
  })
})
