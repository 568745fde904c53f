import { describe, expect, it } from '@jest/globals'
import { STUCK_AFTER_MS } from '../../../../../src/adapters/shared/job-execution.js'
import { QueueFixture } from './queue-fixture.js'

describe('attempts and backoff', () => {
  it('logs each failed attempt, and stores the latest failure', async () => {
    const f = new QueueFixture()
    const id = await f.add(f.retries(2, { delayMs: 0 }))
    await f.work()
    await f.run(0).fail(new Error('first'))
    await f.run(1).fail(Object.assign(new TypeError('second'), { code: 'E_TWO' }))
    expect(await f.status(id)).toMatchObject({
      state: 'failed',
      attempts: 2,
      error: { message: 'second', code: 'E_TWO', stack: expect.stringContaining('second') },
      timestamps: { finishedAt: f.clock.now() },
    })
    expect(f.logger.messages('warn')).toEqual(['job attempt failed and will be retried'])
    expect(f.logger.messages('error')).toEqual(['job failed'])
  })

  it('takes the jitter from the injected random source', async () => {
    const f = new QueueFixture()
    f.random = 0.25
    const id = await f.add(f.retries(2, { jitter: true, delayMs: 1000 }))
    await f.work()
    await f.run(0).fail()
    expect((await f.status(id)).timestamps.dueAt).toBe(f.clock.now() + 250)
  })
})

describe('cancel', () => {
  it('aborts the signal of a running job at once, with reason cancel', async () => {
    const f = new QueueFixture()
    const id = await f.add()
    await f.work()
    const { signal } = f.run(0).run
    expect(signal.aborted).toBe(false)
    expect(await f.queue.cancel('work', id)).toBe('requested')
    expect(signal.aborted).toBe(true)
    expect(signal.reason).toMatchObject({ code: 'ABORTED', details: { reason: 'cancel' } })
    expect(await f.status(id)).toMatchObject({ state: 'active', cancelRequested: true })
    expect(await f.queue.cancel('work', id)).toBe('requested')
  })

  it('a signal that is first read after the cancel is aborted', async () => {
    const f = new QueueFixture()
    const id = await f.add()
    await f.work()
    await f.queue.cancel('work', id)
    const { signal } = f.run(0).run
    expect(signal.aborted).toBe(true)
    expect(signal.reason).toMatchObject({ details: { reason: 'cancel' } })
    expect(f.run(0).run.signal).toBe(signal)
  })

  it('a result without JSON form after the signal makes the job cancelled', async () => {
    const f = new QueueFixture()
    const id = await f.add(f.retries(2))
    await f.work()
    await f.queue.cancel('work', id)
    await f.run(0).succeed(1n)
    expect((await f.status(id)).state).toBe('cancelled')
  })
})

const STUCK = 'job handler is stuck: it ignores its abort signal and keeps its slot'

describe('timeout', () => {
  it('aborts the signal with reason timeout, and fails the attempt', async () => {
    const f = new QueueFixture()
    const id = await f.add({ timeoutMs: 100 })
    await f.work()
    const { signal } = f.run(0).run
    await f.clock.advance(99)
    expect(signal.aborted).toBe(false)
    await f.clock.advance(1)
    expect(signal.reason).toMatchObject({ code: 'ABORTED', details: { reason: 'timeout' } })
    expect(await f.status(id)).toMatchObject({
      state: 'failed',
      attempts: 1,
      error: { code: 'ABORTED', message: `the run of work job ${id} took longer than 100 ms` },
    })
  })

  it('a handler that reacts to its signal is not reported, and its error changes nothing', async () => {
    const f = new QueueFixture()
    const id = await f.add({ timeoutMs: 100 })
    await f.work()
    await f.clock.advance(100)
    const before = await f.status(id)
    await f.run(0).fail(new Error('aborted'))
    await f.clock.advance(STUCK_AFTER_MS)
    expect(await f.status(id)).toEqual(before)
    expect(f.logger.messages('warn')).toEqual([])
    expect(f.clock.timers).toBe(0)
  })

  it('a handler that ignores its signal is reported as stuck, once', async () => {
    const f = new QueueFixture()
    const id = await f.add({ timeoutMs: 100 })
    await f.work()
    await f.clock.advance(100 + STUCK_AFTER_MS)
    await f.clock.advance(100_000)
    expect(f.logger.lines.filter(({ message }) => message === STUCK)).toEqual([
      { level: 'warn', message: STUCK, fields: { type: 'work', id, timeoutMs: 100 } },
    ])
    await f.run(0).succeed()
    expect(f.logger.messages('info')).toEqual(['a stuck job handler has ended'])
    expect(await f.status(id)).toMatchObject({ state: 'failed' })
  })

  it('after an ignored cancel makes the job cancelled, and keeps the reason cancel', async () => {
    const f = new QueueFixture()
    const id = await f.add({ timeoutMs: 100, ...f.retries(5) })
    await f.work()
    await f.queue.cancel('work', id)
    await f.clock.advance(100)
    expect((await f.status(id)).state).toBe('cancelled')
    expect(f.run(0).run.signal.reason).toMatchObject({ details: { reason: 'cancel' } })
  })

  it('a run that timed out cannot change the next run', async () => {
    const f = new QueueFixture()
    const id = await f.add({ timeoutMs: 100, ...f.retries(2, { delayMs: 0 }) })
    await f.work(2)
    await f.clock.advance(100)
    expect(await f.status(id)).toMatchObject({ state: 'active', attempts: 2 })
    f.run(1).run.progress(10)
    f.run(0).run.progress(90)
    await f.run(0).succeed('of the first run')
    expect(await f.status(id)).toMatchObject({ state: 'active', progress: { percent: 10 } })
    expect(await f.queue.cancel('work', id)).toBe('requested')
    expect(f.run(1).run.signal.reason).toMatchObject({ details: { reason: 'cancel' } })
    await f.run(1).succeed('of the second run')
    expect(await f.status(id)).toMatchObject({ state: 'completed', result: 'of the second run' })
  })

  it('leaves no timer when a run ends in time', async () => {
    const f = new QueueFixture()
    await f.add()
    await f.work()
    expect(f.clock.timers).toBe(1)
    await f.run(0).succeed()
    expect(f.clock.timers).toBe(0)
  })
})
