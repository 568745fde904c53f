import { strict as assert } from 'node:assert'
import { retries, WORK } from './driven-jobs.js'
import { eventually } from './eventually.js'
import type { JobLaw } from './job-law.js'

/** That each job comes in once, by its id and by its key. */
export const jobKeyLaws: readonly JobLaw[] = [
  {
    id: 'jobs/id-once',
    law: 'an id makes one job: a repetition gives created false, also when the job has ended, until it is forgotten',
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
    law: 'of any number of concurrent adds of one id exactly one creates the job',
    check: async (jobs) => {
      const request = jobs.request()
      const receipts = await Promise.all(Array.from({ length: 20 }, () => jobs.queue.add(request)))
      assert.equal(receipts.filter(({ created }) => created).length, 1)
      assert.equal((await jobs.queue.stats(WORK)).waiting, 1)
    },
  },
  {
    id: 'jobs/key-concurrent',
    law: 'of any number of concurrent adds with one key exactly one creates a job, and all give its id',
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
    law: 'a key blocks while its job is unfinished, through its attempts, and is free from then on',
    check: async (jobs) => {
      const first = await jobs.add({ key: 'k', ...retries(2) })
      const again = () => jobs.queue.add(jobs.request({ key: 'k' }))
      await jobs.work()
      const { fail } = await jobs.began(0)
      assert.deepEqual(await again(), { id: first, created: false })
      await fail()
      await jobs.reaches(first, 'delayed')
      assert.deepEqual(await again(), { id: first, created: false })
      await jobs.elapse(60_000)
      await (await jobs.began(1)).succeed()
      assert.equal((await again()).created, true)
    },
  },
  {
    id: 'jobs/key-retained',
    law: 'a key with unique: retained blocks as long as its job is kept, however that ended',
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
    law: 'a key that is held for a time blocks for that time, however its job ended, was dropped or removed, and is free then',
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
      await jobs.elapse(20)
      const again = async () => ((await jobs.queue.add(jobs.request({ key: 'short' }))).created ? true : undefined)
      await eventually('the key is free', again, jobs.waitMs)
    },
  },
  {
    id: 'jobs/key-held-pending',
    law: 'a key is held from the add on: it blocks beyond that time while its job is unfinished, and not longer',
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
    law: 'a key that another job has taken since stays with that job when the first is removed',
    check: async (jobs) => {
      const first = await jobs.ended('cancelled', { key: 'k' })
      const second = await jobs.add({ key: 'k' })
      await jobs.queue.remove(WORK, first)
      assert.deepEqual(await jobs.queue.add(jobs.request({ key: 'k' })), { id: second, created: false })
    },
  },
  {
    id: 'jobs/key-per-type',
    law: 'ids and keys are those of one type: another type has its own',
    check: async (jobs) => {
      const id = await jobs.add({ key: 'k' })
      assert.deepEqual(await jobs.queue.add(jobs.request({ type: 'other', id, key: 'k' })), { id, created: true })
    },
  },
]
