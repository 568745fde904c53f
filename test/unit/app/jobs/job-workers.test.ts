import { describe, expect, it } from '@jest/globals'
import { defineJob } from '../../../../src/app/jobs/define-job.js'
import type { JobContext } from '../../../../src/app/jobs/job-context.js'
import { ANY, JobsFixture, schema, WIDTH } from './jobs-fixture.js'

const RESIZE = defineJob({ type: 'resize', payload: WIDTH, attempts: 3 })
const REPORT = defineJob({ type: 'report', payload: ANY, concurrency: 2 })
const PLAIN = defineJob({ type: 'plain', payload: ANY })

describe('the handler', () => {
  it('gets the parsed payload, signal, progress, attempt and key, and can destructure them', async () => {
    const f = new JobsFixture()
    const seen: unknown[] = []
    f.jobs.define(RESIZE)
    f.jobs.handle(RESIZE, async ({ payload, signal, progress, attempt, key }) => {
      seen.push({ payload, aborted: signal.aborted, attempt, key })
      progress({ percent: 50, stage: 'half' })
      return 'ok'
    })
    await f.jobs.startWorkers()
    const { id } = await f.jobs.addJob(RESIZE, { width: 1.6 }, { key: 'k' })
    await f.settle()
    expect(seen).toEqual([{ payload: { width: 2, whole: true }, aborted: false, attempt: 1, key: 'k' }])
    expect(await f.jobs.getJobStatus(RESIZE, id)).toMatchObject({
      state: 'completed',
      payload: { width: 1.6 },
      progress: { percent: 100, stage: 'half' },
      result: 'ok',
    })
  })

  it('gets a logger that adds the fields of its job, which a line cannot override', async () => {
    const f = new JobsFixture()
    f.jobs.define(RESIZE)
    f.jobs.handle(RESIZE, async ({ log }) => {
      log.debug('d')
      log.info('i', { more: 1 })
      log.warn('w', { jobId: 'forged' })
      log.error('e')
    })
    await f.jobs.startWorkers()
    await f.jobs.addJob(RESIZE, { width: 1 }, { id: 'j' })
    await f.settle()
    const fields = { jobType: 'resize', jobId: 'j', attempt: 1 }
    expect(f.logger.lines.filter(({ message }) => message.length === 1)).toEqual([
      { level: 'debug', message: 'd', fields },
      { level: 'info', message: 'i', fields: { ...fields, more: 1 } },
      { level: 'warn', message: 'w', fields },
      { level: 'error', message: 'e', fields },
    ])
  })

  it('is cancelled by its signal', async () => {
    const f = new JobsFixture()
    f.jobs.define(RESIZE)
    let context: JobContext | undefined
    f.jobs.handle(RESIZE, (given) => {
      context = given
      return new Promise((_, reject) => given.signal.addEventListener('abort', () => reject(given.signal.reason)))
    })
    await f.jobs.startWorkers()
    const { id } = await f.jobs.addJob(RESIZE, { width: 1 })
    await f.settle()
    expect(await f.jobs.cancelJob(RESIZE, id)).toBe('requested')
    await f.settle()
    expect(context?.signal.aborted).toBe(true)
    expect(await f.jobs.getJobStatus(RESIZE, id)).toMatchObject({ state: 'cancelled' })
  })

  it('never gets an invalid payload: the job fails at once, even if attempts are left', async () => {
    const f = new JobsFixture()
    f.jobs.define(RESIZE)
    let runs = 0
    f.jobs.handle(RESIZE, async () => {
      runs += 1
    })
    // As an older release, with another schema, may have left it in the queue.
    await f.queue.add({
      type: 'resize',
      id: 'old',
      payload: { height: 1 },
      retry: RESIZE.retry,
      timeoutMs: 1000,
      retention: RESIZE.retention,
    })
    await f.jobs.startWorkers()
    await f.settle()
    expect(runs).toBe(0)
    expect(await f.jobs.getJobStatus('resize', 'old')).toMatchObject({
      state: 'failed',
      attempts: 1,
      error: { code: 'INVALID_PAYLOAD', message: expect.stringContaining('/width: expected a number') },
    })
  })

  it('a schema that throws fails the attempt', async () => {
    const f = new JobsFixture()
    let broken = false
    const flaky = schema((value) => {
      if (broken) throw new Error('lookup failed')
      return { value }
    })
    const job = f.jobs.define(defineJob({ type: 'flaky', payload: flaky, attempts: 2 }))
    f.jobs.handle(job, async () => 'ok')
    const { id } = await f.jobs.addJob(job, 1)
    broken = true
    await f.jobs.startWorkers()
    await f.settle()
    expect(await f.jobs.getJobStatus(job, id)).toMatchObject({ state: 'delayed', error: { message: 'lookup failed' } })
    broken = false
    await f.clock.advance(10_000)
    expect(await f.jobs.getJobStatus(job, id)).toMatchObject({ state: 'completed' })
  })
})

describe('startWorkers', () => {
  function gated(): JobsFixture {
    const f = new JobsFixture()
    for (const job of [REPORT, PLAIN]) {
      f.jobs.define(job)
      f.jobs.handle(job, () => new Promise(() => undefined))
    }
    return f
  }

  const add = (f: JobsFixture, type: string) =>
    f.jobs.addJobs(
      type,
      Array.from({ length: 10 }, () => ({ payload: 1 })),
    )

  it('uses the concurrency of the type, then that of the call, then 1', async () => {
    for (const [options, plain] of [
      [{ concurrency: 4 }, 4],
      [{}, 1],
    ] as const) {
      const f = gated()
      await f.jobs.startWorkers(options)
      await add(f, 'report')
      await add(f, 'plain')
      await f.settle()
      expect(await f.jobs.getQueueStats('report')).toMatchObject({ active: 2 })
      expect(await f.jobs.getQueueStats('plain')).toMatchObject({ active: plain })
    }
  })

  it('works only on the given types', async () => {
    const f = gated()
    await f.jobs.startWorkers({ types: ['plain'] })
    await add(f, 'report')
    await f.settle()
    expect(await f.jobs.getQueueStats('report')).toMatchObject({ active: 0 })
    await f.jobs.startWorkers({ types: ['report'] })
    await f.settle()
    expect(await f.jobs.getQueueStats('report')).toMatchObject({ active: 2 })
  })

  it.each([0, 1001, 1.5])('refuses concurrency %d', async (concurrency) => {
    await expect(gated().jobs.startWorkers({ concurrency })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
  })

  it('rejects a given type without a handler', async () => {
    const f = new JobsFixture()
    f.jobs.define(RESIZE)
    await expect(f.jobs.startWorkers({ types: ['resize'] })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      hint: expect.stringContaining("handle('resize'"),
    })
  })

  it('warns if no type has a handler', async () => {
    const f = new JobsFixture()
    f.jobs.define(RESIZE)
    const stop = await f.jobs.startWorkers()
    expect(f.logger.messages('warn')).toEqual(['no workers started: no job type has a handler'])
    await stop()
  })

  it('starts all workers or none: if one type already has workers, the others get none', async () => {
    const f = gated()
    await f.jobs.startWorkers({ types: ['plain'] })
    await expect(f.jobs.startWorkers()).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
    await f.jobs.startWorkers({ types: ['report'] })
  })

  it('stop claims no more jobs and resolves when the runs have ended; a repeated call does not stop later workers', async () => {
    const f = new JobsFixture()
    f.jobs.define(PLAIN)
    let release: () => void = () => undefined
    f.jobs.handle(PLAIN, () => new Promise<void>((resolve) => (release = resolve)))
    const stop = await f.jobs.startWorkers()
    await add(f, 'plain')
    await f.settle()
    let stopped = false
    const stopping = stop().then(() => {
      stopped = true
    })
    await f.settle()
    expect(stopped).toBe(false)
    release()
    await stopping
    expect(await f.jobs.getQueueStats('plain')).toMatchObject({ completed: 1, active: 0, waiting: 9 })
    await f.jobs.startWorkers()
    await stop()
    await f.settle()
    expect(await f.jobs.getQueueStats('plain')).toMatchObject({ active: 1 })
  })
})

describe('finished jobs', () => {
  it('are trimmed once a minute, for types with a worker in this process, until it stops', async () => {
    const trimmed: string[] = []
    const f = new JobsFixture((queue) => ({
      trim: (type) => {
        trimmed.push(type)
        return queue.trim(type)
      },
    }))
    f.jobs.define(defineJob({ type: 'idle', payload: ANY }))
    f.jobs.handle(f.jobs.define(defineJob({ type: 'report', payload: ANY })), () => 1)
    await f.clock.advance(120_000)
    expect(trimmed).toEqual([])
    const stop = await f.jobs.startWorkers()
    await f.clock.advance(59_999)
    expect(trimmed).toEqual([])
    await f.clock.advance(60_001)
    expect(trimmed).toEqual(['report', 'report'])
    await stop()
    await f.clock.advance(120_000)
    expect(trimmed).toHaveLength(2)
    expect(f.clock.timers).toBe(0)
  })

  it('are trimmed again after a failure', async () => {
    let count = 0
    const f = new JobsFixture(() => ({ trim: () => Promise.reject(new Error(`away ${++count}`)) }))
    f.jobs.handle(f.jobs.define(defineJob({ type: 'report', payload: ANY })), () => 1)
    await f.jobs.startWorkers()
    await f.clock.advance(120_000)
    expect(count).toBe(2)
    expect(f.logger.messages('debug')).toEqual(Array(2).fill('could not trim finished jobs'))
  })
})
