import { strict as assert } from 'node:assert'
import { MAX_JOB_JSON_BYTES } from '../../../domain/jobs/index.js'
import { faithfulValues, lossyValues } from '../lossy-values.js'
import { type JobLaw, refused } from './job-law.js'
import { retries, WORK } from './job-queue-driver.js'

const PLAIN: readonly unknown[] = [0, '', false, null, [], {}, 'text', 1.5, { deep: [{ a: null }] }]
const NESTED = { at: new Date(0), gone: undefined, nan: Number.NaN, list: [undefined, 1] }
const NESTED_KEPT = { at: '1970-01-01T00:00:00.000Z', nan: null, list: [null, 1] }

/** What jobs carry in, and what they bring out. */
export const jobValueLaws: readonly JobLaw[] = [
  {
    id: 'jobs/payload-as-it-is',
    law: 'handlers and readers get the payload unchanged, falsy values included',
    check: async (jobs) => {
      await jobs.work()
      for (const [index, payload] of PLAIN.entries()) {
        const id = await jobs.add({ payload })
        const { run, succeed } = await jobs.started(index)
        assert.deepEqual(run.payload, payload)
        assert.deepEqual((await jobs.status(id)).payload, payload)
        await succeed()
      }
    },
  },
  {
    id: 'jobs/payload-round-trip',
    law: 'a payload is stored as JSON',
    check: async (jobs) => {
      const id = await jobs.add({ payload: NESTED })
      assert.deepEqual((await jobs.status(id)).payload, NESTED_KEPT)
      await jobs.work()
      assert.deepEqual((await jobs.started(0)).run.payload, NESTED_KEPT)
    },
  },
  {
    id: 'jobs/payload-unserialisable',
    law: 'a payload without JSON form is rejected with the pointer to it, and nothing is stored',
    check: async (jobs) => {
      const cycle: { self?: unknown } = {}
      cycle.self = cycle
      const wrong: readonly (readonly [unknown, string])[] = [
        [undefined, ''],
        [{ a: [() => 1] }, '/a/0'],
        [{ big: 1n }, '/big'],
        [cycle, '/self'],
        [{ vector: new Float32Array(2) }, '/vector'],
        ...lossyValues().flatMap((lossy) => [[lossy, ''] as const, [{ list: [lossy] }, '/list/0'] as const]),
      ]
      for (const [payload, pointer] of wrong) {
        await refused(jobs.queue.add(jobs.request({ payload })), 'UNSERIALISABLE', { pointer })
      }
      assert.equal((await jobs.queue.stats(WORK)).waiting, 0)
      for (const [value, json] of faithfulValues()) {
        assert.deepEqual((await jobs.status(await jobs.add({ payload: { value } }))).payload, { value: json })
      }
    },
  },
  {
    id: 'jobs/payload-bounded',
    law: 'a payload of 1 MiB of JSON in UTF-8 is stored; a larger one is rejected with JOB_TOO_LARGE, and so are all jobs of the same call',
    check: async (jobs) => {
      // Two bytes each, and two quotes.
      const max = 'é'.repeat(MAX_JOB_JSON_BYTES / 2 - 1)
      const id = await jobs.add({ payload: max })
      assert.ok((await jobs.status(id)).payload === max, 'as it was')
      const over = jobs.request({ payload: `${max}x` })
      await refused(jobs.queue.add(over), 'JOB_TOO_LARGE')
      await refused(jobs.queue.addMany([jobs.request(), over]), 'JOB_TOO_LARGE')
      assert.equal((await jobs.queue.stats(WORK)).waiting, 1)
    },
  },
  {
    id: 'jobs/copies',
    law: 'handlers and readers get independent copies of the payload, a new one for each attempt',
    check: async (jobs) => {
      const payload = { list: [1] }
      const retry = structuredClone(retries(2, { delayMs: 0 }).retry)
      const id = await jobs.add({ payload, retry })
      payload.list.push(2)
      ;(retry as { attempts: number }).attempts = 1
      push((await jobs.status(id)).payload, 3)
      await jobs.work()
      const { run, fail } = await jobs.started(0)
      push(run.payload, 4)
      await fail()
      const second = await jobs.started(1)
      assert.deepEqual(second.run.payload, { list: [1] })
      const result = { list: [1] }
      await second.succeed(result)
      push(result, 2)
      push((await jobs.status(id)).result, 3)
      assert.deepEqual((await jobs.status(id)).payload, { list: [1] })
      assert.deepEqual((await jobs.status(id)).result, { list: [1] })
    },
  },
  {
    id: 'jobs/result-as-it-is',
    law: 'a result is stored unchanged, falsy values included',
    check: async (jobs) => {
      await jobs.work()
      for (const [index, result] of PLAIN.entries()) {
        const id = await jobs.add()
        await (await jobs.started(index)).succeed(result)
        const status = await jobs.status(id)
        assert.equal(status.state, 'completed')
        assert.deepEqual(status.result, result)
        assert.equal('error' in status, false)
      }
    },
  },
  {
    id: 'jobs/result-nothing',
    law: 'the result of a handler that returns nothing is null',
    check: async (jobs) => {
      const id = await jobs.add()
      await jobs.queue.work(WORK, async () => undefined, { concurrency: 1 })
      const status = await jobs.reaches(id, 'completed')
      assert.deepEqual(status.result, null)
    },
  },
  {
    id: 'jobs/result-round-trip',
    law: 'a result is stored as JSON',
    check: async (jobs) => {
      await jobs.work()
      const id = await jobs.add()
      await (await jobs.started(0)).succeed(NESTED)
      assert.deepEqual((await jobs.status(id)).result, NESTED_KEPT)
    },
  },
  {
    id: 'jobs/result-unserialisable',
    law: 'a result without JSON form fails the attempt with UNSERIALISABLE',
    check: async (jobs) => {
      const id = await jobs.add(retries(2, { delayMs: 0 }))
      await jobs.work()
      await (await jobs.started(0)).succeed({ a: () => 1 })
      const { succeed } = await jobs.started(1)
      const { error, attempts } = await jobs.status(id)
      assert.equal(error?.code, 'UNSERIALISABLE')
      assert.match(error?.message ?? '', /\/a\b/)
      assert.equal(attempts, 2)
      await succeed(1n)
      const status = await jobs.status(id)
      assert.equal(status.state, 'failed')
      assert.equal('result' in status, false)
      for (const [index, lossy] of lossyValues().entries()) {
        const next = await jobs.add()
        const run = await jobs.started(index + 2)
        await run.succeed({ lossy })
        assert.equal((await jobs.status(next)).error?.code, 'UNSERIALISABLE')
      }
    },
  },
  {
    id: 'jobs/result-bounded',
    law: 'a result of 1 MiB of JSON in UTF-8 is stored; a larger one fails the attempt with JOB_TOO_LARGE',
    check: async (jobs) => {
      const max = 'é'.repeat(MAX_JOB_JSON_BYTES / 2 - 1)
      const [kept, refused] = [await jobs.add(), await jobs.add()]
      await jobs.work()
      await (await jobs.started(0)).succeed(max)
      const { state, result } = await jobs.status(kept)
      assert.equal(state, 'completed')
      assert.ok(result === max, 'as it was')
      await (await jobs.started(1)).succeed(`${max}x`)
      const status = await jobs.status(refused)
      assert.deepEqual({ state: status.state, code: status.error?.code }, { state: 'failed', code: 'JOB_TOO_LARGE' })
      assert.equal('result' in status, false)
    },
  },
  {
    id: 'jobs/run',
    law: 'a run has id, type and attempt of its job, and a key that is the same in every attempt',
    check: async (jobs) => {
      const plain = await jobs.add(retries(2, { delayMs: 0 }))
      await jobs.work()
      await (await jobs.started(0)).fail()
      await (await jobs.started(1)).succeed()
      await jobs.add({ key: 'mine' })
      await jobs.started(2)
      const seen = jobs.runs.map(({ run: { id, type, attempt, key } }) => ({ id, type, attempt, key }))
      assert.deepEqual(seen, [
        { id: plain, type: WORK, attempt: 1, key: plain },
        { id: plain, type: WORK, attempt: 2, key: plain },
        { id: seen[2]?.id, type: WORK, attempt: 1, key: 'mine' },
      ])
    },
  },
]

function push(value: unknown, item: number): void {
  ;(value as { list: number[] }).list.push(item)
}
