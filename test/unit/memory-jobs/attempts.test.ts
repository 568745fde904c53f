import { describe, expect, it } from '@jest/globals'
import { UnrecoverableError } from '../../../src/domain/jobs/index.js'
import { QueueFixture } from './queue-fixture.js'

describe('attempts and backoff', () => {
  it('attempts counts runs that began', async () => {
    const f = new QueueFixture()
    const id = await f.add(f.retries(3, { delayMs: 0 }))
    expect((await f.status(id)).attempts).toBe(0)
    await f.work()
    expect(await f.status(id)).toMatchObject({ state: 'active', attempts: 1, maxAttempts: 3 })
    await f.run(0).fail()
    expect(await f.status(id)).toMatchObject({ state: 'active', attempts: 2 })
    await f.run(1).succeed()
    expect(await f.status(id)).toMatchObject({ state: 'completed', attempts: 2 })
    expect(f.runs.map(({ run }) => run.attempt)).toEqual([1, 2])
  })

  it('a job that fails in all its attempts ends failed, with the latest failure', async () => {
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
    expect(f.logger.messages('warn')).toEqual(['job attempt failed and will be repeated'])
    expect(f.logger.messages('error')).toEqual(['job failed'])
  })

  it('exponential backoff doubles (1, 2, 4 x), capped; never early', async () => {
    const f = new QueueFixture()
    const id = await f.add(f.retries(5, { delayMs: 1000, maxDelayMs: 3000 }))
    await f.work()
    for (const [turn, rest] of [1000, 2000, 3000, 3000].entries()) {
      await f.run(turn).fail()
      expect((await f.status(id)).state).toBe('delayed')
      await f.clock.advance(rest - 1)
      expect((await f.status(id)).state).toBe('delayed')
      await f.clock.advance(1)
      expect(await f.status(id)).toMatchObject({ state: 'active', attempts: turn + 2 })
    }
  })

  it('full jitter comes from the injected random source', async () => {
    const f = new QueueFixture()
    f.random = 0.25
    const id = await f.add(f.retries(2, { jitter: true, delayMs: 1000 }))
    await f.work()
    await f.run(0).fail()
    expect((await f.status(id)).timestamps.dueAt).toBe(f.clock.now() + 250)
  })

  it('a repeated job keeps its priority', async () => {
    const f = new QueueFixture()
    const urgent = await f.add({ priority: 1, ...f.retries(2, { delayMs: 10 }) })
    await f.work()
    await f.add({ priority: 5 })
    const lazy = await f.add({ priority: 5 })
    await f.run(0).fail()
    await f.clock.advance(10)
    await f.run(1).succeed()
    await f.run(2).succeed()
    expect(f.began.at(2)).toBe(urgent)
    expect(f.began.at(3)).toBe(lazy)
  })

  it('without backoff it joins behind those that wait', async () => {
    const f = new QueueFixture()
    const a = await f.add(f.retries(2, { delayMs: 0 }))
    const b = await f.add()
    await f.work()
    await f.run(0).fail()
    await f.run(1).succeed()
    expect(f.began).toEqual([a, b, a])
  })

  it('UnrecoverableError ends at once', async () => {
    const f = new QueueFixture()
    const id = await f.add(f.retries(5))
    await f.work()
    await f.run(0).fail(new UnrecoverableError('never'))
    expect(await f.status(id)).toMatchObject({ state: 'failed', attempts: 1, error: { message: 'never' } })
  })

  it.each([
    ['a string', 'text', 'thrown, and not an Error: text'],
    ['undefined', undefined, 'thrown, and not an Error: undefined'],
    ['an object', { a: 1 }, 'thrown, and not an Error: {"a":1}'],
  ])('a thrown non-Error is wrapped: %s', async (_, thrown, message) => {
    const f = new QueueFixture()
    const id = await f.add()
    await f.queue.work('work', () => Promise.reject(thrown), { concurrency: 1 })
    await f.settle()
    expect(await f.status(id)).toMatchObject({ state: 'failed', error: { message } })
  })

  it('a handler that throws before it returns a promise is a failed attempt, also for many jobs', async () => {
    const f = new QueueFixture()
    await f.queue.addMany(Array.from({ length: 1000 }, () => f.request()))
    await f.queue.work(
      'work',
      () => {
        throw new Error('at once')
      },
      { concurrency: 1 },
    )
    await f.settle()
    expect(await f.queue.stats('work')).toMatchObject({ failed: 1000, waiting: 0, active: 0 })
  })

  it('message and stack are bounded', async () => {
    const f = new QueueFixture()
    const id = await f.add()
    await f.work()
    await f.run(0).fail(new Error('x'.repeat(100_000)))
    const { error } = await f.status(id)
    expect(error?.message).toHaveLength(1000)
    expect(error?.stack?.length).toBeLessThanOrEqual(4000)
  })

  it('the key given to the handler is the same in every attempt: the idempotency key, else the id', async () => {
    const f = new QueueFixture()
    const plain = await f.add(f.retries(2, { delayMs: 0 }))
    await f.work()
    await f.run(0).fail()
    await f.run(1).succeed()
    await f.add({ key: 'mine' })
    await f.settle()
    expect(f.runs.map(({ run }) => run.key)).toEqual([plain, plain, 'mine'])
  })
})

describe('result', () => {
  it.each([0, '', false, null, { deep: [1] }])('%j is kept as it is', async (result) => {
    const f = new QueueFixture()
    const id = await f.add()
    await f.work()
    await f.run(0).succeed(result)
    expect(await f.status(id)).toMatchObject({ state: 'completed', result })
  })

  it('is one JSON round trip, and a copy of its own', async () => {
    const f = new QueueFixture()
    const id = await f.add()
    await f.work()
    const result = { at: new Date(0), list: [1] }
    await f.run(0).succeed(result)
    result.list.push(2)
    expect((await f.status(id)).result).toEqual({ at: '1970-01-01T00:00:00.000Z', list: [1] })
  })

  it('of a handler that returns nothing is null', async () => {
    const f = new QueueFixture()
    const id = await f.add()
    await f.queue.work('work', async () => undefined, { concurrency: 1 })
    await f.settle()
    expect(await f.status(id)).toMatchObject({ state: 'completed', result: null })
  })

  it('an unserialisable one is a failed attempt that says so', async () => {
    const f = new QueueFixture()
    const id = await f.add(f.retries(2, { delayMs: 0 }))
    await f.work()
    await f.run(0).succeed({ a: () => 1 })
    expect(await f.status(id)).toMatchObject({
      state: 'active',
      attempts: 2,
      error: { code: 'UNSERIALISABLE', message: 'result/a is a function' },
    })
    await f.run(1).succeed(1n)
    expect(await f.status(id)).toMatchObject({ state: 'failed', error: { message: 'result is a bigint' } })
  })
})
