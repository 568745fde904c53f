import { describe, expect, it } from '@jest/globals'
import { QueueFixture } from './queue-fixture.js'

describe('idempotent add', () => {
  it('gives the id of the request and created: true', async () => {
    const f = new QueueFixture()
    expect(await f.queue.add(f.request({ id: 'mine' }))).toEqual({ id: 'mine', created: true })
  })

  it('of many concurrent adds with one key exactly one has created: true, all give the same id', async () => {
    const f = new QueueFixture()
    const receipts = await Promise.all(Array.from({ length: 50 }, () => f.queue.add(f.request({ key: 'k' }))))
    expect(receipts.filter(({ created }) => created)).toHaveLength(1)
    expect(new Set(receipts.map(({ id }) => id)).size).toBe(1)
    expect(await f.queue.stats('work')).toMatchObject({ waiting: 1 })
  })

  it('of many concurrent adds with one id exactly one has created: true', async () => {
    const f = new QueueFixture()
    const receipts = await Promise.all(Array.from({ length: 50 }, () => f.queue.add(f.request({ id: 'same' }))))
    expect(receipts.filter(({ created }) => created)).toHaveLength(1)
    expect(await f.queue.stats('work')).toMatchObject({ waiting: 1 })
  })

  it('the stored job is never changed by a later add', async () => {
    const f = new QueueFixture()
    const id = await f.add({ key: 'k', payload: 'first', priority: 5 })
    const before = await f.status(id)
    await f.queue.add(f.request({ key: 'k', payload: 'second', priority: 1, delayMs: 5 }))
    await f.queue.add(f.request({ id, payload: 'third' }))
    expect(await f.status(id)).toEqual(before)
  })

  it('an id blocks as long as its job is kept, also when finished', async () => {
    const f = new QueueFixture()
    const id = await f.add()
    await f.work()
    await f.run(0).succeed()
    expect(await f.queue.add(f.request({ id }))).toEqual({ id, created: false })
    expect(await f.queue.remove('work', id)).toBe(true)
    expect(await f.queue.add(f.request({ id }))).toEqual({ id, created: true })
  })

  it('ids and keys are per type', async () => {
    const f = new QueueFixture()
    await f.add({ id: '1', key: 'k' })
    expect(await f.queue.add(f.request({ type: 'other', id: '1', key: 'k' }))).toEqual({ id: '1', created: true })
  })

  it("unique 'unfinished' (default): the key blocks while the job is unfinished, through retries, and no longer", async () => {
    const f = new QueueFixture()
    const first = await f.add({ key: 'k', ...f.retries(2) })
    const again = () => f.queue.add(f.request({ key: 'k' }))
    await f.work()
    expect(await again()).toEqual({ id: first, created: false })
    await f.run(0).fail()
    expect((await f.status(first)).state).toBe('delayed')
    expect(await again()).toEqual({ id: first, created: false })
    await f.clock.advance(1000)
    await f.run(1).succeed()
    expect(await again()).toMatchObject({ created: true })
  })

  it.each(['completed', 'failed', 'cancelled'])(
    "unique 'retained': the key blocks while the %s job is kept",
    async (end) => {
      const f = new QueueFixture()
      const first = await f.add({ key: 'k', unique: 'retained', retention: { age: 10, count: 5 } })
      const again = () => f.queue.add(f.request({ key: 'k' }))
      if (end === 'cancelled') await f.queue.cancel('work', first)
      else {
        await f.work()
        await (end === 'completed' ? f.run(0).succeed() : f.run(0).fail())
      }
      expect((await f.status(first)).state).toBe(end)
      expect(await again()).toEqual({ id: first, created: false })
      await f.clock.advance(10_001)
      expect(await again()).toMatchObject({ created: true })
    },
  )

  it("unique 'retained': the key is free when count drops the job, when it is removed, and when it is not kept", async () => {
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

  it('a key that another job has taken stays with it when the first is removed', async () => {
    const f = new QueueFixture()
    const first = await f.add({ key: 'k' })
    await f.queue.cancel('work', first)
    const second = await f.add({ key: 'k' })
    await f.queue.remove('work', first)
    expect(await f.queue.add(f.request({ key: 'k' }))).toEqual({ id: second, created: false })
  })

  it('addMany gives receipts in order, also for keys and ids that repeat within it', async () => {
    const f = new QueueFixture()
    const a = f.request({ key: 'k' })
    const b = f.request()
    const receipts = await f.queue.addMany([a, b, f.request({ key: 'k' }), { ...b, payload: 'other' }])
    expect(receipts).toEqual([
      { id: a.id, created: true },
      { id: b.id, created: true },
      { id: a.id, created: false },
      { id: b.id, created: false },
    ])
    expect(await f.queue.addMany([])).toEqual([])
  })

  it('addMany adds none if one request is wrong', async () => {
    const f = new QueueFixture()
    await expect(f.queue.addMany([f.request(), f.request({ priority: -1 })])).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    })
    await expect(f.queue.addMany([f.request(), f.request({ payload: () => 1 })])).rejects.toMatchObject({
      code: 'UNSERIALISABLE',
    })
    expect(await f.queue.stats('work')).toMatchObject({ waiting: 0 })
  })
})

describe('payload', () => {
  it.each([0, '', false, null, [], {}, 'text', 1.5])(
    '%j survives as it is, to the handler and to readers',
    async (payload) => {
      const f = new QueueFixture()
      const id = await f.add({ payload })
      await f.work()
      expect(f.run(0).run.payload).toEqual(payload)
      expect((await f.status(id)).payload).toEqual(payload)
    },
  )

  it('is one JSON round trip', async () => {
    const f = new QueueFixture()
    const id = await f.add({ payload: { at: new Date(0), gone: undefined, nan: Number.NaN } })
    expect((await f.status(id)).payload).toEqual({ at: '1970-01-01T00:00:00.000Z', nan: null })
  })

  it.each([
    ['undefined', undefined, ''],
    ['a function deep inside', { a: [() => 1] }, '/a/0'],
    ['a BigInt', { big: 1n }, '/big'],
  ])('%s is refused with its pointer', async (_, payload, pointer) => {
    const f = new QueueFixture()
    await expect(f.queue.add(f.request({ payload }))).rejects.toMatchObject({
      code: 'UNSERIALISABLE',
      details: { pointer },
    })
    expect(await f.queue.stats('work')).toMatchObject({ waiting: 0 })
  })

  it('handlers and readers get their own copies, and the caller keeps its own', async () => {
    const f = new QueueFixture()
    const payload = { list: [1] }
    const id = await f.add({ payload, ...f.retries(2, { delayMs: 0 }) })
    payload.list.push(2)
    ;((await f.status(id)).payload as { list: number[] }).list.push(3)
    await f.work()
    ;(f.run(0).run.payload as { list: number[] }).list.push(4)
    await f.run(0).fail()
    expect(f.run(1).run.payload).toEqual({ list: [1] })
    expect((await f.status(id)).payload).toEqual({ list: [1] })
  })

  it('nothing of the request that changes afterwards matters', async () => {
    const f = new QueueFixture()
    const retry = { attempts: 2, backoff: { kind: 'fixed' as const, delayMs: 0, maxDelayMs: 0, jitter: false } }
    const id = await f.add({ retry })
    retry.attempts = 1
    await f.work()
    await f.run(0).fail()
    expect(await f.status(id)).toMatchObject({ state: 'active', attempts: 2, maxAttempts: 2 })
  })
})

describe('the request', () => {
  it('is checked', async () => {
    const f = new QueueFixture()
    for (const wrong of [{ id: '' }, { type: '' }, { priority: 0.5 }, { delayMs: -1 }, { timeoutMs: 0 }]) {
      await expect(f.queue.add(f.request(wrong))).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
    }
  })

  it('shows in the status', async () => {
    const f = new QueueFixture()
    const id = await f.add({ payload: 1, priority: 3, key: 'k', delayMs: 50, ...f.retries(4) })
    const now = f.clock.now()
    expect(await f.status(id)).toEqual({
      id,
      type: 'work',
      state: 'delayed',
      progress: { percent: 0 },
      attempts: 0,
      maxAttempts: 4,
      priority: 3,
      key: 'k',
      payload: 1,
      cancelRequested: false,
      timestamps: { createdAt: now, dueAt: now + 50 },
      revision: 1,
    })
  })

  it.each([
    ['maxPending', 0],
    ['maxPending', 1.5],
    ['maxPendingBytes', Number.NaN],
  ])('limits are checked: %s %d', (name, value) => {
    expect(() => new QueueFixture({ [name]: value })).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }))
  })
})
