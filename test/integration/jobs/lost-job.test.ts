import { describe, expect, it } from '@jest/globals'
import type { JobStatus } from '../../../src/domain/jobs/index.js'
import { RedisServer } from '../../support/redis-server.js'
import { ShiftedClock } from '../../support/shifted-clock.js'
import { until } from '../../support/until.js'
import { closingAfterEach, queueOn, request } from './bull-fixture.js'

const closing = closingAfterEach()

/** A watched job that runs. */
async function running() {
  const server = await RedisServer.start()
  closing.add(() => server.stop())
  const clock = new ShiftedClock()
  const { queue } = queueOn(server.url, closing, { clock }, { retryDelayMs: 20 })
  await queue.work('work', ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', reject)), {
    concurrency: 1,
  })
  const { id } = await queue.add(request())
  const seen: JobStatus[] = []
  const watching = (async () => {
    for await (const status of queue.watch('work', id)) seen.push(status)
  })()
  watching.catch(() => undefined)
  await until('it runs', () => (seen.at(-1)?.state === 'active' ? true : undefined))
  return { server, clock, id, watching }
}

describe('the watch of a running job', () => {
  const lost = (id: string) => ({
    code: 'JOB_NOT_FOUND',
    message: `the work job ${id} no longer exists, and its end is unknown`,
    hint: expect.stringContaining('appendonly yes'),
    details: { type: 'work', id },
  })

  it('fails when Redis has lost the job at a restart', async () => {
    const { server, id, watching } = await running()
    await server.restart()
    await expect(watching).rejects.toMatchObject(lost(id))
  })

  it('fails when the job was deleted without a message', async () => {
    const { server, clock, id, watching } = await running()
    await server.cli('FLUSHALL')
    clock.shift(5000)
    await expect(watching).rejects.toMatchObject(lost(id))
  })
})
