import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from '@jest/globals'
import type { JobQueue, JobRequest } from '../../../src/ports/index.js'
import { RedisServer } from '../../support/redis-server.js'
import { until } from '../../support/until.js'
import { closingAfterEach, queueOn, request } from './bull-fixture.js'
import { JobProcess } from './job-process.js'

const PREFIX = 'killed'
const JOBS = 5000
const KILLS = 3
/** Long enough that no lock expires on a slow machine. */
const LOCK_MS = 4000
/** Concurrent adds. */
const AT_ONCE = 20

const closing = closingAfterEach()

/** Repeats the add until it is acknowledged: with the same id, no second job is created. */
async function addForSure(queue: JobQueue, job: JobRequest): Promise<boolean> {
  for (let unknown = false; ; ) {
    try {
      const { created } = await queue.add(job)
      // An earlier attempt may have added it, and its answer was lost.
      return created || unknown
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'OUTCOME_UNKNOWN') unknown = true
      await delay(20)
    }
  }
}

describe('Redis with appendonly, killed repeatedly', () => {
  it(`loses none of ${JOBS} acknowledged jobs`, async () => {
    const server = await RedisServer.start({ appendOnly: true })
    closing.add(() => server.stop())
    const worker = await JobProcess.start({ url: server.url, prefix: PREFIX, lockMs: LOCK_MS, concurrency: 8 })
    closing.add(() => worker.end('SIGKILL'))
    const { queue } = queueOn(server.url, closing, { prefix: PREFIX })

    const jobs = Array.from({ length: JOBS }, () => request({ payload: {} }))
    let acknowledged = 0
    const left = [...jobs]
    const add = async (): Promise<void> => {
      for (let job = left.shift(); job; job = left.shift()) {
        expect(await addForSure(queue, job)).toBe(true)
        acknowledged += 1
      }
    }
    const adding = Promise.all(Array.from({ length: AT_ONCE }, add))
    for (let kill = 1; kill <= KILLS; kill++) {
      await until('the stream goes on', () => (acknowledged > (kill * JOBS) / (KILLS + 1) ? true : undefined))
      await server.kill()
      await delay(300)
      await server.restart()
    }
    await adding
    const stats = await until('all are completed', async () => {
      const stats = await queue.stats('work')
      return stats.completed + stats.failed + stats.cancelled === JOBS ? stats : undefined
    })
    expect(stats).toMatchObject({ completed: JOBS, failed: 0, waiting: 0, delayed: 0, active: 0 })
    const runs = worker.began.length
    expect(new Set(worker.began).size).toBe(JOBS)
    // At least once: at each kill, the jobs that were running may run again.
    expect(runs - JOBS).toBeLessThanOrEqual(KILLS * 8)
    process.stdout.write(`${runs - JOBS} of ${JOBS} jobs ran twice\n`)
  })
})
