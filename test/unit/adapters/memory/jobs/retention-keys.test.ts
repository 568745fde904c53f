import { describe, expect, it } from '@jest/globals'
import { QueueFixture } from './queue-fixture.js'

/** Adds a job and runs it to completion. */
async function complete(f: QueueFixture, retention: { age: number; count: number }): Promise<string> {
  const id = await f.add({ retention })
  await f.settle()
  await f.run(f.runs.length - 1).succeed()
  return id
}

const kept = async (f: QueueFixture) => (await f.queue.list('work', { offset: 0, limit: 1000 })).map(({ id }) => id)

describe('retention', () => {
  it('keeps a job for its age since the end, to the millisecond', async () => {
    const f = new QueueFixture()
    await f.work()
    const id = await complete(f, { age: 10, count: 5 })
    await f.clock.advance(10_000)
    expect((await f.status(id)).state).toBe('completed')
    await f.clock.advance(1)
    expect(await f.queue.get('work', id)).toBeUndefined()
    expect(await f.queue.stats('work')).toMatchObject({ completed: 0 })
    expect(await kept(f)).toEqual([])
  })

  it('applies a different age for each job', async () => {
    const f = new QueueFixture()
    await f.work()
    const long = await complete(f, { age: 100, count: 9 })
    const short = await complete(f, { age: 1, count: 9 })
    const last = await complete(f, { age: 100, count: 9 })
    expect(await kept(f)).toEqual([last, short, long])
    await f.clock.advance(2000)
    expect(await kept(f)).toEqual([last, long])
    expect(await f.queue.trim('work')).toBe(1)
    expect(await f.queue.trim('work')).toBe(0)
  })

  it('limits the bytes of all types together: deletes the oldest first, and does not keep a job larger than the limit', async () => {
    const f = new QueueFixture({ maxFinishedBytes: 10_000 })
    const retention = { age: 100, count: 1000 }
    const filler = async (type: string, payload: string) => {
      const request = f.request({ type, payload, retention })
      await f.queue.add(request)
      await f.queue.cancel(type, request.id)
      return request.id
    }
    const [a, b] = [await filler('work', 'x'.repeat(3000)), await filler('other', 'x'.repeat(3000))]
    const c = await filler('work', 'x'.repeat(3000))
    expect(await kept(f)).toEqual([c])
    expect(await f.queue.get('other', b)).toBeDefined()
    expect(await f.queue.add(f.request({ id: a }))).toMatchObject({ created: true })
    const huge = await filler('work', 'x'.repeat(20_000))
    expect(await f.queue.get('work', huge)).toBeUndefined()
    expect(await f.queue.stats('work')).toMatchObject({ waiting: 1, cancelled: 1 })
  })

  it('results and failures count as bytes', async () => {
    const f = new QueueFixture({ maxFinishedBytes: 10_000 })
    await f.work()
    const first = await complete(f, { age: 100, count: 1000 })
    await f.add()
    await f.settle()
    await f.run(1).succeed('x'.repeat(4300))
    expect(await f.queue.get('work', first)).toBeUndefined()
  })

  it('applies the count per type', async () => {
    const f = new QueueFixture()
    await f.work()
    const id = await complete(f, { age: 10, count: 1 })
    const other = f.request({ type: 'other', retention: { age: 10, count: 1 } })
    await f.queue.add(other)
    await f.queue.cancel('other', other.id)
    expect(await kept(f)).toEqual([id])
  })

  it('frees the id of a job past its age', async () => {
    const f = new QueueFixture()
    await f.work()
    const id = await complete(f, { age: 1, count: 5 })
    await f.clock.advance(1001)
    expect(await f.queue.add(f.request({ id, retention: { age: 1, count: 5 } }))).toEqual({ id, created: true })
    await f.settle()
    await f.run(1).succeed('again')
    expect(await f.status(id)).toMatchObject({ result: 'again' })
  })
})

describe('keys', () => {
  it("unique 'retained': the key is free when the job is deleted by count, removed, or not kept", async () => {
    const f = new QueueFixture()
    const again = async () => (await f.queue.add(f.request({ key: 'k', unique: 'retained' }))).created
    const one = await f.add({ key: 'k', unique: 'retained', retention: { age: 10, count: 1 } })
    await f.queue.cancel('work', one)
    const filler = await f.add({ retention: { age: 10, count: 1 } })
    await f.queue.cancel('work', filler)
    const two = await f.add({ key: 'k', unique: 'retained' })
    expect(two).not.toBe(one)
    await f.queue.remove('work', two)
    const three = await f.add({ key: 'k', unique: 'retained', retention: { age: 0, count: 5 } })
    expect(three).not.toBe(two)
    await f.queue.cancel('work', three)
    expect(await again()).toBe(true)
  })
})

describe('payload', () => {
  it('later changes of the request object have no effect', async () => {
    const f = new QueueFixture()
    const retry = { attempts: 2, backoff: { kind: 'fixed' as const, delayMs: 0, maxDelayMs: 0, jitter: false } }
    const id = await f.add({ retry })
    retry.attempts = 1
    await f.work()
    await f.run(0).fail()
    expect(await f.status(id)).toMatchObject({ state: 'active', attempts: 2, maxAttempts: 2 })
  })
})

describe('the options', () => {
  it.each([
    ['maxPending', 0],
    ['maxPending', 1.5],
    ['maxPendingBytes', Number.NaN],
  ])('rejects the limit %s: %d', (name, value) => {
    expect(() => new QueueFixture({ [name]: value })).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }))
  })
})

describe('retry', () => {
  it.each(['unfinished', 'retained'] as const)("takes its key again (unique '%s')", async (unique) => {
    const f = new QueueFixture()
    const id = await f.add({ key: 'k', unique })
    await f.work()
    await f.run(0).fail()
    await f.queue.retry('work', id)
    expect(await f.queue.add(f.request({ key: 'k' }))).toEqual({ id, created: false })
  })
})
