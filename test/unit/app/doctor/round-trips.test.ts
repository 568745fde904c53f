import { describe, expect, it } from '@jest/globals'
import { LruCache, LruSessionStore } from '../../../../src/adapters/memory/index.js'
import { SystemClock, SystemIds } from '../../../../src/adapters/system/index.js'
import { cacheRoundTrip, runDoctor, sessionRoundTrip } from '../../../../src/app/doctor/index.js'
import type { DoctorCheck } from '../../../../src/ports/index.js'

const options = { adapter: 'memory', clock: new SystemClock(), ids: new SystemIds() }
const resultOf = async (check: DoctorCheck) =>
  (await runDoctor([check], { clock: options.clock, quick: false, strict: false })).checks[0]

describe('cacheRoundTrip', () => {
  it('passes on a cache that works and leaves nothing', async () => {
    const cache = new LruCache(options)
    expect(await resultOf(cacheRoundTrip(cache, options))).toMatchObject({ status: 'ok' })
    expect((await cache.stats()).entries).toBe(0)
  })

  it.each<[string, (cache: LruCache) => void, string]>([
    ['forgets', (cache) => (cache.setMany = async () => undefined), 'a value that was set did not come back'],
    ['does not count', (cache) => (cache.increment = async () => 1), 'a counter did not count'],
    [
      'lets nobody load',
      (cache) => (cache.acquire = async () => ({ state: 'busy', remainingMs: 1 })),
      'nobody may load a value that is not there',
    ],
    [
      'drops what was loaded',
      (cache) => (cache.commit = async () => true),
      'a value that was loaded did not come back',
    ],
    ['ignores tags', (cache) => (cache.invalidateTags = async () => undefined), 'an invalidated value came back'],
    ['does not delete', (cache) => (cache.deleteMany = async () => 1), 'a deleted value came back'],
  ])('catches one that %s', async (_fault, plant, value) => {
    const cache = new LruCache(options)
    plant(cache)
    expect(await resultOf(cacheRoundTrip(cache, options))).toMatchObject({ status: 'fail', value })
  })
})

describe('sessionRoundTrip', () => {
  it('passes on a store that works and leaves nothing', async () => {
    const store = new LruSessionStore(options)
    expect(await resultOf(sessionRoundTrip(store, options))).toMatchObject({ status: 'ok' })
    expect((await store.stats()).sessions).toBe(0)
  })

  it('catches one that does not end a session', async () => {
    const store = new LruSessionStore(options)
    store.delete = async () => true
    expect(await resultOf(sessionRoundTrip(store, options))).toMatchObject({
      value: 'a session that was ended came back',
    })
  })
})
