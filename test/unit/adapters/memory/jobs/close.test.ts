import { describe, expect, it } from '@jest/globals'
import { QueueFixture } from './queue-fixture.js'

const LOST = 'job lost: the queue closed before the job finished'

/** Whether and when (ms from now) a close was done. */
function closing(f: QueueFixture, deadlineMs: number): { done?: number } {
  const begin = f.clock.monotonic()
  const seen: { done?: number } = {}
  void f.queue.close(deadlineMs).then(() => {
    seen.done = f.clock.monotonic() - begin
  })
  return seen
}

const lost = (f: QueueFixture) =>
  f.logger.lines.filter(({ level, message }) => level === 'error' && message === LOST).map(({ fields }) => fields)

describe('close', () => {
  it('resolves at once if nothing runs, and may be repeated', async () => {
    const f = new QueueFixture()
    await f.queue.close(1000)
    await f.queue.close(0)
    expect(f.logger.lines).toEqual([])
    expect(f.clock.timers).toBe(0)
  })

  it('waits for running handlers until the deadline, and starts no more', async () => {
    const f = new QueueFixture()
    const [running, next] = [await f.add(), await f.add()]
    await f.work()
    const close = closing(f, 1000)
    await f.clock.advance(900)
    expect(close.done).toBeUndefined()
    expect(f.run(0).run.signal.aborted).toBe(false)
    const watching = f.queue.watch('work', running)[Symbol.asyncIterator]()
    await f.run(0).succeed()
    expect((await watching.next()).value).toMatchObject({ state: 'completed' })
    expect(close.done).toBe(900)
    expect(f.began).toEqual([running])
    expect(lost(f)).toEqual([{ type: 'work', id: next, state: 'waiting', attempts: 0 }])
  })

  it('aborts at the deadline with reason close, and resolves when the handler ends', async () => {
    const f = new QueueFixture()
    const id = await f.add(f.retries(3))
    await f.work()
    const close = closing(f, 1000)
    await f.clock.advance(1000)
    expect(f.run(0).run.signal.reason).toMatchObject({ code: 'ABORTED', details: { reason: 'close' } })
    expect(close.done).toBeUndefined()
    await f.run(0).fail()
    expect(close.done).toBe(1000)
    expect(lost(f)).toEqual([{ type: 'work', id, state: 'waiting', attempts: 1 }])
  })

  it('a result after the abort still completes the job', async () => {
    const f = new QueueFixture()
    const id = await f.add()
    await f.work()
    const watching = f.queue.watch('work', id)[Symbol.asyncIterator]()
    const close = closing(f, 10)
    await f.clock.advance(10)
    await f.run(0).succeed('just so')
    expect((await watching.next()).value).toMatchObject({ state: 'completed', result: 'just so' })
    expect(close.done).toBe(10)
    expect(lost(f)).toEqual([])
  })

  it.each([0, 1000, Number.NaN, -5])('deadline %d: always resolves, at most a second after it', async (deadlineMs) => {
    const f = new QueueFixture()
    const id = await f.add()
    await f.work()
    const close = closing(f, deadlineMs)
    await f.clock.advance(2000)
    expect(close.done).toBeLessThanOrEqual(Math.max(0, deadlineMs || 0) + 1000)
    expect(lost(f)).toEqual([{ type: 'work', id, state: 'active', attempts: 1 }])
  })

  it('logs each unfinished job, without its payload', async () => {
    const f = new QueueFixture()
    await f.add({ payload: 'secret' })
    await f.add({ payload: 'secret', delayMs: 1000 })
    await f.queue.add(f.request({ type: 'other' }))
    const done = await f.add()
    await f.queue.cancel('work', done)
    await f.queue.close(0)
    expect(lost(f).map(({ type, state }) => `${type} ${state}`)).toEqual([
      'work waiting',
      'work delayed',
      'other waiting',
    ])
    expect(JSON.stringify(f.logger.lines)).not.toContain('secret')
    expect(f.clock.timers).toBe(0)
  })

  it('a run that fails during close is not retried, and its job is logged', async () => {
    const f = new QueueFixture()
    const id = await f.add(f.retries(3, { delayMs: 10 }))
    await f.work()
    const close = closing(f, 1000)
    await f.run(0).fail()
    expect(close.done).toBe(0)
    expect(lost(f)).toEqual([{ type: 'work', id, state: 'delayed', attempts: 1 }])
    await f.clock.advance(5000)
    expect(f.runs).toHaveLength(1)
    expect(f.clock.timers).toBe(0)
  })

  it('nothing happens after it, even if a run has not ended', async () => {
    const f = new QueueFixture()
    await f.add({ timeoutMs: 5000, ...f.retries(3) })
    await f.work()
    closing(f, 10)
    await f.clock.advance(1000)
    const { length } = f.logger.lines
    await f.clock.advance(100_000)
    await f.run(0).fail()
    await f.clock.advance(100_000)
    expect(f.logger.lines).toHaveLength(length)
    expect(f.runs).toHaveLength(1)
    expect(f.clock.timers).toBe(0)
  })

  it('a cancelled run that throws at the deadline is cancelled, not lost', async () => {
    const f = new QueueFixture()
    const id = await f.add()
    await f.work()
    await f.queue.cancel('work', id)
    closing(f, 10)
    await f.clock.advance(10)
    await f.run(0).fail()
    expect(lost(f)).toEqual([])
  })

  it('waits for stuck handlers too', async () => {
    const f = new QueueFixture()
    await f.add({ timeoutMs: 10 })
    await f.work()
    await f.clock.advance(5000)
    const close = closing(f, 1000)
    await f.clock.advance(500)
    expect(close.done).toBeUndefined()
    await f.run(0).succeed()
    expect(close.done).toBe(500)
  })

  it('writes fail with APP_CLOSED from the call on, reads once it has resolved', async () => {
    const f = new QueueFixture()
    const id = await f.add()
    await f.work()
    const close = closing(f, 1000)
    const refused = { code: 'APP_CLOSED' }
    await expect(f.queue.add(f.request())).rejects.toMatchObject(refused)
    await expect(f.queue.addMany([])).rejects.toMatchObject(refused)
    await expect(f.queue.retry('work', id)).rejects.toMatchObject(refused)
    await expect(f.work(1, 'other')).rejects.toMatchObject(refused)
    expect((await f.status(id)).state).toBe('active')
    expect(await f.queue.cancel('work', id)).toBe('requested')
    await f.run(0).fail()
    expect(close.done).toBe(0)
    for (const call of [
      f.queue.get('work', id),
      f.queue.list('work', { offset: 0, limit: 1 }),
      f.queue.stats('work'),
      f.queue.cancel('work', id),
      f.queue.remove('work', id),
      f.queue.pause('work'),
      f.queue.resume('work'),
    ]) {
      await expect(call).rejects.toMatchObject(refused)
    }
  })

  it('keeps the process alive until it resolves', async () => {
    const f = new QueueFixture()
    const timeouts = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
    await f.add()
    await f.work()
    const before = timeouts()
    closing(f, 1000)
    expect(timeouts()).toBe(before + 1)
    await f.run(0).succeed()
    expect(timeouts()).toBe(before)
  })
})
