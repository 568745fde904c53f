import { describe, expect, it } from '@jest/globals'
import { AbsentCache } from '../../../../src/adapters/absent/absent-cache.js'
import { AbsentJobQueue } from '../../../../src/adapters/absent/absent-job-queue.js'
import { AbsentSessionStore } from '../../../../src/adapters/absent/absent-session-store.js'
import { DEFAULT_RETENTION, DEFAULT_RETRY_POLICY } from '../../../../src/domain/jobs/index.js'
import { cacheArgumentRows } from '../../../../src/ports/conformance/cache/cache-argument-laws.js'
import { jobArgumentRows } from '../../../../src/ports/conformance/jobs/job-argument-laws.js'
import { sessionArgumentRows } from '../../../../src/ports/conformance/sessions/session-argument-laws.js'
import { refusesWrongArguments } from '../../../../src/ports/conformance/wrong-arguments.js'

const SWITCHED_OFF = { code: 'STORE_UNAVAILABLE', hint: 'set REDIS_URL, or REDIS_FALLBACK=memory' }

/** The calls of each method but those that report or close: one row for each. */
function expectAllCalled(adapter: object, calls: { readonly [method: string]: unknown }): void {
  const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(adapter))
  const others = ['constructor', 'stats', 'close', 'watch']
  expect(Object.keys(calls).sort()).toEqual(methods.filter((name) => !others.includes(name)).sort())
}

describe('the session store that is switched off', () => {
  const store = new AbsentSessionStore()
  const data = { userId: 'u1', email: 'u1@example.org', role: 'viewer' }

  it('rejects every method with a hint', async () => {
    const calls: { readonly [method: string]: () => Promise<unknown> } = {
      create: () => store.create(data, { idleMs: 1000, absoluteMs: 1000 }),
      read: () => store.read(),
      update: () => store.update('id', { a: 1 }),
      touch: () => store.touch('id'),
      rotate: () => store.rotate('id'),
      delete: () => store.delete(),
      listByUser: () => store.listByUser('u1'),
      readByUser: () => store.readByUser('u1'),
      revokeByUser: () => store.revokeByUser('u1'),
    }
    expectAllCalled(store, calls)
    for (const call of Object.values(calls)) await expect(call()).rejects.toMatchObject(SWITCHED_OFF)
  })

  it('refuses the arguments that the other stores refuse', async () => {
    await refusesWrongArguments(sessionArgumentRows(store, 'id'))
    await expect(store.create({ ...data, role: '' }, { idleMs: 1, absoluteMs: 1 })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    })
    await expect(store.update('id', { list: new Map() as never })).rejects.toMatchObject({ code: 'UNSERIALISABLE' })
  })
})

describe('the job queue that is switched off', () => {
  const queue = new AbsentJobQueue()
  const request = {
    ...{ type: 'work', id: 'id', payload: 1, retry: DEFAULT_RETRY_POLICY, timeoutMs: 1000 },
    retention: DEFAULT_RETENTION,
  }

  it('rejects every method with a hint', async () => {
    const calls: { readonly [method: string]: () => Promise<unknown> } = {
      add: () => queue.add(request),
      addMany: () => queue.addMany([request]),
      get: () => queue.get('work', 'id'),
      list: () => queue.list('work', { offset: 0, limit: 1 }),
      cancel: () => queue.cancel('work', 'id'),
      retry: () => queue.retry('work', 'id'),
      remove: () => queue.remove('work', 'id'),
      trim: () => queue.trim('work'),
      pause: () => queue.pause('work'),
      resume: () => queue.resume('work'),
      work: () => queue.work('work', async () => 1, { concurrency: 1 }),
    }
    expectAllCalled(queue, calls)
    for (const call of Object.values(calls)) await expect(call()).rejects.toMatchObject(SWITCHED_OFF)
    await expect(queue.stats('work')).rejects.toMatchObject(SWITCHED_OFF)
  })

  it('rejects watch without hanging', async () => {
    const iterator = queue.watch('work', 'id')[Symbol.asyncIterator]()
    await expect(iterator.next()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
  })

  it('refuses the arguments that the other queues refuse', async () => {
    await refusesWrongArguments(jobArgumentRows(queue, () => request, 'id'))
    await expect(queue.add({ ...request, payload: 1n })).rejects.toMatchObject({ code: 'UNSERIALISABLE' })
  })
})

describe('the cache that is switched off', () => {
  const cache = new AbsentCache({ maxEntryBytes: 100 })
  const write = { key: 'k', value: 1, ttlMs: 1000 }

  it('always misses, so every loader runs', async () => {
    await cache.setMany('api', [write])
    expect(await cache.getMany('api', ['k', 'k'])).toEqual([undefined, undefined])
    expect(await cache.deleteMany('api', ['k'])).toBe(0)
    expect(await cache.acquire('api', { key: 'k', leaseMs: 1000 })).toMatchObject({ state: 'leased' })
    expect(await cache.commit('api', 'absent', write)).toBe(false)
    await expect(cache.increment('api', { key: 'n', by: 1, ttlMs: 1000 })).rejects.toMatchObject(SWITCHED_OFF)
    expect(await cache.stats()).toMatchObject({ connected: false })
  })

  it('refuses the arguments that the other caches refuse', async () => {
    await refusesWrongArguments(cacheArgumentRows(cache, 'absent'))
    await expect(cache.getMany('api', ['x'.repeat(1025)])).rejects.toMatchObject({ code: 'INVALID_KEY' })
    for (const [value, code] of [
      [undefined, 'UNSERIALISABLE'],
      ['x'.repeat(100), 'ENTRY_TOO_LARGE'],
    ]) {
      await expect(cache.setMany('api', [{ ...write, value }])).rejects.toMatchObject({ code })
      await expect(cache.commit('api', 'absent', { ...write, value })).rejects.toMatchObject({ code })
    }
  })
})
