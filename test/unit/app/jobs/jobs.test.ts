import { describe, expect, it, jest } from '@jest/globals'
import { z } from 'zod'
import { defineJob } from '../../../../src/app/jobs/define-job.js'
import { AppError } from '../../../../src/domain/platform/index.js'
import type { JobRequest } from '../../../../src/ports/index.js'
import { ANY, JobsFixture, schema, WIDTH } from './jobs-fixture.js'

const RESIZE = defineJob({ type: 'resize', payload: WIDTH, attempts: 3 })

function fixture(): JobsFixture {
  const f = new JobsFixture()
  f.jobs.define(RESIZE)
  return f
}

describe('define and handle', () => {
  it('define returns the definition; the same one may be repeated, another of the same name is rejected', () => {
    const { jobs } = new JobsFixture()
    expect(jobs.define(RESIZE)).toBe(RESIZE)
    expect(jobs.define(RESIZE)).toBe(RESIZE)
    expect(() => jobs.define(defineJob({ type: 'resize', payload: WIDTH }))).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', details: { type: 'resize' } }),
    )
  })

  it('rejects a second handler of a type', () => {
    const { jobs } = fixture()
    jobs.handle('resize', async () => 1)
    expect(() => jobs.handle(RESIZE, async () => 2)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }))
  })

  it('every method rejects an undefined type with UNKNOWN_JOB_TYPE and lists the known types', async () => {
    const { jobs } = fixture()
    jobs.define(defineJob({ type: 'report', payload: ANY }))
    const unknown = {
      code: 'UNKNOWN_JOB_TYPE',
      message: 'job type resise is not defined',
      hint: expect.stringMatching(/define.*: curriculum_generation, resize, report$/),
      details: { type: 'resise', known: ['curriculum_generation', 'resize', 'report'] },
    }
    const calls = [
      () => jobs.addJob('resise', 1),
      () => jobs.addJobs('resise', []),
      () => jobs.getJobStatus('resise', '1'),
      () => jobs.getQueueStats('resise'),
      () => jobs.listJobs('resise'),
      () => jobs.cancelJob('resise', '1'),
      () => jobs.retryJob('resise', '1'),
      () => jobs.removeJob('resise', '1'),
      () => jobs.pauseQueue('resise'),
      () => jobs.resumeQueue('resise'),
      () => jobs.startWorkers({ types: ['resise'] }),
      async () => jobs.watch('resise', '1'),
      async () => jobs.handle('resise', async () => 1),
    ]
    for (const call of calls) await expect(call()).rejects.toMatchObject(unknown)
  })
})

describe('addJob', () => {
  it('passes the settings of the type and the options of the call to the queue', async () => {
    const requests: JobRequest[] = []
    const f = new JobsFixture(() => ({
      add: async (request) => {
        requests.push(request)
        return { id: request.id, created: true }
      },
    }))
    f.jobs.define(RESIZE)
    expect(await f.jobs.addJob(RESIZE, { width: 1 })).toEqual({ id: 'id-1', created: true })
    await f.jobs.addJob('resize', { width: 2 }, { id: 'mine', key: 'k', unique: 'retained', delayMs: 5, priority: 0 })
    const { type, retry, timeoutMs, retention } = RESIZE
    const terms = { type, retry, timeoutMs, retention }
    expect(requests).toEqual([
      { ...terms, id: 'id-1', payload: { width: 1 } },
      { ...terms, id: 'mine', payload: { width: 2 }, key: 'k', unique: 'retained', delayMs: 5, priority: 0 },
    ])
  })

  it('is idempotent by key and by id', async () => {
    const { jobs } = fixture()
    const { id } = await jobs.addJob(RESIZE, { width: 1 }, { key: 'k' })
    expect(await jobs.addJob(RESIZE, { width: 2 }, { key: 'k' })).toEqual({ id, created: false })
    expect(await jobs.addJob(RESIZE, { width: 3 }, { id })).toEqual({ id, created: false })
    expect(await jobs.getJobStatus(RESIZE, id)).toMatchObject({ payload: { width: 1 } })
  })

  it('rejects an invalid payload with INVALID_PAYLOAD and the paths of its issues, and adds nothing', async () => {
    const { jobs } = fixture()
    await expect(jobs.addJob('resize', { width: 'wide' })).rejects.toMatchObject({
      code: 'INVALID_PAYLOAD',
      message: 'the payload of a resize job does not match its schema: /width: expected a number',
      details: { type: 'resize', issues: [{ path: '/width', message: 'expected a number' }] },
    })
    await expect(jobs.addJob(RESIZE, { width: -1 })).rejects.toMatchObject({
      details: { issues: [{ path: '/width', message: 'too small' }] },
    })
    expect(await jobs.getQueueStats('resize')).toMatchObject({ waiting: 0 })
  })

  it('works with zod, and turns nested paths into JSON pointers', async () => {
    const { jobs } = new JobsFixture()
    const sizes = z.object({ 'a/b': z.array(z.object({ width: z.number() })) })
    const job = jobs.define(defineJob({ type: 'sizes', payload: sizes }))
    await jobs.addJob(job, { 'a/b': [{ width: 1 }] })
    await expect(jobs.addJob('sizes', { 'a/b': [{ width: 1 }, {}] })).rejects.toMatchObject({
      details: { issues: [{ path: '/a~1b/1/width', message: expect.any(String) }] },
    })
  })

  it('an issue without a path refers to the whole payload; the number of issues is limited', async () => {
    const { jobs } = new JobsFixture()
    const issues = Array.from({ length: 100 }, (_, n) => ({ message: `m${n}` }))
    jobs.define(defineJob({ type: 'never', payload: schema(() => ({ issues })) }))
    const error: unknown = await jobs.addJob('never', 1).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ message: expect.stringContaining('/: m0; /: m1') })
    expect((error as AppError).details.issues).toHaveLength(20)
  })

  it('a schema may be asynchronous', async () => {
    const { jobs } = new JobsFixture()
    jobs.define(defineJob({ type: 'later', payload: schema(async () => ({ issues: [{ message: 'no' }] })) }))
    await expect(jobs.addJob('later', 1)).rejects.toMatchObject({ code: 'INVALID_PAYLOAD' })
  })

  it('the schema gets the payload after a JSON round trip, like the worker', async () => {
    const { jobs } = new JobsFixture()
    const job = jobs.define(defineJob({ type: 'dated', payload: z.object({ at: z.date() }) }))
    await expect(jobs.addJob(job, { at: new Date(0) })).rejects.toMatchObject({ code: 'INVALID_PAYLOAD' })
  })

  it('stores the given payload, not the output of the schema', async () => {
    const { jobs } = new JobsFixture()
    const meddling = schema((value) => {
      ;(value as { n: number }).n = 99
      return { value: 'made' }
    })
    const { id } = await jobs.addJob(jobs.define(defineJob({ type: 'm', payload: meddling })), { n: 1 })
    expect(await jobs.getJobStatus('m', id)).toMatchObject({ payload: { n: 1 } })
  })

  it('rejects a payload without JSON form with UNSERIALISABLE and the pointer', async () => {
    const { jobs } = fixture()
    await expect(jobs.addJob('resize', { width: 1, f: () => 1 })).rejects.toMatchObject({
      code: 'UNSERIALISABLE',
      details: { pointer: '/f' },
    })
  })

  it.each([0, '', false, null])('keeps the falsy payload %j', async (payload) => {
    const { jobs } = new JobsFixture()
    const job = jobs.define(defineJob({ type: 'any', payload: ANY }))
    const { id } = await jobs.addJob(job, payload)
    expect(await jobs.getJobStatus(job, id)).toMatchObject({ payload })
  })

  it('adds the ids to OUTCOME_UNKNOWN, for a safe retry; other errors stay unchanged', async () => {
    let failure = new AppError('OUTCOME_UNKNOWN', 'no answer', { details: { afterMs: 500 }, retryAfterMs: 1000 })
    const refuse = async (): Promise<never> => {
      throw failure
    }
    const { jobs } = new JobsFixture(() => ({ add: refuse, addMany: refuse }))
    jobs.define(RESIZE)
    await expect(jobs.addJob(RESIZE, { width: 1 })).rejects.toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      message: 'no answer',
      details: { afterMs: 500, ids: ['id-1'] },
      retryAfterMs: 1000,
      cause: failure,
    })
    await expect(
      jobs.addJobs(RESIZE, [{ payload: { width: 1 } }, { payload: { width: 2 }, id: 'x' }]),
    ).rejects.toMatchObject({ details: { ids: ['id-2', 'x'] } })
    failure = new AppError('STORE_UNAVAILABLE', 'away')
    await expect(jobs.addJob(RESIZE, { width: 1 })).rejects.toBe(failure)
  })
})

describe('addJobs', () => {
  it('adds in the given order', async () => {
    const { jobs } = fixture()
    const receipts = await jobs.addJobs(RESIZE, [
      { payload: { width: 1 }, key: 'k' },
      { payload: { width: 2 }, priority: 1 },
      { payload: { width: 3 }, key: 'k' },
    ])
    expect(receipts).toEqual([
      { id: 'id-1', created: true },
      { id: 'id-2', created: true },
      { id: 'id-1', created: false },
    ])
    expect((await jobs.listJobs(RESIZE)).map(({ payload }) => payload)).toEqual([{ width: 2 }, { width: 1 }])
  })

  it('adds no job if one payload is invalid, and names it', async () => {
    const { jobs } = fixture()
    await expect(jobs.addJobs(RESIZE, [{ payload: { width: 1 } }, { payload: { width: 0 } }])).rejects.toMatchObject({
      code: 'INVALID_PAYLOAD',
      message: expect.stringContaining('payload of jobs[1]'),
    })
    expect(await jobs.getQueueStats(RESIZE)).toMatchObject({ waiting: 0 })
  })
})

describe('the methods', () => {
  it('are bound, and accept a type by name or by definition', async () => {
    const f = fixture()
    const { addJob, cancelJob, getJobStatus, getQueueStats, listJobs, pauseQueue, removeJob, resumeQueue } = f.jobs
    const { id } = await addJob('resize', { width: 1 })
    await pauseQueue(RESIZE)
    expect(await getQueueStats('resize')).toMatchObject({ waiting: 1, paused: true })
    await resumeQueue('resize')
    expect(await getQueueStats(RESIZE)).toMatchObject({ paused: false })
    expect(await cancelJob('resize', id)).toBe('cancelled')
    expect(await listJobs('resize', { states: ['waiting'] })).toEqual([])
    expect(await listJobs(RESIZE, { limit: 1, offset: 0 })).toHaveLength(1)
    expect(await removeJob('resize', id)).toBe(true)
    expect(await getJobStatus('resize', id)).toBeUndefined()
  })

  it('retryJob retries a failed job', async () => {
    const f = fixture()
    let fail = true
    f.jobs.handle(RESIZE, async () => {
      if (fail) throw new Error('no')
    })
    await f.jobs.startWorkers()
    const { id } = await f.jobs.addJob(RESIZE, { width: 1 })
    await f.clock.advance(10_000)
    expect(await f.jobs.getJobStatus('resize', id)).toMatchObject({ state: 'failed', attempts: 3 })
    fail = false
    await f.jobs.retryJob('resize', id)
    await f.settle()
    expect(await f.jobs.getJobStatus('resize', id)).toMatchObject({ state: 'completed' })
  })

  it('watch follows a job to its end, and ends when its signal aborts', async () => {
    const f = fixture()
    f.jobs.handle(RESIZE, async () => 'ok')
    const { id } = await f.jobs.addJob(RESIZE, { width: 1 })
    const aborted = f.jobs.watch('resize', id, { signal: AbortSignal.abort() })[Symbol.asyncIterator]()
    expect((await aborted.next()).done).toBe(true)
    await f.jobs.startWorkers()
    const states: string[] = []
    for await (const { state } of f.jobs.watch(RESIZE, id)) states.push(state)
    expect(states.at(-1)).toBe('completed')
  })
})

describe('types', () => {
  it('a definition includes the types of its payload', async () => {
    const { jobs } = fixture()
    const handler = jest.fn<(payload: { width: number; whole: true }) => Promise<number>>()
    jobs.handle(RESIZE, ({ payload }) => handler(payload))
    // @ts-expect-error the payload of this definition has a width that is a number
    await expect(jobs.addJob(RESIZE, { width: 'wide' })).rejects.toMatchObject({ code: 'INVALID_PAYLOAD' })
    // @ts-expect-error as above, for many
    await expect(jobs.addJobs(RESIZE, [{ payload: {} }])).rejects.toMatchObject({ code: 'INVALID_PAYLOAD' })
  })

  it('the compiler checks the payload of a name in the type map, and accepts any other string', async () => {
    const { jobs } = new JobsFixture()
    jobs.define(defineJob({ type: 'named', payload: WIDTH }))
    jobs.handle('named', ({ payload }) => payload.whole satisfies true)
    // @ts-expect-error the payload type of this name is in the type map below
    await expect(jobs.addJob('named', { width: 'wide' })).rejects.toMatchObject({ code: 'INVALID_PAYLOAD' })
    const anyName: string = 'named'
    await expect(jobs.addJob(anyName, 'anything')).rejects.toMatchObject({ code: 'INVALID_PAYLOAD' })
  })
})

declare module '../../../../src/app/jobs/job-types.js' {
  interface JobTypeMap {
    named: typeof NAMED
  }
}
declare const NAMED: ReturnType<typeof defineJob<'named', typeof WIDTH>>
