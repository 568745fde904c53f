import { describe, expect, it } from '@jest/globals'
import type { JobStatus } from '../../../src/domain/jobs/index.js'
import { QueueFixture } from './queue-fixture.js'

/** Reads a watch to its end, as fast as it goes. */
async function readAll(f: QueueFixture, id: string, signal?: AbortSignal): Promise<JobStatus[]> {
  const seen: JobStatus[] = []
  for await (const status of f.queue.watch('work', id, signal ? { signal } : {})) seen.push(status)
  return seen
}

describe('progress', () => {
  it('is a number or percent, stage and message; rises within an attempt and starts anew in the next', async () => {
    const f = new QueueFixture()
    const id = await f.add(f.retries(2, { delayMs: 0 }))
    await f.work()
    const progress = async () => (await f.status(id)).progress
    expect(await progress()).toEqual({ percent: 0 })
    f.run(0).run.progress(30)
    f.run(0).run.progress({ percent: 20, stage: 's', message: 'm' })
    expect(await progress()).toEqual({ percent: 30, stage: 's', message: 'm' })
    await f.run(0).fail()
    expect(await progress()).toEqual({ percent: 0 })
    f.run(1).run.progress(5)
    await f.run(1).succeed()
    f.run(1).run.progress(99)
    expect(await progress()).toEqual({ percent: 5 })
  })

  it('outside 0 to 100 throws in the handler', async () => {
    const f = new QueueFixture()
    await f.add()
    await f.work()
    expect(() => f.run(0).run.progress(101)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }))
  })
})

describe('watch', () => {
  it('begins with the present state and ends after the final one, with rising revisions', async () => {
    const f = new QueueFixture()
    const id = await f.add(f.retries(2, { delayMs: 1000 }))
    const reading = readAll(f, id)
    await f.work()
    f.run(0).run.progress(50)
    await f.settle()
    await f.run(0).fail()
    await f.clock.advance(1000)
    await f.run(1).succeed('done')
    const seen = await reading
    expect(seen.map(({ state, progress }) => `${state} ${progress.percent}`)).toEqual([
      'waiting 0',
      'active 0',
      'active 50',
      'delayed 50',
      'waiting 50',
      'active 0',
      'completed 0',
    ])
    expect(seen.at(-1)).toEqual(await f.status(id))
    const revisions = seen.map(({ revision }) => revision)
    expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b))
  })

  it('a slow reader misses steps between, never the last', async () => {
    const f = new QueueFixture()
    const id = await f.add()
    const watcher = f.queue.watch('work', id)[Symbol.asyncIterator]()
    expect((await watcher.next()).value).toMatchObject({ state: 'waiting' })
    await f.work()
    for (let percent = 1; percent <= 100; percent++) f.run(0).run.progress(percent)
    expect((await watcher.next()).value).toMatchObject({ state: 'active', progress: { percent: 100 } })
    await f.run(0).succeed()
    expect((await watcher.next()).value).toMatchObject({ state: 'completed' })
    expect(await watcher.next()).toEqual({ done: true, value: undefined })
  })

  it.each(['completed', 'failed', 'cancelled'])(
    'of a job that is %s already gives that state and ends',
    async (end) => {
      const f = new QueueFixture()
      const id = await f.add()
      if (end === 'cancelled') await f.queue.cancel('work', id)
      else {
        await f.work()
        await (end === 'completed' ? f.run(0).succeed() : f.run(0).fail())
      }
      expect((await readAll(f, id)).map(({ state }) => state)).toEqual([end])
    },
  )

  it('of a job that is not there ends at once', async () => {
    const f = new QueueFixture()
    expect(await readAll(f, 'nothing')).toEqual([])
  })

  it('delivers the last state of a job that is not kept', async () => {
    const f = new QueueFixture()
    const id = await f.add({ retention: { age: 10, count: 0 } })
    const slow = f.queue.watch('work', id)[Symbol.asyncIterator]()
    await f.work()
    await f.run(0).succeed('done')
    expect(await f.queue.get('work', id)).toBeUndefined()
    expect((await slow.next()).value).toMatchObject({ state: 'completed', result: 'done' })
    expect((await slow.next()).done).toBe(true)
  })

  it('delivers the final state of a job that was revived before the reader looked', async () => {
    const f = new QueueFixture()
    const id = await f.add()
    const slow = f.queue.watch('work', id)[Symbol.asyncIterator]()
    await f.work()
    await f.run(0).fail()
    await f.queue.retry('work', id)
    expect((await slow.next()).value).toMatchObject({ state: 'failed' })
    expect((await slow.next()).done).toBe(true)
  })

  it('ends when the job is removed, after what was unread', async () => {
    const f = new QueueFixture()
    const id = await f.add()
    const waiting = readAll(f, id)
    await f.settle()
    const unread = f.queue.watch('work', id)[Symbol.asyncIterator]()
    await f.queue.remove('work', id)
    expect((await waiting).map(({ state }) => state)).toEqual(['waiting'])
    expect((await unread.next()).value).toMatchObject({ state: 'waiting' })
    expect((await unread.next()).done).toBe(true)
  })

  it('ends when its signal aborts, also while waiting, and when it is aborted before', async () => {
    const f = new QueueFixture()
    const id = await f.add()
    const controller = new AbortController()
    const reading = readAll(f, id, controller.signal)
    await f.settle()
    controller.abort()
    expect(await reading).toHaveLength(1)
    expect(await readAll(f, id, controller.signal)).toEqual([])
  })

  it('ends at close, also one that begins after it', async () => {
    const f = new QueueFixture()
    const id = await f.add()
    const reading = readAll(f, id)
    await f.settle()
    await f.queue.close(0)
    expect(await reading).toHaveLength(1)
    expect(await readAll(f, id)).toEqual([])
  })

  it('ends when the reader gives up, also while a read is pending', async () => {
    const f = new QueueFixture()
    const id = await f.add()
    const watcher = f.queue.watch('work', id)[Symbol.asyncIterator]()
    await watcher.next()
    const pending = watcher.next()
    expect(await watcher.return?.()).toEqual({ done: true, value: undefined })
    expect(await pending).toEqual({ done: true, value: undefined })
    expect(await watcher.next()).toEqual({ done: true, value: undefined })
  })

  it('readers do not disturb each other, and reads that overlap are answered in order', async () => {
    const f = new QueueFixture()
    const id = await f.add()
    const a = readAll(f, id)
    const b = f.queue.watch('work', id)[Symbol.asyncIterator]()
    const reads = [b.next(), b.next(), b.next(), b.next()]
    await f.work()
    await f.run(0).succeed()
    expect((await a).map(({ state }) => state)).toEqual(['waiting', 'active', 'completed'])
    const states = (await Promise.all(reads)).map(({ value }) => value?.state)
    expect(states).toEqual(['waiting', 'active', 'completed', undefined])
  })

  it('leaves no listener on the signal when it ends', async () => {
    const f = new QueueFixture()
    const id = await f.add()
    const { signal } = new AbortController()
    let listeners = 0
    const { addEventListener, removeEventListener } = signal
    signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
      listeners += 1
      return addEventListener.apply(signal, args)
    }
    signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
      listeners -= 1
      return removeEventListener.apply(signal, args)
    }
    const reading = readAll(f, id, signal)
    await f.settle()
    expect(listeners).toBe(1)
    await f.queue.cancel('work', id)
    await reading
    expect(listeners).toBe(0)
  })
})
