import { strict as assert } from 'node:assert'
import { MAX_FAILURE_LENGTHS, UnrecoverableError } from '../../../domain/jobs/index.js'
import { eventually } from './eventually.js'
import type { JobLaw } from './job-law.js'
import { retries, WORK } from './job-queue-driver.js'

/** What a failed run leads to. */
export const jobAttemptLaws: readonly JobLaw[] = [
  {
    id: 'jobs/attempts',
    law: 'attempts counts the started runs, the successful one included',
    check: async (jobs) => {
      const id = await jobs.add(retries(3, { delayMs: 0 }))
      assert.equal((await jobs.status(id)).attempts, 0)
      await jobs.work()
      const { fail } = await jobs.started(0)
      assert.equal((await jobs.status(id)).attempts, 1)
      await fail()
      const { succeed } = await jobs.started(1)
      assert.equal((await jobs.status(id)).attempts, 2)
      await succeed()
      const { state, attempts, maxAttempts } = await jobs.status(id)
      assert.deepEqual({ state, attempts, maxAttempts }, { state: 'completed', attempts: 2, maxAttempts: 3 })
    },
  },
  {
    id: 'jobs/attempts-exhausted',
    law: 'a job that fails in every attempt ends failed, with the latest failure',
    check: async (jobs) => {
      const id = await jobs.add(retries(2, { delayMs: 0 }))
      await jobs.work()
      await (await jobs.started(0)).fail(new Error('first'))
      await (await jobs.started(1)).fail(Object.assign(new TypeError('second'), { code: 'E_TWO' }))
      const { state, attempts, error, timestamps } = await jobs.status(id)
      assert.deepEqual({ state, attempts }, { state: 'failed', attempts: 2 })
      assert.deepEqual({ message: error?.message, code: error?.code }, { message: 'second', code: 'E_TWO' })
      assert.match(error?.stack ?? '', /second/)
      assert.ok((timestamps.finishedAt ?? 0) >= (timestamps.startedAt ?? Number.NaN), 'finishedAt after startedAt')
    },
  },
  {
    id: 'jobs/backoff-exponential',
    law: 'exponential backoff is 1, 2, 4 times the delay, up to its maximum',
    check: async (jobs) => {
      const id = await jobs.add(retries(5, { kind: 'exponential', delayMs: 60_000, maxDelayMs: 180_000 }))
      await jobs.work()
      for (const [index, restMs] of [60_000, 120_000, 180_000, 180_000].entries()) {
        await (await jobs.started(index)).fail()
        await jobs.reaches(id, 'delayed')
        await jobs.advanceTime(restMs - 20_000)
        await jobs.stays(id, 'delayed')
        await jobs.advanceTime(20_000)
      }
      await (await jobs.started(4)).succeed()
      assert.equal((await jobs.status(id)).attempts, 5)
    },
  },
  {
    id: 'jobs/backoff-fixed',
    law: 'fixed backoff is the same after each failure',
    check: async (jobs) => {
      const id = await jobs.add(retries(3, { kind: 'fixed', delayMs: 60_000 }))
      await jobs.work()
      for (const index of [0, 1]) {
        await (await jobs.started(index)).fail()
        await jobs.advanceTime(40_000)
        await jobs.stays(id, 'delayed')
        await jobs.advanceTime(20_000)
      }
      await (await jobs.started(2)).succeed()
    },
  },
  {
    id: 'jobs/backoff-jitter',
    law: 'with jitter a delay is never longer than the full backoff',
    check: async (jobs) => {
      const id = await jobs.add(retries(2, { delayMs: 60_000, jitter: true }))
      await jobs.work()
      await (await jobs.started(0)).fail()
      await jobs.advanceTime(60_000)
      await (await jobs.started(1)).succeed()
      assert.equal((await jobs.status(id)).state, 'completed')
    },
  },
  {
    id: 'jobs/backoff-none',
    law: 'without backoff the next attempt joins behind the waiting jobs',
    check: async (jobs) => {
      const [a, b] = [await jobs.add(retries(2, { delayMs: 0 })), await jobs.add()]
      await jobs.work()
      await (await jobs.started(0)).fail()
      await (await jobs.started(1)).succeed()
      await (await jobs.started(2)).succeed()
      assert.deepEqual(jobs.order, [a, b, a])
    },
  },
  {
    id: 'jobs/unrecoverable',
    law: 'an UnrecoverableError ends the job at once, even if attempts are left',
    check: async (jobs) => {
      const id = await jobs.add(retries(5, { delayMs: 0 }))
      await jobs.work()
      await (await jobs.started(0)).fail(new UnrecoverableError('never'))
      const { state, attempts, error } = await jobs.status(id)
      assert.deepEqual({ state, attempts, message: error?.message }, { state: 'failed', attempts: 1, message: 'never' })
      await jobs.stays(id, 'failed')
    },
  },
  {
    id: 'jobs/thrown-anything',
    law: 'any thrown value fails the run; a non-Error is wrapped',
    check: async (jobs) => {
      await jobs.work()
      for (const [index, [thrown, message]] of THROWN.entries()) {
        const id = await jobs.add()
        await (await jobs.started(index)).fail(thrown)
        const { state, error } = await jobs.status(id)
        assert.equal(state, 'failed')
        assert.match(error?.message ?? '', message)
      }
    },
  },
  {
    id: 'jobs/thrown-at-once',
    law: 'a handler that throws synchronously fails its run, also for many jobs in a row',
    check: async (jobs) => {
      await jobs.queue.addMany(Array.from({ length: 30 }, () => jobs.request()))
      const thrower = () => {
        throw new Error('at once')
      }
      await jobs.queue.work(WORK, thrower, { concurrency: 1 })
      const all = async () => ((await jobs.queue.stats(WORK)).failed === 30 ? true : undefined)
      await eventually('30 jobs have failed', all, jobs.waitMs)
    },
  },
  {
    id: 'jobs/failure-code',
    law: 'the code of an error is stored, a number as text',
    check: async (jobs) => {
      await jobs.work()
      for (const [index, [code, kept]] of CODES.entries()) {
        const id = await jobs.add()
        await (await jobs.started(index)).fail(Object.assign(new Error('no'), { code }))
        assert.equal((await jobs.status(id)).error?.code, kept)
      }
    },
  },
  {
    id: 'jobs/failure-bounded',
    law: 'message, code and stack of an error are stored, with limited lengths',
    check: async (jobs) => {
      const id = await jobs.add()
      await jobs.work()
      const huge = Object.assign(new Error('x'.repeat(100_000)), { code: 'c'.repeat(100_000) })
      await (await jobs.started(0)).fail(huge)
      const { error } = await jobs.status(id)
      assert.equal(error?.message.length, MAX_FAILURE_LENGTHS.message)
      assert.equal(error?.code?.length, MAX_FAILURE_LENGTHS.code)
      assert.ok((error?.stack?.length ?? 0) <= MAX_FAILURE_LENGTHS.stack)
    },
  },
]

const CODES: readonly (readonly [unknown, string | undefined])[] = [
  ['E_NO', 'E_NO'],
  [11_000, '11000'],
  [0, '0'],
  [Number.NaN, undefined],
  [{}, undefined],
]

const THROWN: readonly (readonly [unknown, RegExp])[] = [
  ['text', /text/],
  // The default of `fail` stands for a plain `undefined`.
  [null, /null/],
  [{ a: 1 }, /\{"a":1\}/],
  [0, /0/],
]
