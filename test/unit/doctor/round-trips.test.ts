import { describe, expect, it } from '@jest/globals'
import { LruCache, LruSessionStore } from '../../../src/adapters/memory/index.js'
import { SystemClock, SystemIds } from '../../../src/adapters/system/index.js'
import { cacheRoundTrip, runDoctor, sessionRoundTrip } from '../../../src/app/doctor/index.js'
import type { DoctorCheck } from '../../../src/ports/index.js'

const options = { adapter: 'memory', clock: new SystemClock(), ids: new SystemIds() }
const resultOf = async (check: DoctorCheck) =>
  (await runDoctor([check], { clock: options.clock, quick: false, strict: false })).checks[0]

describe('cacheRoundTrip', () => {
  it('passes on a cache that works and leaves nothing', async () => {
    const cache = new LruCache(options)
    expect(await resultOf(cacheRoundTrip(cache, options))).toMatchObject({ status: 'ok' })
    expect((await cache.stats()).entries).toBe(0)
  })

  it('catches one that forgets, and one that does not delete', async () => {
    const forgets = new LruCache(options)
    forgets.setMany = async () => undefined
    expect(await resultOf(cacheRoundTrip(forgets, options))).toMatchObject({ status: 'fail' })
    const keeps = new LruCache(options)
    keeps.deleteMany = async () => 1
    expect(await resultOf(cacheRoundTrip(keeps, options))).toMatchObject({ value: 'a deleted value came back' })
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
