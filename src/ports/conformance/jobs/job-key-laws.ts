import { strict as assert } from 'node:assert'
import { retries, WORK } from './driven-jobs.js'
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
