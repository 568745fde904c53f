import { describe, expect, it } from '@jest/globals'
import { Leases, MAX_LEASES } from '../../../../../src/adapters/memory/cache/namespace-store.js'
import { TagRegistry } from '../../../../../src/adapters/memory/cache/tag-registry.js'
import { cacheFixture, refusal } from './cache-fixture.js'

function leaseFixture() {
  const fixture = cacheFixture({ maxEntryBytes: 100 })
  const { cache } = fixture
  return {
    ...fixture,
    acquire: (key = 'k', tags?: string[]) => cache.acquire('ns', { key, leaseMs: 100, ...(tags ? { tags } : {}) }),
    lease: async (tags?: string[], key = 'k') => {
      const result = await cache.acquire('ns', { key, leaseMs: 100, ...(tags ? { tags } : {}) })
      if (result.state !== 'leased') throw new Error(`expected the lease, got ${result.state}`)
      return result.token
    },
    commit: (token: string, value: unknown = 'loaded', key = 'k') =>
      cache.commit('ns', token, { key, value, ttlMs: 1000 }),
  }
}

describe('LruCache, leases', () => {
  it('one of the concurrent callers gets the lease, the others get the time to wait', async () => {
    const { acquire } = leaseFixture()
    const results = await Promise.all(Array.from({ length: 50 }, () => acquire()))
    expect(results.filter(({ state }) => state === 'leased')).toHaveLength(1)
    expect(results.filter(({ state }) => state === 'busy')).toHaveLength(49)
    expect(results[1]).toEqual({ state: 'busy', remainingMs: 100 })
  })

  it('commit stores and ends the lease; an existing value is a hit', async () => {
    const { acquire, lease, commit } = leaseFixture()
    const token = await lease()
    expect(await commit(token)).toBe(true)
    expect(await acquire()).toEqual({ state: 'hit', hit: { value: 'loaded', remainingMs: 1000, stale: false } })
    expect(await commit(token, 'again')).toBe(false)
    expect(await acquire()).toMatchObject({ hit: { value: 'loaded' } })
  })

  it('keys and namespaces have leases of their own', async () => {
    const { cache, lease, acquire, commit, get } = leaseFixture()
    const token = await lease()
    expect((await acquire('other')).state).toBe('leased')
    expect((await cache.acquire('ns2', { key: 'k', leaseMs: 1 })).state).toBe('leased')
    expect(await commit(token, 1, 'other')).toBe(false)
    expect(await cache.commit('ns2', token, { key: 'k', value: 1, ttlMs: 1 })).toBe(false)
    expect(await cache.commit('never used', token, { key: 'k', value: 1, ttlMs: 1 })).toBe(false)
    expect(await get('other')).toBeUndefined()
    expect(await commit(token)).toBe(true)
  })

  it('ends by itself at its time', async () => {
    const { clock, acquire, lease, commit, get } = leaseFixture()
    const token = await lease()
    await clock.advance(99)
    expect(await acquire()).toEqual({ state: 'busy', remainingMs: 1 })
    await clock.advance(1)
    const second = await lease()
    expect(await commit(token)).toBe(false)
    expect(await get('k')).toBeUndefined()
    expect(await commit(second)).toBe(true)
  })

  it('an expired lease stores nothing even without a new owner', async () => {
    const { clock, lease, commit, get } = leaseFixture()
    const token = await lease()
    await clock.advance(100)
    expect(await commit(token)).toBe(false)
    expect(await get('k')).toBeUndefined()
  })

  it.each(['set', 'delete', 'increment', 'clear', 'invalidateTags'] as const)('%s breaks it', async (verb) => {
    const { cache, set, get, lease, commit } = leaseFixture()
    const token = await lease(['t'])
    if (verb === 'set') await set('k', 'set')
    if (verb === 'delete') expect(await cache.deleteMany('ns', ['k'])).toBe(0)
    if (verb === 'increment') await cache.increment('ns', { key: 'k', by: 1, ttlMs: 1000 })
    if (verb === 'clear') await cache.clear('ns')
    if (verb === 'invalidateTags') await cache.invalidateTags('ns', ['t'])
    const before = await get('k')
    expect(await commit(token)).toBe(false)
    expect(await get('k')).toEqual(before)
    if (before === undefined) expect(await lease()).not.toBe(token)
  })

  it('what concerns other keys, namespaces or tags does not break it', async () => {
    const { cache, set, get, lease, commit } = leaseFixture()
    const token = await lease(['t'])
    await set('other', 1, { tags: ['u'] })
    await cache.deleteMany('ns', ['other'])
    await cache.invalidateTags('ns', ['u'])
    await cache.invalidateTags('other', ['t'])
    await cache.clear('other')
    await refusal(set('k', undefined))
    await refusal(cache.increment('ns', { key: 'k', by: 0.5, ttlMs: 1 }))
    expect(await get('k')).toBeUndefined()
    expect(await commit(token)).toBe(true)
  })

  it('a tag invalidated before the lease was taken does not break it', async () => {
    const { cache, set, lease, commit } = leaseFixture()
    await set('other', 1, { tags: ['t'] })
    await cache.invalidateTags('ns', ['t'])
    expect(await commit(await lease(['t']))).toBe(true)
  })

  it('the tags are those of acquire, not of the write', async () => {
    const { cache, get, lease } = leaseFixture()
    const token = await lease(['t'])
    expect(await cache.commit('ns', token, { key: 'k', value: 1, ttlMs: 1000, tags: ['u'] })).toBe(true)
    await cache.invalidateTags('ns', ['u'])
    expect(await get('k')).toBe(1)
    await cache.invalidateTags('ns', ['t'])
    expect(await get('k')).toBeUndefined()
  })

  it('a refused value keeps the lease', async () => {
    const { lease, commit } = leaseFixture()
    const token = await lease()
    expect((await refusal(commit(token, () => 1))).code).toBe('UNSERIALISABLE')
    expect((await refusal(commit(token, 'x'.repeat(200)))).code).toBe('ENTRY_TOO_LARGE')
    expect(await commit(token)).toBe(true)
  })

  it('release frees it, and only for the one that holds it', async () => {
    const { cache, acquire, lease, commit } = leaseFixture()
    const token = await lease()
    await cache.release('ns', 'k', 'another token')
    await cache.release('other', 'k', token)
    expect((await acquire()).state).toBe('busy')
    await cache.release('ns', 'k', token)
    await cache.release('ns', 'k', token)
    const second = await lease()
    expect(await commit(token)).toBe(false)
    expect(await commit(second)).toBe(true)
  })

  it('a stale value comes with the lease and with "busy", and stays until the commit', async () => {
    const { clock, set, acquire, commit, getStale, lease } = leaseFixture()
    await set('k', 'old', { ttlMs: 10, graceMs: 500 })
    await clock.advance(10)
    const stale = { value: 'old', remainingMs: 500, stale: true }
    const first = await acquire()
    expect(first).toMatchObject({ state: 'leased', stale })
    expect(await acquire()).toEqual({ state: 'busy', remainingMs: 100, stale })
    expect(await getStale('k')).toEqual(stale)
    if (first.state !== 'leased') throw new Error(first.state)
    expect(await commit(first.token)).toBe(true)
    expect(await getStale('k')).toMatchObject({ value: 'loaded', stale: false })
    await expect(lease()).rejects.toThrow('got hit')
  })
})

describe('Leases', () => {
  it('are bounded: the oldest is broken, and its tags forgotten', () => {
    const tags = new TagRegistry()
    const leases = new Leases(tags)
    for (let index = 0; index <= MAX_LEASES; index++) {
      leases.grant(`k${index}`, { token: `${index}`, endsAt: 1000, grantedAt: index }, [`t${index}`])
    }
    expect(leases.size).toBe(MAX_LEASES)
    expect(tags.size).toBe(MAX_LEASES)
    expect(leases.find('k0', 0)).toBeUndefined()
    expect(leases.find('k1', 0)?.token).toBe('1')
    expect(leases.find(`k${MAX_LEASES}`, 0)?.token).toBe(`${MAX_LEASES}`)
  })
})
