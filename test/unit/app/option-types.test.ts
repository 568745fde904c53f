import { expect, it } from '@jest/globals'
import { LruSessionStore } from '../../../src/adapters/memory/index.js'
import { defineJob } from '../../../src/app/jobs/define-job.js'
import { Sessions } from '../../../src/app/sessions/index.js'
import { type ArgumentRow, refusesWrongArguments } from '../../../src/ports/conformance/wrong-arguments.js'
import { ManualClock } from '../../support/manual-clock.js'
import { memoryFacade } from './cache/cache-fixture.js'
import { ANY, JobsFixture } from './jobs/jobs-fixture.js'

// The types of the options of the facades. Those of the ports are a law of their contract suites.

it('app.cache refuses options of a wrong type, and changes nothing', async () => {
  const { cache, port } = memoryFacade()
  const set = (options: object) => cache.set('key', 'new', options)
  const load = (options: object) => cache.getOrSet('key', () => 'new', options)
  const rows: readonly ArgumentRow[] = [
    { what: 'options', kind: 'object', call: (options) => cache.get('key', options) },
    { what: 'mutable', kind: 'flag', call: (mutable) => cache.get('key', { mutable }) },
    { what: 'keys', kind: 'list', call: (keys) => cache.mget(keys) },
    { what: 'options', kind: 'object', call: (options) => cache.mget(['key'], options) },
    { what: 'mutable', kind: 'flag', call: (mutable) => cache.mget(['key'], { mutable }) },
    { what: 'options', kind: 'object', call: (options) => cache.exists('key', options) },
    {
      what: 'namespace',
      kind: 'text',
      code: 'UNKNOWN_NAMESPACE',
      call: (namespace) => cache.get('key', { namespace }),
    },
    { what: 'options', kind: 'object', call: (options) => set(options) },
    { what: 'ttl', kind: 'fraction', code: 'INVALID_TTL', call: (ttl) => set({ ttl }) },
    { what: 'grace', kind: 'number', code: 'INVALID_TTL', call: (grace) => set({ grace }) },
    { what: 'jitter', kind: 'number', call: (jitter) => set({ jitter }) },
    { what: 'tags', kind: 'list', call: (tags) => set({ tags }) },
    { what: 'items', kind: 'list', call: (items) => cache.mset(items) },
    { what: 'items[0]', kind: 'object', call: (item) => cache.mset([item]) },
    { what: 'options', kind: 'object', call: (options) => cache.mset([], options) },
    { what: 'options', kind: 'object', call: (options) => cache.delete('key', options) },
    { what: 'by', kind: 'integer', call: (by) => cache.increment('n', by) },
    { what: 'options', kind: 'object', call: (options) => cache.increment('n', 1, options) },
    { what: 'ttl', kind: 'fraction', code: 'INVALID_TTL', call: (ttl) => cache.increment('n', 1, { ttl }) },
    { what: 'name', kind: 'text', call: (name) => cache.clearNamespace(name) },
    { what: 'tags', kind: 'list', call: (tags) => cache.invalidateTags(tags) },
    { what: 'options', kind: 'object', call: (options) => cache.invalidateTags(['t'], options) },
    { what: 'loader', kind: 'function', call: (loader) => cache.getOrSet('key', loader) },
    { what: 'options', kind: 'object', call: (options) => load(options) },
    { what: 'mutable', kind: 'flag', call: (mutable) => load({ mutable }) },
    { what: 'ttl', kind: 'fraction', code: 'INVALID_TTL', call: (ttl) => load({ ttl }) },
    { what: 'negativeTtl', kind: 'fraction', code: 'INVALID_TTL', call: (negativeTtl) => load({ negativeTtl }) },
    { what: 'grace', kind: 'number', code: 'INVALID_TTL', call: (grace) => load({ grace }) },
    { what: 'softTimeout', kind: 'fraction', code: 'INVALID_TTL', call: (softTimeout) => load({ softTimeout }) },
    { what: 'hardTimeout', kind: 'fraction', code: 'INVALID_TTL', call: (hardTimeout) => load({ hardTimeout }) },
    { what: 'refreshAhead', kind: 'fraction', call: (refreshAhead) => load({ refreshAhead }) },
    { what: 'jitter', kind: 'number', call: (jitter) => load({ jitter }) },
    { what: 'tags', kind: 'list', call: (tags) => load({ tags }) },
    { what: 'signal', kind: 'signal', call: (signal) => load({ signal }) },
    { what: 'keys', kind: 'list', call: (keys) => cache.mgetOrSet(keys, () => []) },
    { what: 'loader', kind: 'function', call: (loader) => cache.mgetOrSet(['key'], loader) },
    { what: 'options', kind: 'object', call: (options) => cache.mgetOrSet(['key'], () => [1], options) },
  ]
  await refusesWrongArguments(rows)
  expect((await port.stats()).entries).toBe(0)
})

it('app.sessions refuses options of a wrong type, and changes nothing', async () => {
  const store = new LruSessionStore({ clock: new ManualClock() })
  const sessions = new Sessions(store, { lifetime: { idleMs: 60_000, absoluteMs: 600_000 }, maxPerUser: 2 })
  const data = { userId: 'u1', email: 'u1@example.org', role: 'viewer' }
  const { id } = await sessions.createSession(undefined, data)
  const create = (options: object) => sessions.createSession(undefined, data, undefined, options)
  await refusesWrongArguments([
    { what: 'ttl', kind: 'fraction', code: 'INVALID_TTL', call: (ttl) => sessions.createSession(undefined, data, ttl) },
    { what: 'options', kind: 'object', call: (options) => create(options) },
    {
      ...{ what: 'maxPerUser', kind: 'positive' },
      // Infinity is no limit here, but the store refuses it.
      call: (maxPerUser) =>
        maxPerUser === Number.POSITIVE_INFINITY
          ? store.create(data, { idleMs: 1, absoluteMs: 1, maxPerUser })
          : create({ maxPerUser }),
    },
    { what: 'replaces', kind: 'text', call: (replaces) => create({ replaces }) },
    { what: 'options', kind: 'object', call: (options) => sessions.updateSession(id, { a: 1 }, options) },
    { what: 'since', kind: 'count', call: (since) => sessions.updateSession(id, { a: 1 }, { since }) },
    { what: 'ttl', kind: 'fraction', code: 'INVALID_TTL', call: (ttl) => sessions.touchSession(id, ttl) },
    { what: 'userId', kind: 'text', call: (userId) => sessions.listUserSessions(userId) },
    { what: 'userId', kind: 'text', call: (userId) => sessions.readUserSessions(userId) },
    { what: 'userId', kind: 'text', call: (userId) => sessions.revokeUserSessions(userId) },
    { what: 'options', kind: 'object', call: (options) => sessions.revokeUserSessions('u1', options) },
    { what: 'except', kind: 'text', call: (except) => sessions.revokeUserSessions('u1', { except }) },
    { what: 'handle', kind: 'text', call: (handle) => sessions.revokeUserSessions('u1', { handle }) },
  ])
  expect(await sessions.listUserSessions('u1')).toHaveLength(1)
})

it('app.jobs and defineJob refuse options of a wrong type, and change nothing', async () => {
  const { jobs } = new JobsFixture()
  const type = jobs.define(defineJob({ type: 'any', payload: ANY }))
  const add = (options: object) => jobs.addJob(type, 1, options)
  const define = (options: object) => defineJob({ type: 'other', payload: ANY, ...options })
  const schedule = (options: object) => jobs.schedule(type, { cron: '0 9 * * *', payload: 1, ...options })
  jobs.handle(type, () => 1)
  await refusesWrongArguments([
    { what: 'options', kind: 'object', call: (options) => add(options) },
    { what: 'id', kind: 'text', call: (id) => add({ id }) },
    { what: 'key', kind: 'text', call: (key) => add({ key }) },
    { what: 'unique', kind: 'text', call: (unique) => add({ unique }) },
    { what: 'delayMs', kind: 'number', call: (delayMs) => add({ delayMs }) },
    { what: 'priority', kind: 'count', call: (priority) => add({ priority }) },
    { what: 'jobs', kind: 'list', call: (list) => jobs.addJobs(type, list) },
    { what: 'jobs[0]', kind: 'object', call: (job) => jobs.addJobs(type, [job]) },
    { what: 'delayMs', kind: 'number', call: (delayMs) => jobs.addJobs(type, [{ payload: 1, delayMs }]) },
    { what: 'type', kind: 'text', code: 'UNKNOWN_JOB_TYPE', call: (wrong) => jobs.addJob(wrong, 1) },
    { what: 'id', kind: 'text', call: (id) => jobs.getJobStatus(type, id) },
    { what: 'options', kind: 'object', call: (options) => jobs.listJobs(type, options) },
    { what: 'states', kind: 'list', call: (states) => jobs.listJobs(type, { states }) },
    { what: 'offset', kind: 'count', call: (offset) => jobs.listJobs(type, { offset }) },
    { what: 'limit', kind: 'positive', call: (limit) => jobs.listJobs(type, { limit }) },
    { what: 'options', kind: 'object', call: (options) => jobs.watch(type, 'id', options) },
    { what: 'signal', kind: 'signal', call: (signal) => jobs.watch(type, 'id', { signal }) },
    { what: 'options', kind: 'object', call: (options) => jobs.schedule(type, options) },
    { what: 'cron', kind: 'text', call: (cron) => schedule({ cron }) },
    { what: 'timeZone', kind: 'text', call: (timeZone) => schedule({ timeZone }) },
    { what: 'name', kind: 'text', call: (name) => schedule({ name }) },
    { what: 'options', kind: 'object', call: (options) => jobs.startWorkers(options) },
    { what: 'types', kind: 'list', call: (types) => jobs.startWorkers({ types }) },
    { what: 'concurrency', kind: 'positive', call: (concurrency) => jobs.startWorkers({ concurrency }) },
    { what: 'handler', kind: 'function', call: (handler) => jobs.handle(type, handler) },
    { what: 'options', kind: 'object', call: (options) => defineJob(options) },
    { what: 'attempts', kind: 'positive', call: (attempts) => define({ attempts }) },
    { what: 'backoff', kind: 'object', call: (backoff) => define({ backoff }) },
    { what: 'backoff.delayMs', kind: 'number', call: (delayMs) => define({ backoff: { delayMs } }) },
    { what: 'backoff.jitter', kind: 'flag', call: (jitter) => define({ backoff: { jitter } }) },
    { what: 'timeoutMs', kind: 'fraction', call: (timeoutMs) => define({ timeoutMs }) },
    { what: 'concurrency', kind: 'positive', call: (concurrency) => define({ concurrency }) },
    { what: 'retention', kind: 'object', call: (retention) => define({ retention }) },
    { what: 'retention.age', kind: 'number', call: (age) => define({ retention: { age } }) },
    { what: 'retention.count', kind: 'count', call: (count) => define({ retention: { count } }) },
  ])
  expect(await jobs.listJobs(type)).toEqual([])
})
