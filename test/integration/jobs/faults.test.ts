import { describe, expect, it } from '@jest/globals'
import { FaultProxy } from '../../support/fault-proxy.js'
import { freePort } from '../../support/free-port.js'
import { ManualClock } from '../../support/manual-clock.js'
import { runningTime } from '../../support/running-time.js'
import { until } from '../../support/until.js'
import { failure, failureAt, jobsOnRedis, queueOn, request } from './bull-fixture.js'

/** The deadline of an app. */
const DEADLINE_MS = 400

/** Longer than any sum of deadlines here: a call that takes longer hangs. */
const HANGS_MS = 20_000

const redis = jobsOnRedis('faults')

/** A server behind a proxy, and a prefix. */
async function proxied() {
  const proxy = await FaultProxy.start(redis.server)
  redis.closing.add(() => proxy.close())
  const prefix = redis.newPrefix()
  const url = `redis://127.0.0.1:${proxy.port}`
  const { queue: direct } = redis.newQueue({ prefix })
  return { proxy, direct, queueWith: (options = {}) => queueOn(url, redis.closing, { prefix, ...options }).queue }
}

/** A queue with the deadline of an app, on a manual clock. */
function timed(url = redis.server.url) {
  const clock = new ManualClock()
  const { queue } = queueOn(url, redis.closing, { clock, deadlineMs: DEADLINE_MS, prefix: redis.newPrefix() })
  return { queue, failsInTime: (call: () => Promise<unknown>) => failureAt(DEADLINE_MS, clock, call) }
}

describe('submitting', () => {
  it('fails in time without Redis, and reports that nothing was done', async () => {
    const { queue, failsInTime } = timed(`redis://127.0.0.1:${await freePort()}`)
    for (let n = 0; n < 5; n++) expect(await failsInTime(() => queue.add(request()))).toBe('STORE_UNAVAILABLE')
  })

  it.each(['add', 'get', 'list', 'stats', 'cancel'] as const)(
    '%s fails in time while Redis is frozen',
    async (name) => {
      const { queue, failsInTime } = timed()
      await queue.add(request({ id: 'known' }))
      const calls = {
        add: () => queue.add(request()),
        get: () => queue.get('work', 'known'),
        list: () => queue.list('work', { offset: 0, limit: 10 }),
        stats: () => queue.stats('work'),
        cancel: () => queue.cancel('work', 'known'),
      }
      redis.server.freeze()
      redis.closing.add(async () => redis.server.thaw())
      const changes = name === 'add' || name === 'cancel'
      expect(await failsInTime(calls[name])).toBe(changes ? 'OUTCOME_UNKNOWN' : 'STORE_UNAVAILABLE')
      // The unresponsive connection was dropped by then, and there is no other connection.
      expect(await failsInTime(calls[name])).toBe('STORE_UNAVAILABLE')
    },
  )

  it('can repeat an add with unknown outcome without a second job', async () => {
    const { queue, failsInTime } = timed()
    await queue.stats('work')
    const job = request()
    redis.server.freeze()
    redis.closing.add(async () => redis.server.thaw())
    expect(await failsInTime(() => queue.add(job))).toBe('OUTCOME_UNKNOWN')
    redis.server.thaw()
    const receipt = await until('an add goes through', () => queue.add(job))
    expect(receipt.id).toBe(job.id)
    expect((await queue.add(job)).created).toBe(false)
    expect((await queue.stats('work')).waiting).toBe(1)
  })

  it.each(['refuse', 'reset-mid-reply', 'black-hole', 'stall-mid-reply', 'half-close'] as const)(
    'survives %s, and works at the next attempt after it',
    async (kind) => {
      const { proxy, queueWith } = await proxied()
      const queue = queueWith({ deadlineMs: DEADLINE_MS })
      await until('an add goes through', () => queue.add(request()))
      proxy.fault({ kind })
      for (let n = 0; n < 3; n++) {
        const started = runningTime()
        const code = await failure(() => queue.add(request()))
        if (code !== undefined) expect(['STORE_UNAVAILABLE', 'OUTCOME_UNKNOWN']).toContain(code)
        expect(runningTime() - started).toBeLessThan(HANGS_MS)
      }
      proxy.clear()
      await until('an add goes through', () => queue.add(request()))
    },
  )

  it.each([
    ["OOM command not allowed when used memory > 'maxmemory'.", 'STORE_FULL'],
    ["READONLY You can't write against a read only replica.", 'STORE_UNAVAILABLE'],
    ['LOADING Redis is loading the dataset in memory', 'STORE_UNAVAILABLE'],
  ])('maps the error "%s"', async (error, code) => {
    const { proxy, queueWith } = await proxied()
    const queue = queueWith()
    await queue.add(request())
    proxy.fault({ kind: 'answer', error })
    expect(await failure(() => queue.add(request()))).toBe(code)
  })

  it.each([
    ["OOM command not allowed when used memory > 'maxmemory'.", 'STORE_FULL'],
    ["READONLY You can't write against a read only replica.", 'STORE_UNAVAILABLE'],
  ])('of many fails with OUTCOME_UNKNOWN after "%s" midway, and can be repeated', async (error, code) => {
    const { proxy, direct, queueWith } = await proxied()
    const queue = queueWith()
    const jobs = Array.from({ length: 6000 }, () => request({ payload: 'x'.repeat(500) }))
    await queue.stats('work')
    proxy.fault({ kind: 'answer', error })
    expect(await failure(() => queue.addMany(jobs))).toBe(code)
    proxy.clear()
    expect((await direct.stats('work')).waiting).toBe(0)
    await until('a call goes through', () => queue.stats('work'))
    const adding = failure(() => queue.addMany(jobs))
    // Without a pause, so that the fault happens long before the last batch.
    while ((await direct.stats('work')).waiting === 0);
    proxy.fault({ kind: 'answer', error })
    expect(await adding).toBe('OUTCOME_UNKNOWN')
    const { waiting } = await direct.stats('work')
    expect(waiting).toBeGreaterThan(0)
    expect(waiting).toBeLessThan(jobs.length)
    proxy.clear()
    const receipts = await until('the repetition goes through', () => queue.addMany(jobs))
    expect(receipts.map(({ id }) => id)).toEqual(jobs.map(({ id }) => id))
    expect((await direct.stats('work')).waiting).toBe(jobs.length)
  })

  it('of many adds no more jobs after a failure', async () => {
    const { queue: direct, prefix, base } = redis.newQueue()
    await redis.cli('ACL', 'SETUSER', 'limited', 'on', '>secret', `~${base}*`, '&*', '+@all')
    const url = redis.server.url.replace('//', '//limited:secret@')
    const { queue } = queueOn(url, redis.closing, { prefix })
    await Promise.all([queue.stats('work'), direct.stats('work')])
    const allowed = Array.from({ length: 10_000 }, () => request())
    const refused = Array.from({ length: 10 }, () => request({ type: 'other' }))
    const mixed = [...allowed.slice(0, 400), ...refused, ...allowed.slice(400)]
    expect(await failure(() => queue.addMany(mixed))).toBe('OUTCOME_UNKNOWN')
    const { waiting } = await direct.stats('work')
    expect(waiting).toBeLessThan(2000)
    await queue.stats('work')
    expect((await direct.stats('work')).waiting).toBe(waiting)
    expect(await failure(() => queue.addMany(refused))).toBe('STORE_UNAVAILABLE')
  })

  it('closes in time while Redis is frozen', async () => {
    const { queue } = redis.newQueue({ deadlineMs: DEADLINE_MS })
    await queue.work('work', async () => 'done', { concurrency: 2 })
    await until('an add goes through', () => queue.add(request()))
    redis.server.freeze()
    redis.closing.add(async () => redis.server.thaw())
    const started = runningTime()
    const adding = failure(() => queue.add(request()))
    await queue.close(100)
    expect(runningTime() - started).toBeLessThan(HANGS_MS)
    expect(['OUTCOME_UNKNOWN', 'APP_CLOSED']).toContain(await adding)
  })
})
