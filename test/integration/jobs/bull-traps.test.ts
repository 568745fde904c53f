import { describe, expect, it } from '@jest/globals'
import type { JobStatus } from '../../../src/domain/jobs/index.js'
import type { JobQueue } from '../../../src/ports/index.js'
import { until } from '../../support/until.js'
import { failure, jobsOnRedis, reaches, request } from './bull-fixture.js'
import { fieldsOf, plainBull } from './plain-bull.js'

const redis = jobsOnRedis('traps')
const { cli } = redis

const ours = () => redis.newQueue()
const plain = () => plainBull(redis.server.url, redis.closing)

function ended(queue: JobQueue, id: string): Promise<JobStatus> {
  return until('the job has ended', async () => {
    const status = await queue.get('work', id)
    return status && ['completed', 'failed'].includes(status.state) ? status : undefined
  })
}

describe('removing a fetched job', () => {
  it('leaves an empty job in Bull', async () => {
    const queue = plain()
    const job = await queue.add({ real: true })
    await queue.client.rpoplpush(queue.toKey('wait'), queue.toKey('active'))
    await job.remove()
    await queue.client.lpush(queue.toKey('wait'), String(job.id))
    const ghost = await queue.getNextJob()
    expect({ name: ghost?.name, data: ghost?.data }).toEqual({ name: '__default__', data: {} })
  })

  it('is rejected, because the job is active', async () => {
    const { queue, base } = ours()
    const { id } = await queue.add(request())
    await cli('RPOPLPUSH', `${base}wait`, `${base}active`)
    expect(await queue.get('work', id)).toMatchObject({ state: 'active', attempts: 0 })
    expect(await failure(() => queue.remove('work', id))).toBe('ILLEGAL_JOB_STATE')
    expect(await queue.cancel('work', id)).toBe('requested')
    expect(await queue.list('work', { states: ['active'], offset: 0, limit: 5 })).toHaveLength(1)
  })
})

describe('a job without our envelope', () => {
  it.each([
    ['that is gone', []],
    ['of another program', ['name', '__default__', 'data', '{"evil":true}', 'opts', '{}']],
    ['with data that is no JSON', ['name', '__default__', 'data', 'no json', 'opts', '{}']],
  ])('%s never reaches a handler, and is logged', async (_what, fields) => {
    const { queue, logger, base } = ours()
    if (fields.length > 0) await cli('HSET', `${base}7`, ...fields)
    await cli('LPUSH', `${base}wait`, '7')
    const seen: unknown[] = []
    await queue.work('work', async ({ payload }) => seen.push(payload), { concurrency: 1 })
    await until('it is logged', () => logger.messages('error').find((line) => line.includes('did not add')))
    const { id } = await queue.add(request({ payload: 'ours' }))
    await ended(queue, id)
    expect(seen).toEqual(['ours'])
    expect(await queue.stats('work')).toMatchObject({ waiting: 0, active: 0, failed: 0, completed: 1 })
    // Its data stay unchanged for a day.
    if (fields.length > 0) expect(Number(await cli('TTL', `${base}7`))).toBeGreaterThan(80_000)
    else expect(await cli('EXISTS', `${base}7`)).toBe('0')
  })
})

describe('a completion that comes too late', () => {
  it('overwrites attempts and reason in Bull', async () => {
    const queue = plain()
    const failed = new Promise((resolve) => queue.on('error', resolve))
    void queue.process(async (job) => {
      await queue.client.del(`${queue.toKey(String(job.id))}:lock`)
      return 'done'
    })
    const job = await queue.add({})
    await failed
    expect(await fieldsOf(queue, job)).toMatchObject({ attemptsMade: '1', failedReason: expect.stringMatching(/lock/) })
  })

  it('changes nothing if another worker has claimed the job', async () => {
    const { queue, logger, base } = ours()
    const { id } = await queue.add(request())
    await queue.work(
      'work',
      async () => {
        // As if this process was suspended, and another one has claimed the job.
        await cli('HINCRBY', `${base}j.${id}`, 'runs', '1')
        return 'too late'
      },
      { concurrency: 1 },
    )
    await until('it is logged', () => logger.messages('warn').find((line) => line.includes('discarded')))
    expect(await queue.get('work', id)).toMatchObject({ state: 'active', attempts: 1 })
    expect(await cli('HEXISTS', `${base}j.${id}`, 'returnvalue')).toBe('0')
    expect(await cli('HEXISTS', `${base}j.${id}`, 'failedReason')).toBe('0')
  })

  it('is stored if the lock expired and no other worker has claimed the job', async () => {
    const { queue, base } = ours()
    const { id } = await queue.add(request())
    await queue.work(
      'work',
      async () => {
        await cli('DEL', `${base}j.${id}:lock`)
        return 'done'
      },
      { concurrency: 1 },
    )
    expect(await ended(queue, id)).toMatchObject({ state: 'completed', result: 'done', attempts: 1 })
  })
})

describe('a retry that is refused', () => {
  it('erases the end of the job in Bull', async () => {
    const queue = plain()
    void queue.process(async () => 'done')
    const job = await queue.add({})
    await job.finished()
    expect(await fieldsOf(queue, job)).toHaveProperty('finishedOn')
    await job.retry().catch(() => undefined)
    expect(await fieldsOf(queue, job)).not.toHaveProperty('finishedOn')
  })

  it('changes nothing', async () => {
    const { queue } = ours()
    await queue.work('work', async () => 'done', { concurrency: 1 })
    const { id } = await queue.add(request())
    const before = await ended(queue, id)
    expect(await failure(() => queue.retry('work', id))).toBe('ILLEGAL_JOB_STATE')
    expect(await queue.get('work', id)).toEqual(before)
  })
})

describe('the order of priorities', () => {
  const order = [5, 1, 3, undefined, 1]

  it('is correct while a job is in transit to its worker', async () => {
    const { queue, base } = ours()
    await queue.add(request({ priority: 0, id: 'first' }))
    await cli('RPOPLPUSH', `${base}wait`, `${base}active`)
    for (const [n, priority] of order.entries()) {
      await queue.add(request({ id: `${n}`, ...(priority === undefined ? {} : { priority }) }))
    }
    const waiting = JSON.parse(await cli('LRANGE', `${base}wait`, '0', '-1')) as string[]
    expect(waiting.reverse()).toEqual(['j.1', 'j.4', 'j.2', 'j.0', 'j.3'])
  })

  it('is lost in Bull by a retry', async () => {
    const queue = plain()
    await queue.add({}, { priority: 5 })
    const job = await queue.add({}, { priority: 1 })
    const taken = await queue.getNextJob()
    expect(taken?.id).toBe(job.id)
    await taken?.moveToFailed({ message: 'no' })
    await taken?.retry()
    expect((await queue.getNextJob())?.id).not.toBe(job.id)
  })
})

describe('values', () => {
  it('that are falsy become {} in Bull', async () => {
    const queue = plain()
    await queue.add(0)
    expect((await queue.getNextJob())?.data).toEqual({})
  })

  it('without JSON form fail the job in Bull, and fail the attempt here', async () => {
    const { queue } = ours()
    await queue.work('work', async () => 1n, { concurrency: 1 })
    const { id } = await queue.add(request())
    const status = await ended(queue, id)
    expect(status).toMatchObject({ state: 'failed', attempts: 3, error: { code: 'UNSERIALISABLE' } })
  })
})

describe('ids', () => {
  it('like the names of lists break Bull', async () => {
    const queue = plain()
    await expect(queue.add({}, { jobId: 'wait' })).rejects.toThrow(/WRONGTYPE/)
  })

  it.each(['wait', 'active', 'id', 'a:lock', 'j.x', '%', 'ä {}:'])('like "%s" work', async (id) => {
    const { queue } = ours()
    const seen: string[] = []
    await queue.work('work', async (run) => seen.push(run.id), { concurrency: 1 })
    await queue.add(request({ id: 'a' }))
    expect(await queue.add(request({ id }))).toEqual({ id, created: true })
    expect((await ended(queue, id)).id).toBe(id)
    await ended(queue, 'a')
    expect(seen).toEqual(['a', id])
  })

  it.each(['{', '}', 'a:b', 'ä%7b'])('types like "%s" work', async (type) => {
    const { queue } = ours()
    await queue.work(type, async () => 'done', { concurrency: 1 })
    const { id } = await queue.add(request({ type }))
    await reaches(queue, id, 'completed', type)
  })

  it('that repeat are ignored silently by Bull, and reported here', async () => {
    const bull = plain()
    const first = await bull.add({ n: 1 }, { jobId: 'x' })
    const second = await bull.add({ n: 2 }, { jobId: 'x' })
    expect({ id: second.id, data: second.data }).toEqual({ id: first.id, data: { n: 2 } })
    const { queue } = ours()
    expect((await queue.add(request({ id: 'x' }))).created).toBe(true)
    expect((await queue.add(request({ id: 'x' }))).created).toBe(false)
  })
})

describe('retention', () => {
  it('of null loses the job in Bull', async () => {
    const queue = plain()
    const errors: Error[] = []
    queue.on('error', (error) => errors.push(error))
    void queue.process(async () => 'done')
    const job = await queue.add({}, { removeOnComplete: null as unknown as boolean })
    await until('Bull fails', () => errors.at(0))
    const state = await job.getState()
    expect(['stuck', 'active']).toContain(state)
  })

  it('always has our defaults', async () => {
    const { queue } = ours()
    await queue.work('work', async () => 'done', { concurrency: 1 })
    expect(await failure(() => queue.add(request({ retention: null as never })))).toBeDefined()
    const { id } = await queue.add(request({ retention: { age: 60, count: 1 } }))
    expect((await ended(queue, id)).state).toBe('completed')
  })
})

describe('an unknown kind of backoff', () => {
  it('leaves a job of Bull active for good', async () => {
    const queue = plain()
    const error = new Promise((resolve) => queue.on('error', resolve))
    void queue.process(async () => Promise.reject(new Error('no')))
    const job = await queue.add({}, { attempts: 2, backoff: { type: 'unknown' } })
    await error
    expect(await job.getState()).toBe('active')
  })

  it('is refused', async () => {
    const { queue } = ours()
    const retry = { attempts: 2, backoff: { kind: 'unknown' as 'fixed', delayMs: 1, maxDelayMs: 1, jitter: false } }
    expect(await failure(() => queue.add(request({ retry })))).toBe('INVALID_ARGUMENT')
  })
})

describe('attempts', () => {
  it('count failures in Bull, and started runs here', async () => {
    const bull = plain()
    void bull.process(async () => 'done')
    const job = await bull.add({})
    await job.finished()
    expect((await bull.getJob(job.id))?.attemptsMade).toBe(0)
    const { queue } = ours()
    await queue.work('work', async () => 'done', { concurrency: 1 })
    const { id } = await queue.add(request())
    expect((await ended(queue, id)).attempts).toBe(1)
  })
})
