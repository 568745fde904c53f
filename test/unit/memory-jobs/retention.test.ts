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
  it('by age, since the end', async () => {
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

  it('reading a job does not touch its age, nor its rank by count', async () => {
    const f = new QueueFixture()
    await f.work()
    const a = await complete(f, { age: 10, count: 2 })
    const b = await complete(f, { age: 10, count: 2 })
    await f.clock.advance(9_000)
    await f.status(a)
    await kept(f)
    const c = await complete(f, { age: 10, count: 2 })
    expect(await kept(f)).toEqual([c, b])
    await f.status(b)
    await f.clock.advance(1_001)
    expect(await kept(f)).toEqual([c])
  })

  it('by count, in each final state: the oldest goes first', async () => {
    const f = new QueueFixture()
    await f.work()
    const ids = []
    for (let n = 0; n < 5; n++) ids.push(await complete(f, { age: 100, count: 3 }))
    expect(await kept(f)).toEqual(ids.slice(2).reverse())
    const cancelled = await f.add({ delayMs: 1000, retention: { age: 100, count: 3 } })
    await f.queue.cancel('work', cancelled)
    expect(await f.queue.stats('work')).toMatchObject({ completed: 3, cancelled: 1 })
  })

  it('ages that differ are each kept', async () => {
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

  it('by bytes of all types together: the oldest goes first, and what is larger than all may be is not kept', async () => {
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

  it.each([
    ['count 0', { age: 100, count: 0 }],
    ['age 0', { age: 0, count: 100 }],
  ])('%s keeps nothing', async (_, retention) => {
    const f = new QueueFixture()
    await f.work()
    const id = await complete(f, retention)
    expect(await f.queue.get('work', id)).toBeUndefined()
    expect(await kept(f)).toEqual([])
  })

  it('never drops what is unfinished, however old and many', async () => {
    const f = new QueueFixture()
    const retention = { age: 1, count: 1 }
    const ids = []
    for (let n = 0; n < 10; n++) ids.push(await f.add({ retention, ...(n % 2 ? { delayMs: 1e9 } : {}) }))
    await f.work()
    await f.clock.advance(10_000)
    await f.run(0).succeed()
    expect(await kept(f)).toEqual(ids.reverse())
  })

  it('a failed job that is revived is kept until it ends again', async () => {
    const f = new QueueFixture()
    const retention = { age: 10, count: 5 }
    await f.work()
    const id = await f.add({ retention })
    await f.settle()
    await f.run(0).fail()
    await f.clock.advance(9_000)
    await f.queue.retry('work', id)
    await f.clock.advance(9_000)
    expect((await f.status(id)).state).toBe('active')
    await f.run(1).succeed()
    await f.clock.advance(9_000)
    expect((await f.status(id)).state).toBe('completed')
    await f.clock.advance(1_001)
    expect(await f.queue.get('work', id)).toBeUndefined()
  })

  it('types do not push each other out', async () => {
    const f = new QueueFixture()
    await f.work()
    const id = await complete(f, { age: 10, count: 1 })
    const other = f.request({ type: 'other', retention: { age: 10, count: 1 } })
    await f.queue.add(other)
    await f.queue.cancel('other', other.id)
    expect(await kept(f)).toEqual([id])
  })

  it('an id whose job is past its age is free again', async () => {
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
