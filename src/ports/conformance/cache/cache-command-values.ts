import type { CacheCommand } from './cache-command.js'
import { READINGS, REMEMBERED_LEASES } from './cache-command.js'
import { MINUTE } from './cache-law.js'

/** The part of fast-check that makes commands; passed in, so that this entry needs no package. */
export interface FastCheckValues {
  constantFrom<T>(...values: T[]): Generated<T>
  subarray<T>(values: T[]): Generated<T[]>
  array<T>(item: Generated<T>, bounds: { minLength: number; maxLength: number }): Generated<T[]>
  tuple<Parts extends unknown[]>(...parts: { [Index in keyof Parts]: Generated<Parts[Index]> }): Generated<Parts>
}

/** An arbitrary of fast-check. */
export interface Generated<T> {
  map<U>(change: (value: T) => U): Generated<U>
}

/** Joined by a hyphen, the names collide; as prefixes and as patterns they match each other. */
export const NAMESPACES = ['a', 'a-b', 'b']
export const KEYS = ['c', 'b-c', '*']
const TAGS = ['t', '*']

const VALUES: readonly unknown[] = [
  ...[0, 1, -2, 1.5, Number.MAX_SAFE_INTEGER, null, '', 'text', '1', false, [], { 'a/b': [{ c: null }] }],
  ...[Float32Array.of(1.5), Uint8Array.of(1, 2), { id: 1, vector: Float32Array.of(1.5) }, 'x'.repeat(20_000)],
]
/** The last two are refused. */
const PASSED: readonly unknown[] = [...VALUES, ...VALUES, undefined, [1n]]

// Half a minute away from every step of time, see `minutesOf`.
const LIVES = [0.5, 1.5, 2.5, 5.5].map((minutes) => minutes * MINUTE)
const GRACES = [0, 1, 3].map((minutes) => minutes * MINUTE)
const STEPS = [1, 1, 2, 3].map((minutes) => minutes * MINUTE)

/** What is done to a cache, as arbitraries of `fc`; what stands there more than once is done more often. */
export function cacheCommandValues(fc: FastCheckValues): readonly Generated<CacheCommand>[] {
  // Most of it happens in one place: faults are in how one thing follows another there.
  const namespace = fc.constantFrom('a', 'a', 'a', ...NAMESPACES)
  const key = fc.constantFrom('c', 'c', 'c', ...KEYS)
  const keys = fc.array(key, { minLength: 0, maxLength: 4 })
  const tags = fc.subarray(TAGS)
  const life = fc.constantFrom(...LIVES)
  const content = fc
    .tuple(fc.constantFrom(...PASSED), life, fc.constantFrom(...GRACES), tags)
    .map(([value, ttlMs, graceMs, some]) => ({ value, ttlMs, graceMs, tags: some }))
  const write = fc.tuple(key, content).map(([at, rest]) => ({ key: at, ...rest }))
  const callers = fc.constantFrom(1, 1, 3)
  const lease = fc.constantFrom(0, 0, 0, 1, 1, 2, REMEMBERED_LEASES - 1)

  const set = fc
    .tuple(namespace, fc.array(write, { minLength: 1, maxLength: 3 }))
    .map(([space, writes]): CacheCommand => ({ verb: 'set', namespace: space, writes }))
  const increment = fc
    .tuple(namespace, key, fc.constantFrom(1, -2, 1, 0, -2, 0.5), life, callers)
    .map(([space, at, by, ttlMs, number]): CacheCommand => {
      return { verb: 'increment', namespace: space, move: { key: at, by, ttlMs }, callers: number }
    })
  const acquire = fc
    .tuple(namespace, key, life, tags, fc.constantFrom(false, false, false, true), callers)
    .map(([space, at, leaseMs, some, refresh, number]): CacheCommand => {
      const request = { key: at, leaseMs, tags: some, refresh }
      return { verb: 'acquire', namespace: space, request, callers: number }
    })
  const commit = fc
    .tuple(lease, content)
    .map(([index, passed]): CacheCommand => ({ verb: 'commit', lease: index, write: passed }))
  const release = lease.map((index): CacheCommand => ({ verb: 'release', lease: index }))
  const elapse = fc.constantFrom(...STEPS).map((ms): CacheCommand => ({ verb: 'elapse', ms }))
  return [
    ...[set, set, set, set, set, increment, increment, acquire, acquire, acquire, commit, commit, commit],
    ...[release, release, elapse, elapse, elapse],
    fc
      .tuple(namespace, keys, fc.constantFrom(...READINGS))
      .map(([space, some, as]): CacheCommand => ({ verb: 'read', namespace: space, keys: some, as })),
    fc.tuple(namespace, keys).map(([space, some]): CacheCommand => ({ verb: 'delete', namespace: space, keys: some })),
    namespace.map((space): CacheCommand => ({ verb: 'clear', namespace: space })),
    fc
      .tuple(namespace, tags)
      .map(([space, some]): CacheCommand => ({ verb: 'invalidate', namespace: space, tags: some })),
  ]
}
