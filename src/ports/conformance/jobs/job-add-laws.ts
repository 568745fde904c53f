import { strict as assert } from 'node:assert'
import type { JobRequest } from '../../jobs/index.js'
import { retries, WORK } from './driven-jobs.js'
import { type JobLaw, refused } from './job-law.js'

/** How jobs come in. */
export const jobAddLaws: readonly JobLaw[] = [
  {
    id: 'jobs/add',
    law: 'an added job has the id of its request and stands as it was asked for',
    check: async (jobs) => {
      const request = jobs.request({ payload: { a: 1 }, priority: 3, key: 'k', ...retries(4) })
      assert.deepEqual(await jobs.queue.add(request), { id: request.id, created: true })
      const { timestamps, revision, ...rest } = await jobs.status(request.id)
      assert.deepEqual(rest, {
        id: request.id,
        type: WORK,
        state: 'waiting',
        progress: { percent: 0 },
        attempts: 0,
        maxAttempts: 4,
        priority: 3,
        key: 'k',
        payload: { a: 1 },
        cancelRequested: false,
      })
      assert.ok(Number.isSafeInteger(revision) && revision >= 0)
      assert.deepEqual(Object.keys(timestamps), ['createdAt'])
    },
  },
  {
    id: 'jobs/add-delayed',
    law: 'a job with a delay is delayed, and says when it is due',
    check: async (jobs) => {
      const { state, timestamps } = await jobs.status(await jobs.add({ delayMs: 60_000 }))
      assert.equal(state, 'delayed')
      assert.equal((timestamps.dueAt ?? 0) - timestamps.createdAt, 60_000)
    },
  },
  {
    id: 'jobs/arguments',
    law: 'terms that no queue accepts are refused, and nothing is kept',
    check: async (jobs) => {
      const wrong: readonly Partial<JobRequest>[] = [
        { id: '' },
        { type: '' },
        { id: 'x'.repeat(257) },
        { key: '' },
        { priority: 0.5 },
        { priority: -1 },
        { delayMs: -1 },
        { delayMs: Number.NaN },
        { key: 'k', keyHeldMs: -1 },
        { timeoutMs: 0 },
        { retention: { age: -1, count: 1 } },
        { retention: { age: 1, count: 0.5 } },
        retries(0),
        { unique: 'always' as 'retained' },
        // An unknown kind of backoff, taken over unchecked, would leave a job active for good.
        retries(2, { kind: 'unknown' as 'fixed' }),
        retries(2, { delayMs: Number.NaN }),
      ]
      for (const change of wrong) await refused(jobs.queue.add(jobs.request(change)), 'INVALID_ARGUMENT')
      assert.deepEqual(await jobs.queue.list(WORK, { offset: 0, limit: 10 }), [])
    },
  },
  {
    id: 'jobs/add-changes-nothing',
    law: 'a later add never changes the stored job',
    check: async (jobs) => {
      const id = await jobs.add({ key: 'k', payload: 'first', priority: 5 })
      const before = await jobs.status(id)
      await jobs.queue.add(jobs.request({ key: 'k', payload: 'second', priority: 1, delayMs: 5 }))
      await jobs.queue.add(jobs.request({ id, payload: 'third', ...retries(7) }))
      assert.deepEqual(await jobs.status(id), before)
    },
  },
  {
    id: 'jobs/add-many',
    law: 'addMany gives receipts in order, also for ids and keys that repeat within it',
    check: async (jobs) => {
      const [a, b] = [jobs.request({ key: 'k' }), jobs.request()]
      const receipts = await jobs.queue.addMany([a, b, jobs.request({ key: 'k' }), { ...b, payload: 'other' }])
      assert.deepEqual(receipts, [
        { id: a.id, created: true },
        { id: b.id, created: true },
        { id: a.id, created: false },
        { id: b.id, created: false },
      ])
      assert.deepEqual(await jobs.queue.addMany([]), [])
      assert.equal((await jobs.queue.stats(WORK)).waiting, 2)
    },
  },
  {
    id: 'jobs/add-many-none',
    law: 'addMany adds none where one request is wrong',
    check: async (jobs) => {
      await refused(jobs.queue.addMany([jobs.request(), jobs.request({ priority: -1 })]), 'INVALID_ARGUMENT')
      await refused(jobs.queue.addMany([jobs.request(), jobs.request({ payload: () => 1 })]), 'UNSERIALISABLE')
      assert.equal((await jobs.queue.stats(WORK)).waiting, 0)
    },
  },
  {
    id: 'jobs/queue-full',
    law: 'a bounded queue that is full refuses what is new, evicts nothing, and has room again when jobs have ended',
    needs: ['bounded'],
    check: async (jobs) => {
      const ids = (await jobs.queue.addMany(Array.from({ length: 1000 }, () => jobs.request()))).map(({ id }) => id)
      await refused(jobs.queue.add(jobs.request()), 'QUEUE_FULL')
      assert.equal((await jobs.queue.add(jobs.request({ id: ids[0] ?? '' }))).created, false)
      assert.equal((await jobs.queue.stats(WORK)).waiting, 1000)
      await jobs.queue.cancel(WORK, ids[500] ?? '')
      assert.equal((await jobs.queue.add(jobs.request())).created, true)
      await refused(jobs.queue.addMany([jobs.request()]), 'QUEUE_FULL')
    },
  },
]
