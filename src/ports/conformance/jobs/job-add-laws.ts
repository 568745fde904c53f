import { strict as assert } from 'node:assert'
import { eventually } from './eventually.js'
import { type JobLaw, refused } from './job-law.js'
import { retries, WORK } from './job-queue-driver.js'

/** How jobs come in. */
export const jobAddLaws: readonly JobLaw[] = [
  {
    id: 'jobs/add',
    law: 'an added job has the id and the settings of its request',
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
    law: 'a job with a delay is delayed, and its status has the due time',
    check: async (jobs) => {
      const { state, timestamps } = await jobs.status(await jobs.add({ delayMs: 60_000 }))
      assert.equal(state, 'delayed')
      assert.equal((timestamps.dueAt ?? 0) - timestamps.createdAt, 60_000)
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
    law: 'addMany returns receipts in order, also for ids and keys that repeat within the call',
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
    law: 'addMany adds no job if one request is invalid',
    check: async (jobs) => {
      await refused(jobs.queue.addMany([jobs.request(), jobs.request({ priority: -1 })]), 'INVALID_ARGUMENT')
      await refused(jobs.queue.addMany([jobs.request(), jobs.request({ payload: () => 1 })]), 'UNSERIALISABLE')
      assert.equal((await jobs.queue.stats(WORK)).waiting, 0)
    },
  },
  {
    id: 'jobs/queue-full',
    law: 'a full bounded queue rejects new jobs, evicts none, and accepts jobs again when others have ended',
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

/** That each job comes in once, by its id and by its key. */
export const jobKeyLaws: readonly JobLaw[] = [
  {
    id: 'jobs/id-once',
    law: 'an id creates one job: a repeated add returns created false, also when the job has ended, until it is removed',
    check: async (jobs) => {
      const request = jobs.request()
      await jobs.queue.add(request)
      assert.deepEqual(await jobs.queue.add(request), { id: request.id, created: false })
      await jobs.work()
      await jobs.drain(1)
      assert.deepEqual(await jobs.queue.add(request), { id: request.id, created: false })
      assert.equal((await jobs.status(request.id)).state, 'completed')
      await jobs.queue.remove(WORK, request.id)
      assert.deepEqual(await jobs.queue.add(request), { id: request.id, created: true })
      await jobs.drain(1)
    },
  },
  {
    id: 'jobs/id-concurrent',
    law: 'of concurrent adds with the same id exactly one creates the job',
    check: async (jobs) => {
      const request = jobs.request()
      const receipts = await Promise.all(Array.from({ length: 20 }, () => jobs.queue.add(request)))
      assert.equal(receipts.filter(({ created }) => created).length, 1)
      assert.equal((await jobs.queue.stats(WORK)).waiting, 1)
    },
  },
  {
    id: 'jobs/key-concurrent',
    law: 'of concurrent adds with the same key exactly one creates a job, and all return its id',
    check: async (jobs) => {
      const adds = Array.from({ length: 20 }, () => jobs.queue.add(jobs.request({ key: 'k' })))
      const receipts = await Promise.all(adds)
      assert.equal(receipts.filter(({ created }) => created).length, 1)
      assert.equal(new Set(receipts.map(({ id }) => id)).size, 1)
      assert.equal((await jobs.queue.stats(WORK)).waiting, 1)
    },
  },
  {
    id: 'jobs/key-unfinished',
    law: 'a key blocks while its job is unfinished, through all attempts, and is free when the job ends',
    check: async (jobs) => {
      const first = await jobs.add({ key: 'k', ...retries(2) })
      const again = () => jobs.queue.add(jobs.request({ key: 'k' }))
      await jobs.work()
      const { fail } = await jobs.started(0)
      assert.deepEqual(await again(), { id: first, created: false })
      await fail()
      await jobs.reaches(first, 'delayed')
      assert.deepEqual(await again(), { id: first, created: false })
      await jobs.advanceTime(60_000)
      await (await jobs.started(1)).succeed()
      assert.equal((await again()).created, true)
    },
  },
  {
    id: 'jobs/key-retained',
    law: 'a key with unique: retained blocks as long as its job is kept, in every final state',
    check: async (jobs) => {
      await jobs.work()
      for (const end of ['completed', 'failed', 'cancelled'] as const) {
        const first = await jobs.ended(end, { key: end, unique: 'retained' })
        assert.deepEqual(await jobs.queue.add(jobs.request({ key: end })), { id: first, created: false }, end)
        await jobs.queue.remove(WORK, first)
        const second = await jobs.queue.add(jobs.request({ key: end, delayMs: 60_000 }))
        assert.equal(second.created, true, `${end}, then removed`)
      }
    },
  },
  {
    id: 'jobs/key-held',
    law: 'a key with keyHeldMs blocks for that time, even if its job has ended, was deleted or removed, and is free afterwards',
    check: async (jobs) => {
      const none = { age: 3600, count: 0 }
      await jobs.work()
      for (const end of ['completed', 'failed', 'cancelled'] as const) {
        const key = `of a ${end} job`
        const first = await jobs.ended(end, { key, keyHeldMs: 3_600_000, retention: none })
        assert.equal(await jobs.queue.get(WORK, first), undefined, `${end}, and not kept`)
        assert.deepEqual(await jobs.queue.add(jobs.request({ key })), { id: first, created: false }, key)
      }
      const removed = await jobs.add({ key: 'removed', keyHeldMs: 3_600_000, delayMs: 60_000 })
      await jobs.queue.remove(WORK, removed)
      const repeated = jobs.request({ key: 'removed', keyHeldMs: 60_000 })
      const [receipt] = await jobs.queue.addMany([repeated])
      assert.deepEqual(receipt, { id: removed, created: false })
      await jobs.ended('completed', { key: 'short', keyHeldMs: 20, retention: none })
      // Where its store has a clock of its own, that must come to it.
      await jobs.advanceTime(20)
      const again = async () => ((await jobs.queue.add(jobs.request({ key: 'short' }))).created ? true : undefined)
      await eventually('the key is free', again, jobs.waitMs)
    },
  },
  {
    id: 'jobs/key-held-pending',
    law: 'keyHeldMs starts at the add: an unfinished job blocks its key beyond that time, and no longer than it is unfinished',
    check: async (jobs) => {
      const first = await jobs.add({ key: 'k', keyHeldMs: 0 })
      assert.deepEqual(await jobs.queue.add(jobs.request({ key: 'k', keyHeldMs: 3_600_000 })), {
        id: first,
        created: false,
      })
      await jobs.work()
      await jobs.drain(1)
      assert.equal((await jobs.queue.add(jobs.request({ key: 'k' }))).created, true)
    },
  },
  {
    id: 'jobs/key-stays',
    law: 'when a job is removed, its key stays with the job that has it now',
    check: async (jobs) => {
      const first = await jobs.ended('cancelled', { key: 'k' })
      const second = await jobs.add({ key: 'k' })
      await jobs.queue.remove(WORK, first)
      assert.deepEqual(await jobs.queue.add(jobs.request({ key: 'k' })), { id: second, created: false })
    },
  },
  {
    id: 'jobs/key-per-type',
    law: 'ids and keys are unique within a type: another type may use the same ones',
    check: async (jobs) => {
      const id = await jobs.add({ key: 'k' })
      assert.deepEqual(await jobs.queue.add(jobs.request({ type: 'other', id, key: 'k' })), { id, created: true })
    },
  },
]
