import { describe, expect, it } from '@jest/globals'
import { AppError } from '../../../../src/domain/platform/index.js'
import type { CachePort } from '../../../../src/ports/index.js'
import { facadeOver, failing, memoryFacade } from './cache-fixture.js'

/** A port that takes only so many calls at a time, as a connection does, and how many it had at most. */
function narrow(port: CachePort, width: number) {
  const seen = { max: 0, now: 0 }
  const through =
    <A extends readonly unknown[], T>(call: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      if (seen.now >= width) throw new AppError('STORE_UNAVAILABLE', 'too many calls')
      seen.now += 1
      seen.max = Math.max(seen.max, seen.now)
      try {
        await new Promise((resolve) => setImmediate(resolve))
        return await call(...args)
      } finally {
        seen.now -= 1
      }
    }
  const narrowed: CachePort = {
    ...failing(new Error('not called')),
    getMany: through(port.getMany.bind(port)),
    acquire: through(port.acquire.bind(port)),
    commit: through(port.commit.bind(port)),
    release: through(port.release.bind(port)),
  }
  return { narrowed, seen }
}

describe('mgetOrSet of many keys', () => {
  it('leaves room for others on the way to the store, and stores all that was loaded by one call', async () => {
    const { port } = memoryFacade()
    const { narrowed, seen } = narrow(port, 1000)
    const { cache } = facadeOver(narrowed)
    const keys = Array.from({ length: 2500 }, (_, index) => `k${index}`)
    const asked: number[] = []
    const values = await cache.mgetOrSet(keys, (missing) => {
      asked.push(missing.length)
      return missing
    })
    expect(values).toEqual(keys)
    expect(asked).toEqual([2500])
    expect(seen.max).toBeLessThanOrEqual(250)
    const stored = await port.getMany('api', keys)
    expect(stored.filter((hit) => hit !== undefined)).toHaveLength(2500)
    await expect(cache.getStats()).resolves.toMatchObject({ loads: 2500, errors: 0 })
  })

  it('gives the leases of all back when the loader fails', async () => {
    const { port } = memoryFacade()
    const { narrowed, seen } = narrow(port, 1000)
    const { cache } = facadeOver(narrowed)
    const keys = Array.from({ length: 1500 }, (_, index) => `k${index}`)
    await expect(cache.mgetOrSet(keys, () => Promise.reject(new Error('no source')))).rejects.toThrow('no source')
    // The first of them tells the caller.
    while (seen.now > 0) await new Promise((resolve) => setTimeout(resolve, 1))
    const leases = await Promise.all(keys.map((key) => port.acquire('api', { key, leaseMs: 1000 })))
    expect(leases.filter(({ state }) => state === 'leased')).toHaveLength(1500)
  })
})
