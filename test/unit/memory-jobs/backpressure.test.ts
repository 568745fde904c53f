import { describe, expect, it } from '@jest/globals'
import { QueueFixture } from './queue-fixture.js'

describe('backpressure', () => {
  it('by default holds 1,000 pending jobs, then QUEUE_FULL, and evicts none', async () => {
    const f = new QueueFixture()
    for (let n = 0; n < 1000; n++) await f.add(n % 2 ? { delayMs: 1000 } : {})
    await expect(f.add()).rejects.toMatchObject({
      code: 'QUEUE_FULL',
      retryAfterMs: 1000,
      details: { pending: 1000, maxPending: 1000 },
    })
    expect(await f.queue.stats('work')).toMatchObject({ waiting: 500, delayed: 500 })
  })

  it('by default holds 16 MiB of payloads', async () => {
    const f = new QueueFixture()
    const mebibyte = 'x'.repeat(1024 * 1024 - 2)
    for (let n = 0; n < 16; n++) await f.add({ payload: mebibyte })
    await expect(f.add({ payload: 1 })).rejects.toMatchObject({
      code: 'QUEUE_FULL',
      details: { pendingBytes: 16 * 1024 * 1024 },
    })
    await f.work()
    await f.run(0).succeed()
    await f.add({ payload: mebibyte })
  })

  it('counts bytes in UTF-8', async () => {
    const f = new QueueFixture({ maxPendingBytes: 10 })
    await expect(f.add({ payload: 'ééééé' })).rejects.toMatchObject({ code: 'QUEUE_FULL' })
    await f.add({ payload: 'éééé' })
  })

  it('counts active jobs, across types, and frees room at every kind of end', async () => {
    const f = new QueueFixture({ maxPending: 2 })
    const full = () => expect(f.add()).rejects.toMatchObject({ code: 'QUEUE_FULL' })
    await f.add()
    await f.queue.add(f.request({ type: 'other' }))
    await full()
    await f.work()
    await full()
    await f.run(0).succeed()
    await f.add()
    await f.settle()
    await full()
    await f.run(1).fail()
    const delayed = await f.add({ delayMs: 1000 })
    await full()
    await f.queue.cancel('work', delayed)
    const removed = await f.add({ delayMs: 1000 })
    await full()
    await f.queue.remove('work', removed)
    await f.add()
    await full()
  })

  it('removing a finished job frees no room, which it does not take', async () => {
    const f = new QueueFixture({ maxPending: 1 })
    const id = await f.add()
    await f.queue.cancel('work', id)
    await f.queue.remove('work', id)
    await f.add()
    await expect(f.add()).rejects.toMatchObject({ code: 'QUEUE_FULL' })
  })

  it('a job that waits for its next attempt takes its room once', async () => {
    const f = new QueueFixture({ maxPending: 2 })
    await f.add(f.retries(3, { delayMs: 10 }))
    await f.work()
    await f.run(0).fail()
    await f.add({ delayMs: 1e6 })
    await expect(f.add()).rejects.toMatchObject({ code: 'QUEUE_FULL' })
    await f.clock.advance(10)
    await f.run(1).succeed()
    await f.add()
  })

  it('an add that is not new needs no room', async () => {
    const f = new QueueFixture({ maxPending: 1 })
    const id = await f.add({ key: 'k' })
    expect(await f.queue.add(f.request({ key: 'k' }))).toEqual({ id, created: false })
  })

  it('addMany adds all or none', async () => {
    const f = new QueueFixture({ maxPending: 3 })
    const batch = [f.request({ key: 'a' }), f.request(), f.request()]
    await f.add()
    await expect(f.queue.addMany(batch)).rejects.toMatchObject({ code: 'QUEUE_FULL', retryAfterMs: 1000 })
    expect(await f.queue.stats('work')).toMatchObject({ waiting: 1 })
    expect(await f.queue.add(f.request({ key: 'a' }))).toMatchObject({ created: true })
    expect(await f.queue.addMany(batch.slice(1, 2))).toMatchObject([{ created: true }])
  })

  it('what can never fit is not told to come back', async () => {
    const f = new QueueFixture({ maxPendingBytes: 10 })
    await expect(f.add({ payload: 'x'.repeat(10) })).rejects.toMatchObject({
      code: 'QUEUE_FULL',
      retryAfterMs: undefined,
    })
  })

  it('a retry without room is refused and leaves the job failed', async () => {
    const f = new QueueFixture({ maxPending: 1 })
    const id = await f.add()
    const stop = await f.work()
    await f.run(0).fail()
    await stop()
    const before = await f.status(id)
    const blocker = await f.add()
    await expect(f.queue.retry('work', id)).rejects.toMatchObject({ code: 'QUEUE_FULL' })
    expect(await f.status(id)).toEqual(before)
    await f.queue.cancel('work', blocker)
    expect(await f.queue.retry('work', id)).toMatchObject({ state: 'waiting' })
  })

  it('a job whose retry was refused is still dropped by its retention', async () => {
    const f = new QueueFixture({ maxPending: 1 })
    const id = await f.add({ retention: { age: 1, count: 5 } })
    const stop = await f.work()
    await f.run(0).fail()
    await stop()
    await f.add()
    await expect(f.queue.retry('work', id)).rejects.toMatchObject({ code: 'QUEUE_FULL' })
    await f.clock.advance(1001)
    expect(await f.queue.get('work', id)).toBeUndefined()
  })
})
