import { describe, expect, it } from '@jest/globals'
import { QueueFixture } from './queue-fixture.js'

describe('workers', () => {
  it('run as many jobs at once as concurrency says, never more', async () => {
    const f = new QueueFixture()
    for (let n = 0; n < 10; n++) await f.add()
    await f.work(3)
    expect(await f.queue.stats('work')).toMatchObject({ active: 3, waiting: 7 })
    await f.run(1).succeed()
    expect(await f.queue.stats('work')).toMatchObject({ active: 3, waiting: 6, completed: 1 })
    expect(f.began).toHaveLength(4)
  })

  it('start a job added to an idle queue', async () => {
    const f = new QueueFixture()
    await f.work()
    const id = await f.add()
    await f.settle()
    expect((await f.status(id)).state).toBe('active')
  })

  it('no handler runs inside the add that brought its job', async () => {
    const f = new QueueFixture()
    await f.work()
    const adding = f.queue.add(f.request())
    expect(f.runs).toHaveLength(0)
    await adding
    await f.settle()
    expect(f.runs).toHaveLength(1)
  })

  it.each([0, 1001, 1.5, Number.NaN])('concurrency %d is refused', async (concurrency) => {
    const f = new QueueFixture()
    await expect(f.work(concurrency)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
    await f.work(1000)
  })

  it('a second worker of a type is refused, until the first is stopped', async () => {
    const f = new QueueFixture()
    const stop = await f.work()
    await expect(f.work()).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
    await stop()
    const id = await f.add()
    await f.work()
    expect((await f.status(id)).state).toBe('active')
    await stop()
    await f.run(0).succeed()
    const next = await f.add()
    await f.settle()
    expect((await f.status(next)).state).toBe('active')
  })

  it('stop takes no more at once, and resolves when no run is left; it may be repeated', async () => {
    const f = new QueueFixture()
    const ids = [await f.add(), await f.add(), await f.add()]
    const stop = await f.work(2)
    let stopped = 0
    const stops = [stop(), stop()]
    for (const promise of stops) void promise.then(() => (stopped += 1))
    await f.run(0).succeed()
    expect(stopped).toBe(0)
    await f.run(1).succeed()
    expect(stopped).toBe(2)
    expect((await f.status(ids[2] ?? '')).state).toBe('waiting')
    await stop()
  })

  it('jobs left by a stopped worker run with the next, at least once and none lost', async () => {
    const f = new QueueFixture()
    const ids = [await f.add(), await f.add()]
    const stop = await f.work()
    const stopped = stop()
    await f.run(0).fail()
    await stopped
    await f.work()
    await f.run(1).succeed()
    expect(await Promise.all(ids.map(async (id) => (await f.status(id)).state))).toEqual(['failed', 'completed'])
  })
})
