import { describe, expect, it } from '@jest/globals'
import type { JobStatus } from '../../../../../src/domain/jobs/index.js'
import { QueueFixture } from './queue-fixture.js'

/** Reads a watch to its end, as fast as it goes. */
async function readAll(f: QueueFixture, id: string, signal?: AbortSignal): Promise<JobStatus[]> {
  const seen: JobStatus[] = []
  for await (const status of f.queue.watch('work', id, signal ? { signal } : {})) seen.push(status)
  return seen
}

describe('watch', () => {
  it('shows the final state even if the job was retried before the read', async () => {
    const f = new QueueFixture()
    const id = await f.add()
    const slow = f.queue.watch('work', id)[Symbol.asyncIterator]()
    await f.work()
    await f.run(0).fail()
    await f.queue.retry('work', id)
    expect((await slow.next()).value).toMatchObject({ state: 'failed' })
    expect((await slow.next()).done).toBe(true)
  })

  it('fails when the job is removed, after the unread snapshot', async () => {
    const f = new QueueFixture()
    const id = await f.add()
    const waiting = readAll(f, id)
    await f.settle()
    const unread = f.queue.watch('work', id)[Symbol.asyncIterator]()
    await f.queue.remove('work', id)
    await expect(waiting).rejects.toMatchObject({ code: 'JOB_NOT_FOUND', details: { type: 'work', id } })
    expect((await unread.next()).value).toMatchObject({ state: 'waiting' })
    await expect(unread.next()).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' })
    expect((await unread.next()).done).toBe(true)
  })

  it('ends at close; a later watch ends at once', async () => {
    const f = new QueueFixture()
    const id = await f.add()
    const reading = readAll(f, id)
    await f.settle()
    await f.queue.close(0)
    expect(await reading).toHaveLength(1)
    expect(await readAll(f, id)).toEqual([])
  })

  it('ends when the reader stops, even while a read is pending', async () => {
    const f = new QueueFixture()
    const id = await f.add()
    const watcher = f.queue.watch('work', id)[Symbol.asyncIterator]()
    await watcher.next()
    const pending = watcher.next()
    expect(await watcher.return?.()).toEqual({ done: true, value: undefined })
    expect(await pending).toEqual({ done: true, value: undefined })
    expect(await watcher.next()).toEqual({ done: true, value: undefined })
  })

  it('readers are independent, and overlapping reads are answered in order', async () => {
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

  it('removes its listener from the signal when it ends', async () => {
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
