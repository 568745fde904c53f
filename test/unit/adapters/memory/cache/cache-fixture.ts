import { LruCache, type LruCacheOptions } from '../../../../../src/adapters/memory/index.js'
import type { CachedValue } from '../../../../../src/domain/cache/index.js'
import type { AppError } from '../../../../../src/domain/platform/index.js'
import type { CacheWrite } from '../../../../../src/ports/index.js'
import { ManualClock } from '../../../../support/manual-clock.js'

/** A cache on a clock that stands still, with calls in the shape the tests need. */
export function cacheFixture(limits: LruCacheOptions['limits'] = {}) {
  const clock = new ManualClock()
  const cache = new LruCache({ clock, limits })
  return {
    clock,
    cache,
    set: (key: string, value: unknown, more: Partial<CacheWrite> = {}, namespace = 'ns') =>
      cache.setMany(namespace, [{ key, value, ttlMs: 1000, ...more }]),
    get: async (key: string, namespace = 'ns'): Promise<CachedValue | undefined> =>
      (await cache.getMany(namespace, [key]))[0]?.value,
    getStale: async (key: string, namespace = 'ns') =>
      (await cache.getMany(namespace, [key], { stale: true, remaining: true }))[0],
  }
}

/** What `promise` rejects with, in the parts that are a contract; fails if it resolves. */
export async function refusal(promise: Promise<unknown>): Promise<Pick<AppError, 'code' | 'details' | 'message'>> {
  const error = await promise.then(
    (value) => Promise.reject(new Error(`resolved with ${JSON.stringify(value)}`)),
    (reason: AppError) => reason,
  )
  return { code: error.code, details: error.details, message: error.message }
}

/** Unlike toEqual, this keeps apart what JSON keeps apart. */
export const json = (value: unknown) => JSON.stringify(value)
