import { strict as assert } from 'node:assert'
import type { CachedValue } from '../../../domain/cache/index.js'
import type { ErrorCode } from '../../../domain/platform/index.js'
import type { CacheHit, CachePort, CacheWrite, LeaseRequest, LeaseResult } from '../../cache/index.js'
import type { Law } from '../law.js'

/** Long against what a law takes in real time: on a store that has a clock of its own, that time passes as well. */
export const MINUTE = 60_000
/** What entries and leases live if a law does not say. */
export const LIFE = 10 * MINUTE
/** More than fits into one page of a scan, and into one call of many a store. */
export const MANY = 1500

/** What the laws call, with the arguments that do not matter left out: namespace `a`, a life of {@link LIFE}. */
export interface CacheCalls {
  readonly cache: CachePort
  elapse(ms: number): Promise<void>
  set(key: string, value: unknown, more?: Partial<CacheWrite>, namespace?: string): Promise<void>
  get(key: string, namespace?: string): Promise<CachedValue | undefined>
  /** All there is to know of an entry, the stale one included. */
  read(key: string, namespace?: string): Promise<CacheHit | undefined>
  acquire(key: string, more?: Partial<LeaseRequest>, namespace?: string): Promise<LeaseResult>
  /** The token of the lease, which must be free. */
  lease(key: string, more?: Partial<LeaseRequest>, namespace?: string): Promise<string>
  commit(token: string, key: string, value: unknown, more?: Partial<CacheWrite>, namespace?: string): Promise<boolean>
}

/** A law of `CachePort` that one adapter is enough for. */
export function cacheLaw(
  id: string,
  law: string,
  check: (calls: CacheCalls) => Promise<void>,
  needs: readonly string[] = [],
): Law<CachePort> {
  return {
    id: `cache/${id}`,
    law,
    needs,
    check: async ({ create, elapse }) => check(callsOn(await create(), elapse)),
  }
}

/** Fails unless `call` rejects with `code`; resolves to the details of the error. */
export async function refused(code: ErrorCode, call: Promise<unknown>): Promise<{ readonly [name: string]: unknown }> {
  const reason: unknown = await call.then(
    (value) => assert.fail(`expected ${code}, but the call resolved to ${JSON.stringify(value)}`),
    (thrown: unknown) => thrown,
  )
  if (reason instanceof assert.AssertionError) throw reason
  // By its code and not by its class: an adapter may come with a copy of this package of its own.
  const { code: found, details } = Object(reason) as { code?: unknown; details?: { [name: string]: unknown } }
  assert.equal(found, code, `expected ${code}, got ${String(reason)}`)
  return details ?? {}
}

function callsOn(cache: CachePort, elapse: (ms: number) => Promise<void>): CacheCalls {
  const acquire: CacheCalls['acquire'] = (key, more, namespace = 'a') =>
    cache.acquire(namespace, { key, leaseMs: LIFE, ...more })
  return {
    cache,
    elapse,
    acquire,
    set: (key, value, more, namespace = 'a') => cache.setMany(namespace, [{ key, value, ttlMs: LIFE, ...more }]),
    get: async (key, namespace = 'a') => {
      const [hit, ...others] = await cache.getMany(namespace, [key])
      assert.equal(others.length, 0, 'one key was asked for')
      assert.notEqual(hit?.stale, true, 'a stale value was not asked for')
      return hit?.value
    },
    read: async (key, namespace = 'a') => (await cache.getMany(namespace, [key], { stale: true, remaining: true }))[0],
    lease: async (key, more, namespace) => {
      const result = await acquire(key, more, namespace)
      if (result.state !== 'leased') assert.fail(`expected the lease of "${key}", got ${JSON.stringify(result)}`)
      return result.token
    },
    commit: (token, key, value, more, namespace = 'a') =>
      cache.commit(namespace, token, { key, value, ttlMs: LIFE, ...more }),
  }
}
