import { describe, expect, it } from '@jest/globals'
import { QueueFixture } from './queue-fixture.js'

describe('cancel', () => {
  it.each([
    ['waiting', {}],
    ['delayed', { delayMs: 50 }],
  ])('a %s job is cancelled at once and never runs', async (state, change) => {
    const f = new QueueFixture()
    const id = await f.add(change)
    expect((await f.status(id)).state).toBe(state)
    expect(await f.queue.cancel('work', id)).toBe('cancelled')
    expect(await f.status(id)).toMatchObject({
      state: 'cancelled',
      attempts: 0,
      cancelRequested: false,
      timestamps: { finishedAt: f.clock.now() },
    })
    await f.work()
    await f.clock.advance(100)
    expect(f.runs).toEqual([])
  })

  it('a job in backoff is cancelled at once', async () => {
    const f = new QueueFixture()
    const id = await f.add(f.retries(3))
    await f.work()
    await f.run(0).fail()
    expect(await f.queue.cancel('work', id)).toBe('cancelled')
    await f.clock.advance(100_000)
    expect(await f.status(id)).toMatchObject({ state: 'cancelled', attempts: 1 })
  })

  it('a running job: requested, its signal fires at once, with a reason that says so', async () => {
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

  it('a signal that is first looked at after the cancel has fired', async () => {
    const f = new QueueFixture()
    const id = await f.add()
    await f.work()
    await f.queue.cancel('work', id)
    const { signal } = f.run(0).run
    expect(signal.aborted).toBe(true)
    expect(signal.reason).toMatchObject({ details: { reason: 'cancel' } })
    expect(f.run(0).run.signal).toBe(signal)
  })

  it('an error after the signal means cancelled without retry', async () => {
    const f = new QueueFixture()
    const id = await f.add(f.retries(5, { delayMs: 0 }))
    await f.work()
    await f.queue.cancel('work', id)
    await f.run(0).fail(new Error('aborted'))
    expect(await f.status(id)).toMatchObject({ state: 'cancelled', attempts: 1, cancelRequested: false })
    await f.clock.advance(100_000)
    expect(f.runs).toHaveLength(1)
  })

  it('success after the signal still means completed', async () => {
    const f = new QueueFixture()
    const id = await f.add()
    await f.work()
    await f.queue.cancel('work', id)
    await f.run(0).succeed('made it')
    expect(await f.status(id)).toMatchObject({ state: 'completed', result: 'made it', cancelRequested: false })
  })

  it('an unserialisable result after the signal is an error, hence cancelled', async () => {
    const f = new QueueFixture()
    const id = await f.add(f.retries(2))
    await f.work()
    await f.queue.cancel('work', id)
    await f.run(0).succeed(1n)
    expect((await f.status(id)).state).toBe('cancelled')
  })

  it.each(['completed', 'failed', 'cancelled'])('a %s job: unchanged', async (end) => {
    const f = new QueueFixture()
    const id = await f.add()
    if (end === 'cancelled') await f.queue.cancel('work', id)
    else {
      await f.work()
      await (end === 'completed' ? f.run(0).succeed() : f.run(0).fail())
    }
    const before = await f.status(id)
    expect(await f.queue.cancel('work', id)).toBe('unchanged')
    expect(await f.status(id)).toEqual(before)
  })

  it('of a job that is not there is JOB_NOT_FOUND', async () => {
    const f = new QueueFixture()
    await expect(f.queue.cancel('work', 'x')).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' })
  })

  it('reaches the run of the job alone', async () => {
    const f = new QueueFixture()
    const a = await f.add()
    await f.add()
    await f.work(2)
    await f.queue.cancel('work', a)
    expect(f.runs.map(({ run }) => run.signal.aborted)).toEqual([true, false])
  })
})
