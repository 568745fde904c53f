import { describe, expect, it } from '@jest/globals'
import { LruCache, LruSessionStore } from '../../../../src/adapters/memory/index.js'
import { SystemClock, SystemIds } from '../../../../src/adapters/system/index.js'
import { cacheRoundTrip, runDoctor, sessionRoundTrip } from '../../../../src/app/doctor/index.js'
import type { DoctorCheck } from '../../../../src/ports/index.js'

const options = { adapter: 'memory', clock: new SystemClock(), ids: new SystemIds() }
const resultOf = async (check: DoctorCheck) =>
  (await runDoctor([check], { clock: options.clock, quick: false, strict: false })).checks[0]

describe('cacheRoundTrip', () => {
  it('accepts a correct cache and leaves no data', async () => {
    const cache = new LruCache({ clock: options.clock })
    expect(await resultOf(cacheRoundTrip(cache, options))).toMatchObject({ status: 'ok' })
    expect((await cache.stats()).entries).toBe(0)
  })

  it.each<[string, (cache: LruCache) => void, string]>([
    ['forgets values', (cache) => (cache.setMany = async () => undefined), 'a value that was set was not found'],
    ['does not count', (cache) => (cache.increment = async () => 1), 'a counter has the wrong value'],
    [
      'grants no lease',
      (cache) => (cache.acquire = async () => ({ state: 'busy', remainingMs: 1 })),
      'the lease of a missing value was not granted',
    ],
    ['drops loaded values', (cache) => (cache.commit = async () => true), 'a value that was loaded was not found'],
    ['ignores tags', (cache) => (cache.invalidateTags = async () => undefined), 'an invalidated value was found'],
    ['does not delete', (cache) => (cache.deleteMany = async () => 1), 'a deleted value was found'],
  ])('detects a cache that %s', async (_fault, plant, value) => {
    const cache = new LruCache({ clock: options.clock })
    plant(cache)
    expect(await resultOf(cacheRoundTrip(cache, options))).toMatchObject({ status: 'fail', value })
  })
})

describe('sessionRoundTrip', () => {
  it('accepts a correct store and leaves no data', async () => {
    const store = new LruSessionStore({ clock: options.clock })
    expect(await resultOf(sessionRoundTrip(store, options))).toMatchObject({ status: 'ok' })
    expect((await store.stats()).sessions).toBe(0)
  })

  it('detects a store that does not end a session', async () => {
    const store = new LruSessionStore({ clock: options.clock })
    store.delete = async () => true
    expect(await resultOf(sessionRoundTrip(store, options))).toMatchObject({
      value: 'a session that was ended was found',
    })
  })
})
