import { strict as assert } from 'node:assert'
import type { CachedValue } from '../../../domain/cache/index.js'
import type { ErrorCode } from '../../../domain/platform/index.js'
import type { CacheHit, CachePort, CacheWrite, LeaseRequest, LeaseResult } from '../../cache/index.js'
import type { Law } from '../law.js'

/** Much longer than a law runs: on a store with its own clock, real time passes too. */
export const MINUTE = 60_000
/** The default life of entries and leases. */
export const LIFE = 10 * MINUTE
/** More than fit into one page of a scan or one call of most stores. */
export const MANY = 1500

/** Short forms of the calls, with defaults: namespace `a`, a life of {@link LIFE}. */
export interface CacheCalls {
  readonly cache: CachePort
  advanceTime(ms: number): Promise<void>
  set(key: string, value: unknown, more?: Partial<CacheWrite>, namespace?: string): Promise<void>
  get(key: string, namespace?: string): Promise<CachedValue | undefined>
  /** The entry with its metadata, also if it is stale. */
  read(key: string, namespace?: string): Promise<CacheHit | undefined>
  acquire(key: string, more?: Partial<LeaseRequest>, namespace?: string): Promise<LeaseResult>
  /** Acquires a free lease and returns its token. */
  lease(key: string, more?: Partial<LeaseRequest>, namespace?: string): Promise<string>
  commit(token: string, key: string, value: unknown, more?: Partial<CacheWrite>, namespace?: string): Promise<boolean>
}

/** A law of `CachePort` that needs one adapter. */
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
    check: async ({ create, advanceTime }) => check(callsOn(await create(), advanceTime)),
  }
}

/** Fails unless `call` rejects with `code`; resolves to the details of the error. */
export async function refused(code: ErrorCode, call: Promise<unknown>): Promise<{ readonly [name: string]: unknown }> {
  const reason: unknown = await call.then(
    (value) => assert.fail(`expected ${code}, but the call resolved to ${JSON.stringify(value)}`),
    (thrown: unknown) => thrown,
  )
  if (reason instanceof assert.AssertionError) throw reason
  // By code, not by class: an adapter may use its own copy of this package.
  const { code: found, details } = Object(reason) as { code?: unknown; details?: { [name: string]: unknown } }
  assert.equal(found, code, `expected ${code}, got ${String(reason)}`)
  return details ?? {}
}

function callsOn(cache: CachePort, advanceTime: (ms: number) => Promise<void>): CacheCalls {
  const acquire: CacheCalls['acquire'] = (key, more, namespace = 'a') =>
    cache.acquire(namespace, { key, leaseMs: LIFE, ...more })
  return {
    cache,
    advanceTime,
    acquire,
    set: (key, value, more, namespace = 'a') => cache.setMany(namespace, [{ key, value, ttlMs: LIFE, ...more }]),
    get: async (key, namespace = 'a') => {
      const [hit, ...others] = await cache.getMany(namespace, [key])
      assert.equal(others.length, 0, 'one key was requested')
      assert.notEqual(hit?.stale, true, 'a stale value was returned')
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
