import { strict as assert } from 'node:assert'
import type { JobQueue, JobRequest } from '../../jobs/index.js'
import { type ArgumentRow, refusesWrongArguments } from '../wrong-arguments.js'
import { type JobLaw, refused } from './job-law.js'
import { retries, WORK } from './job-queue-driver.js'

/** Which arguments are refused. */
export const jobArgumentLaws: readonly JobLaw[] = [
  {
    id: 'jobs/arguments',
    law: 'invalid arguments are rejected, and nothing is stored',
    check: async (jobs) => {
      const wrong: readonly Partial<JobRequest>[] = [
        { id: '' },
        { type: '' },
        { id: 'x'.repeat(257) },
        { key: '' },
        { retention: { age: 1, count: 0.5 } },
        { priority: 1_000_001 },
        { timeoutMs: 0 },
        retries(0),
        retries(101),
        { unique: 'always' as 'retained' },
        // An unknown kind of backoff, taken over unchecked, would leave a job active for good.
        retries(2, { kind: 'unknown' as 'fixed' }),
      ]
      for (const change of wrong) await refused(jobs.queue.add(jobs.request(change)), 'INVALID_ARGUMENT')
      assert.deepEqual(await jobs.queue.list(WORK, { offset: 0, limit: 10 }), [])
    },
  },
  {
    id: 'jobs/argument-types',
    law: 'every method rejects options of a wrong type or out of range with INVALID_ARGUMENT, the name and the value, and changes nothing',
    check: async (jobs) => {
      const { queue } = jobs
      const id = await jobs.add()
      await refusesWrongArguments(jobArgumentRows(queue, () => jobs.request(), id))
      assert.deepEqual(
        (await queue.list(WORK, { offset: 0, limit: 10 })).map((job) => job.id),
        [id],
      )
      assert.equal((await queue.stats(WORK)).paused, false)
    },
  },
  {
    id: 'jobs/progress-types',
    law: 'progress of a wrong type or out of range is refused with INVALID_ARGUMENT, and the job goes on',
    check: async (jobs) => {
      const id = await jobs.add()
      await jobs.work()
      const { run, succeed } = await jobs.started(0)
      await refusesWrongArguments([
        { what: 'progress', kind: 'number', call: (percent) => run.progress({ percent }) },
        { what: 'progress.stage', kind: 'text', call: (stage) => run.progress({ percent: 1, stage }) },
        { what: 'progress.message', kind: 'text', call: (message) => run.progress({ percent: 1, message }) },
      ])
      run.progress({ percent: 50, stage: 'half' })
      await succeed()
      assert.equal((await jobs.status(id)).state, 'completed')
    },
  },
]

/** The calls of a queue with wrong arguments. @param id of a job of the type {@link WORK} */
export function jobArgumentRows(queue: JobQueue, request: () => JobRequest, id: string): readonly ArgumentRow[] {
  const add = (change: object) => queue.add({ ...request(), ...change })
  const backoff = (change: object) => add(retries(2, change))
  const list = (change: object) => queue.list(WORK, { offset: 0, limit: 10, ...change })
  return [
    { what: 'request', kind: 'object', call: (wrong) => queue.add(wrong) },
    { what: 'requests', kind: 'list', call: (requests) => queue.addMany(requests) },
    { what: 'request', kind: 'object', call: (wrong: JobRequest) => queue.addMany([request(), wrong]) },
    { what: 'type', kind: 'text', call: (type) => add({ type }) },
    { what: 'id', kind: 'text', call: (wrong) => add({ id: wrong }) },
    { what: 'key', kind: 'text', call: (key) => add({ key }) },
    { what: 'unique', kind: 'text', call: (unique) => add({ unique }) },
    { what: 'delayMs', kind: 'number', call: (delayMs) => add({ delayMs }) },
    { what: 'keyHeldMs', kind: 'number', call: (keyHeldMs) => add({ key: 'k', keyHeldMs }) },
    { what: 'priority', kind: 'count', call: (priority) => add({ priority }) },
    { what: 'timeoutMs', kind: 'number', call: (timeoutMs) => add({ timeoutMs }) },
    { what: 'retention', kind: 'object', call: (retention) => add({ retention }) },
    { what: 'retention.age', kind: 'number', call: (age) => add({ retention: { age, count: 1 } }) },
    { what: 'retention.count', kind: 'count', call: (count) => add({ retention: { age: 1, count } }) },
    { what: 'retry', kind: 'object', call: (retry) => add({ retry }) },
    { what: 'attempts', kind: 'positive', call: (attempts) => add(retries(attempts)) },
    { what: 'backoff', kind: 'object', call: (wrong) => add({ retry: { attempts: 2, backoff: wrong } }) },
    { what: 'backoff.kind', kind: 'text', call: (kind) => backoff({ kind }) },
    { what: 'backoff.delayMs', kind: 'number', call: (delayMs) => backoff({ delayMs }) },
    { what: 'backoff.maxDelayMs', kind: 'number', call: (maxDelayMs) => backoff({ maxDelayMs }) },
    { what: 'backoff.jitter', kind: 'flag', call: (jitter) => backoff({ jitter }) },
    { what: 'listing', kind: 'object', call: (listing) => queue.list(WORK, listing) },
    { what: 'offset', kind: 'count', call: (offset) => list({ offset }) },
    { what: 'limit', kind: 'positive', call: (limit) => list({ limit }) },
    { what: 'states', kind: 'list', call: (states) => list({ states }) },
    { what: 'states[0]', kind: 'text', call: (state) => list({ states: [state] }) },
    { what: 'type', kind: 'text', call: (type) => queue.list(type, { offset: 0, limit: 10 }) },
    { what: 'type', kind: 'text', call: (type) => queue.get(type, id) },
    { what: 'id', kind: 'text', call: (wrong) => queue.get(WORK, wrong) },
    { what: 'type', kind: 'text', call: (type) => queue.stats(type) },
    { what: 'id', kind: 'text', call: (wrong) => queue.cancel(WORK, wrong) },
    { what: 'id', kind: 'text', call: (wrong) => queue.retry(WORK, wrong) },
    { what: 'id', kind: 'text', call: (wrong) => queue.remove(WORK, wrong) },
    { what: 'type', kind: 'text', call: (type) => queue.trim(type) },
    { what: 'type', kind: 'text', call: (type) => queue.pause(type) },
    { what: 'type', kind: 'text', call: (type) => queue.resume(type) },
    { what: 'type', kind: 'text', call: (type) => queue.work(type, async () => 1, { concurrency: 1 }) },
    { what: 'handler', kind: 'function', call: (handler) => queue.work(WORK, handler, { concurrency: 1 }) },
    { what: 'options', kind: 'object', call: (options) => queue.work(WORK, async () => 1, options) },
    {
      what: 'concurrency',
      kind: 'positive',
      call: (concurrency) => queue.work(WORK, async () => 1, { concurrency }),
    },
    { what: 'id', kind: 'text', call: (wrong) => queue.watch(WORK, wrong) },
    { what: 'options', kind: 'object', call: (options) => queue.watch(WORK, id, options) },
    { what: 'signal', kind: 'signal', call: (signal) => queue.watch(WORK, id, { signal }) },
  ]
}
