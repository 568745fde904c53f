import { describe, expect, it } from '@jest/globals'
import { QueueFixture } from './queue-fixture.js'

const ALL = { offset: 0, limit: 1000 }

describe('pause and resume', () => {
  it('while paused no job starts, running ones go on; resume starts what waits; both may be repeated', async () => {
    const f = new QueueFixture()
    const running = await f.add()
    const next = await f.add()
    await f.work()
    await f.queue.pause('work')
    await f.queue.pause('work')
    expect(await f.queue.stats('work')).toMatchObject({ waiting: 1, active: 1, paused: true })
    await f.run(0).succeed()
    expect((await f.status(running)).state).toBe('completed')
    expect((await f.status(next)).state).toBe('waiting')
    await f.queue.resume('work')
    await f.queue.resume('work')
    await f.settle()
    expect((await f.status(next)).state).toBe('active')
    expect(await f.queue.stats('work')).toMatchObject({ paused: false })
  })

  it('of a type before its first job holds for that', async () => {
    const f = new QueueFixture()
    await f.queue.pause('work')
    await f.work()
    const id = await f.add()
    await f.settle()
    expect((await f.status(id)).state).toBe('waiting')
  })

  it('delayed jobs become due while paused', async () => {
    const f = new QueueFixture()
    await f.queue.pause('work')
    await f.work()
    const id = await f.add({ delayMs: 5 })
    await f.clock.advance(5)
    expect((await f.status(id)).state).toBe('waiting')
  })

  it('is per type', async () => {
    const f = new QueueFixture()
    await f.queue.pause('other')
    const id = await f.add()
    await f.work()
    expect((await f.status(id)).state).toBe('active')
  })
})

describe('retry', () => {
  it('a failed job runs again with all its attempts', async () => {
    const f = new QueueFixture()
    const id = await f.add(f.retries(2, { delayMs: 0 }))
    await f.work()
    await f.run(0).fail()
    await f.run(1).fail(new Error('twice'))
    await f.queue.pause('work')
    expect(await f.queue.retry('work', id)).toMatchObject({ state: 'waiting', attempts: 0, progress: { percent: 0 } })
    expect((await f.status(id)).timestamps.finishedAt).toBeUndefined()
    await f.queue.resume('work')
    await f.settle()
    await f.run(2).fail()
    await f.run(3).succeed()
    expect(await f.status(id)).toMatchObject({ state: 'completed', attempts: 2 })
  })

  it('keeps its priority', async () => {
    const f = new QueueFixture()
    const id = await f.add({ priority: 1 })
    await f.work()
    await f.run(0).fail()
    await f.queue.pause('work')
    const lazy = await f.add({ priority: 5 })
    expect(await f.queue.retry('work', id)).toMatchObject({ priority: 1 })
    await f.queue.resume('work')
    await f.settle()
    await f.run(1).succeed()
    expect(f.began).toEqual([id, id, lazy])
  })

  it.each(['waiting', 'delayed', 'active', 'completed', 'cancelled'])(
    'of a %s job is refused and changes nothing',
    async (state) => {
      const f = new QueueFixture()
      const id = await f.add(state === 'delayed' ? { delayMs: 50 } : {})
      if (state === 'cancelled') await f.queue.cancel('work', id)
      if (state === 'active' || state === 'completed') await f.work()
      if (state === 'completed') await f.run(0).succeed()
      const before = await f.status(id)
      expect(before.state).toBe(state)
      await expect(f.queue.retry('work', id)).rejects.toMatchObject({ code: 'ILLEGAL_JOB_STATE' })
      expect(await f.status(id)).toEqual(before)
    },
  )

  it('of many concurrent ones exactly one wins', async () => {
    const f = new QueueFixture()
    const id = await f.add()
    const stop = await f.work()
    await f.run(0).fail()
    await stop()
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => f.queue.retry('work', id)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await f.queue.stats('work')).toMatchObject({ waiting: 1, failed: 0 })
  })

  it.each(['unfinished', 'retained'] as const)("takes its key (unique '%s') along", async (unique) => {
    const f = new QueueFixture()
    const id = await f.add({ key: 'k', unique })
    await f.work()
    await f.run(0).fail()
    await f.queue.retry('work', id)
    expect(await f.queue.add(f.request({ key: 'k' }))).toEqual({ id, created: false })
  })

  it('is refused when another job has taken its key since', async () => {
    const f = new QueueFixture()
    const id = await f.add({ key: 'k' })
    await f.work()
    await f.run(0).fail()
    const holder = await f.add({ key: 'k' })
    await expect(f.queue.retry('work', id)).rejects.toMatchObject({ code: 'ILLEGAL_JOB_STATE', details: { holder } })
    expect((await f.status(id)).state).toBe('failed')
    await f.run(1).succeed()
    expect(await f.queue.retry('work', id)).toMatchObject({ state: 'waiting' })
  })

  it('of a job that is not there is JOB_NOT_FOUND', async () => {
    const f = new QueueFixture()
    await expect(f.queue.retry('work', 'x')).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' })
  })
})

describe('remove', () => {
  it.each(['waiting', 'delayed', 'completed', 'failed', 'cancelled'])('forgets a %s job', async (state) => {
    const f = new QueueFixture()
    const id = await f.add(state === 'delayed' ? { delayMs: 50 } : {})
    if (state === 'cancelled') await f.queue.cancel('work', id)
    if (state === 'completed' || state === 'failed') {
      await f.work()
      await (state === 'completed' ? f.run(0).succeed() : f.run(0).fail())
    }
    expect((await f.status(id)).state).toBe(state)
    expect(await f.queue.remove('work', id)).toBe(true)
    expect(await f.queue.get('work', id)).toBeUndefined()
    expect(await f.queue.remove('work', id)).toBe(false)
    const began = f.runs.length
    if (began === 0) await f.work()
    await f.clock.advance(100)
    expect(f.runs).toHaveLength(began)
    expect(f.clock.timers).toBe(0)
  })

  it('never an active one', async () => {
    const f = new QueueFixture()
    const id = await f.add()
    await f.work()
    await expect(f.queue.remove('work', id)).rejects.toMatchObject({ code: 'ILLEGAL_JOB_STATE' })
    await f.run(0).succeed()
    expect((await f.status(id)).state).toBe('completed')
  })
})

describe('list and stats', () => {
  it('list newest first, by state, with paging', async () => {
    const f = new QueueFixture()
    const [a, b, c, d] = [await f.add({ delayMs: 5 }), await f.add(), await f.add({ priority: 1 }), await f.add()]
    await f.queue.cancel('work', b)
    const ids = async (listing: object) => (await f.queue.list('work', { ...ALL, ...listing })).map(({ id }) => id)
    expect(await ids({})).toEqual([d, c, b, a])
    expect(await ids({ states: ['waiting'] })).toEqual([d, c])
    expect(await ids({ states: ['cancelled', 'delayed'] })).toEqual([b, a])
    expect(await ids({ states: [] })).toEqual([])
    expect(await ids({ offset: 1, limit: 2 })).toEqual([c, b])
    expect(await ids({ offset: 9 })).toEqual([])
  })

  it.each([{ limit: 0 }, { limit: 1001 }, { offset: -1 }, { offset: 0.5 }])('refuses %j', async (listing) => {
    const f = new QueueFixture()
    await expect(f.queue.list('work', { ...ALL, ...listing })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
  })

  it('a type never used has zeros and an empty list', async () => {
    const f = new QueueFixture()
    expect(await f.queue.stats('never')).toEqual({
      waiting: 0,
      delayed: 0,
      active: 0,
      completed: 0,
      failed: 0,
      cancelled: 0,
      paused: false,
    })
    expect(await f.queue.list('never', ALL)).toEqual([])
    expect(await f.queue.get('never', '1')).toBeUndefined()
    expect(await f.queue.remove('never', '1')).toBe(false)
  })
})
