import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from '@jest/globals'
import { QueueFixture } from './queue-fixture.js'

const MEBIBYTE = 1024 * 1024

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Bytes of heap that are still held after a collection. */
async function held(): Promise<number> {
  // What was looked at in this turn stays alive until its end; some things go only once others are gone.
  for (let round = 0; round < 3; round++) {
    await new Promise<void>((resolve) => setImmediate(resolve))
    collect()
  }
  return process.memoryUsage().heapUsed
}

/** Bytes that go with a queue of 1,000 waiting jobs. */
async function heldByQueue(payloadBytes: number): Promise<number> {
  const holder: { fixture?: QueueFixture } = { fixture: new QueueFixture() }
  // Made one by one, so that nothing but the queue holds them.
  for (let n = 0; n < 1000; n++) await holder.fixture?.add({ payload: `${n}`.padEnd(payloadBytes, 'x') })
  expect((await holder.fixture?.queue.stats('work'))?.waiting).toBe(1000)
  const full = await held()
  delete holder.fixture
  return full - (await held())
}

describe('memory use', () => {
  it.each([
    ['small payloads', 100, 2],
    ['payloads near the bound of all together', 15 * 1024, 16],
  ])('1,000 waiting jobs with %s stay under it', async (_, payloadBytes, mebibytes) => {
    // What suites before this one left behind may go at the same moment: the least of a few is the queue's own.
    const measured: number[] = []
    for (let round = 0; round < 4; round++) measured.push(await heldByQueue(payloadBytes))
    expect(Math.min(...measured)).toBeLessThan(mebibytes * MEBIBYTE)
    // What was measured was there: the payloads alone are this much. What else came meanwhile lessens a round, so the most counts.
    expect(Math.max(...measured)).toBeGreaterThan(1000 * payloadBytes)
  })

  it('does not keep the full texts of truncated progress and failures', async () => {
    const f = new QueueFixture()
    const long = (n: number) => `${n}`.padEnd(MEBIBYTE, 'x')
    const before = await held()
    await f.work(20)
    for (let n = 0; n < 20; n++) await f.add(f.retries(2))
    await f.settle()
    for (let n = 0; n < 20; n++) {
      f.run(n).run.progress({ percent: 1, stage: 's', message: long(n) })
      if (n % 2) await f.run(n).fail(Object.assign(new Error(), { message: long(n), stack: long(n) }))
    }
    f.runs.splice(0)
    f.logger.lines.splice(0)
    expect((await held()) - before).toBeLessThan(5 * MEBIBYTE)
    expect((await f.queue.stats('work')).delayed).toBe(10)
  })

  it('does not grow with finished jobs beyond their limit', async () => {
    const f = new QueueFixture({ maxFinishedBytes: 2 * MEBIBYTE })
    await f.work()
    const retention = { age: 3600, count: 1_000_000 }
    // The first ones bring the code and the tables of all.
    for (let n = 0; n < 3000; n++) await f.queue.cancel('work', await f.add({ retention, delayMs: 1 }))
    const { cancelled } = await f.queue.stats('work')
    expect(cancelled).toBeGreaterThan(1000)
    expect(cancelled).toBeLessThan(3000)
    // Jobs that stay are there after each round; what the engine keeps for itself comes with some only.
    const grown: number[] = []
    for (let round = 0; round < 3; round++) {
      const full = await held()
      for (let n = 0; n < 3000; n++) await f.queue.cancel('work', await f.add({ retention, delayMs: 1 }))
      expect((await f.queue.stats('work')).cancelled).toBeLessThanOrEqual(cancelled)
      grown.push((await held()) - full)
    }
    expect(Math.min(...grown)).toBeLessThan(MEBIBYTE / 2)
  })
})

describe('backpressure', () => {
  it('accepts 1,000 pending jobs by default, then rejects with QUEUE_FULL, and evicts none', async () => {
    const f = new QueueFixture()
    for (let n = 0; n < 1000; n++) await f.add(n % 2 ? { delayMs: 1000 } : {})
    await expect(f.add()).rejects.toMatchObject({
      code: 'QUEUE_FULL',
      retryAfterMs: 1000,
      details: { pending: 1000, maxPending: 1000 },
    })
    expect(await f.queue.stats('work')).toMatchObject({ waiting: 500, delayed: 500 })
  })

  it('accepts 16 MiB of payloads by default', async () => {
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

  it('counts active jobs of all types, and frees capacity at every kind of end', async () => {
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

  it('removing a finished job does not change the capacity', async () => {
    const f = new QueueFixture({ maxPending: 1 })
    const id = await f.add()
    await f.queue.cancel('work', id)
    await f.queue.remove('work', id)
    await f.add()
    await expect(f.add()).rejects.toMatchObject({ code: 'QUEUE_FULL' })
  })

  it('a job in backoff counts once', async () => {
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

  it('an add of an existing job needs no capacity', async () => {
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

  it('a request beyond the limit has no retryAfterMs', async () => {
    const f = new QueueFixture({ maxPendingBytes: 10 })
    await expect(f.add({ payload: 'x'.repeat(10) })).rejects.toMatchObject({
      code: 'QUEUE_FULL',
      retryAfterMs: undefined,
    })
  })

  it('a retry without capacity is rejected and leaves the job failed', async () => {
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

  it('retention still deletes a job whose retry was rejected', async () => {
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
