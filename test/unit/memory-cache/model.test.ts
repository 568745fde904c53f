import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { LruCache } from '../../../src/adapters/memory/index.js'
import { ManualClock } from '../../support/manual-clock.js'

/** What the cache should hold, in the plainest form: a list of entries and a list of leases. */
interface ModelEntry {
  readonly namespace: string
  readonly key: string
  readonly value: unknown
  readonly ends: number
  readonly graceEnds: number
  readonly tags: readonly string[]
}
interface ModelLease {
  readonly namespace: string
  readonly key: string
  readonly token: string
  readonly ends: number
  readonly tags: readonly string[]
}

// Joined with a colon, these collide; as patterns they match each other.
const NAMESPACES = ['a', 'a:b', '*']
const KEYS = ['c', 'b:c', '*']
const TAGS = ['t', 'a']

const namespace = fc.constantFrom(...NAMESPACES)
const key = fc.constantFrom(...KEYS)
const tags = fc.subarray(TAGS)
const ms = fc.constantFrom(1, 10, 25, 100)
const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(null, '', 'text', 2 ** 53))

const step = fc.oneof(
  {
    arbitrary: fc.record({
      verb: fc.constant('set' as const),
      namespace,
      key,
      value,
      ms,
      tags,
      grace: fc.constantFrom(0, 20),
    }),
    weight: 4,
  },
  fc.record({ verb: fc.constant('delete' as const), namespace, keys: fc.array(key, { maxLength: 3 }) }),
  fc.record({ verb: fc.constant('increment' as const), namespace, key, by: fc.integer({ min: -2, max: 2 }), ms }),
  fc.record({ verb: fc.constant('clear' as const), namespace }),
  fc.record({ verb: fc.constant('invalidate' as const), namespace, tags }),
  fc.record({ verb: fc.constant('acquire' as const), namespace, key, ms, tags }),
  fc.record({ verb: fc.constant('commit' as const), lease: fc.nat(5), value, ms }),
  fc.record({ verb: fc.constant('release' as const), lease: fc.nat(5) }),
  { arbitrary: fc.record({ verb: fc.constant('elapse' as const), ms: fc.constantFrom(1, 9, 10, 30) }), weight: 2 },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

class Run {
  readonly clock = new ManualClock()
  readonly cache = new LruCache({ clock: this.clock })
  entries: ModelEntry[] = []
  leases: ModelLease[] = []
  /** Every lease ever given out: commits of dead ones are tried too. */
  readonly given: ModelLease[] = []
  now = 0

  at(space: string, name: string) {
    return (item: { namespace: string; key: string }) => item.namespace === space && item.key === name
  }
  living(space: string, name: string) {
    return this.entries.find((entry) => this.at(space, name)(entry) && this.now < entry.ends)
  }
  replace(space: string, name: string, entry?: Omit<ModelEntry, 'namespace' | 'key'>) {
    const others = (item: { namespace: string; key: string }) => !this.at(space, name)(item)
    this.entries = this.entries.filter(others)
    this.leases = this.leases.filter(others)
    if (entry) this.entries.push({ namespace: space, key: name, ...entry })
  }

  async do(taken: Step): Promise<void> {
    const { cache } = this
    switch (taken.verb) {
      case 'set': {
        const write = { key: taken.key, value: taken.value, ttlMs: taken.ms, graceMs: taken.grace, tags: taken.tags }
        await cache.setMany(taken.namespace, [write])
        const ends = this.now + taken.ms
        return this.replace(taken.namespace, taken.key, {
          value: taken.value,
          ends,
          graceEnds: ends + taken.grace,
          tags: taken.tags,
        })
      }
      case 'delete': {
        const alive = new Set(taken.keys.filter((name) => this.living(taken.namespace, name)))
        expect(await cache.deleteMany(taken.namespace, taken.keys)).toBe(alive.size)
        for (const name of taken.keys) this.replace(taken.namespace, name)
        return
      }
      case 'increment': {
        const old = this.living(taken.namespace, taken.key)
        const call = cache.increment(taken.namespace, { key: taken.key, by: taken.by, ttlMs: taken.ms })
        if (old && !Number.isSafeInteger(old.value))
          return expect(call).rejects.toMatchObject({ code: 'NOT_A_COUNTER' })
        const sum = Number(old?.value ?? 0) + taken.by
        expect(await call).toBe(sum)
        const ends = this.now + taken.ms
        return this.replace(taken.namespace, taken.key, { ...(old ?? { ends, graceEnds: ends, tags: [] }), value: sum })
      }
      case 'clear':
        await cache.clear(taken.namespace)
        this.entries = this.entries.filter((item) => item.namespace !== taken.namespace)
        this.leases = this.leases.filter((item) => item.namespace !== taken.namespace)
        return
      case 'invalidate': {
        await cache.invalidateTags(taken.namespace, taken.tags)
        const stays = (item: ModelEntry | ModelLease) =>
          item.namespace !== taken.namespace || !item.tags.some((tag) => taken.tags.includes(tag))
        this.entries = this.entries.filter(stays)
        this.leases = this.leases.filter(stays)
        return
      }
      case 'acquire': {
        const result = await cache.acquire(taken.namespace, { key: taken.key, leaseMs: taken.ms, tags: taken.tags })
        const held = this.leases.find((lease) => this.at(taken.namespace, taken.key)(lease) && this.now < lease.ends)
        expect(result.state).toBe(this.living(taken.namespace, taken.key) ? 'hit' : held ? 'busy' : 'leased')
        if (result.state !== 'leased') return
        const lease = {
          namespace: taken.namespace,
          key: taken.key,
          token: result.token,
          ends: this.now + taken.ms,
          tags: taken.tags,
        }
        this.leases = [...this.leases.filter((item) => !this.at(taken.namespace, taken.key)(item)), lease]
        this.given.unshift(lease)
        return
      }
      case 'commit': {
        const lease = this.given[taken.lease]
        if (!lease) return
        const holds = this.leases.includes(lease) && this.now < lease.ends
        const write = { key: lease.key, value: taken.value, ttlMs: taken.ms, tags: ['ignored'] }
        expect(await cache.commit(lease.namespace, lease.token, write)).toBe(holds)
        const ends = this.now + taken.ms
        if (holds)
          this.replace(lease.namespace, lease.key, { value: taken.value, ends, graceEnds: ends, tags: lease.tags })
        return
      }
      case 'release': {
        const lease = this.given[taken.lease]
        if (!lease) return
        await cache.release(lease.namespace, lease.key, lease.token)
        this.leases = this.leases.filter((item) => item !== lease)
        return
      }
      case 'elapse':
        this.now += taken.ms
        return this.clock.advance(taken.ms)
    }
  }

  /** The whole visible state, and its equal in the model. */
  async check(): Promise<void> {
    for (const space of NAMESPACES) {
      const fresh = await this.cache.getMany(space, KEYS)
      const stale = await this.cache.getMany(space, KEYS, { stale: true, remaining: true })
      KEYS.forEach((name, index) => {
        const entry = this.entries.find((item) => this.at(space, name)(item) && this.now < item.graceEnds)
        const isStale = entry !== undefined && this.now >= entry.ends
        const hit = entry && {
          value: entry.value,
          remainingMs: (isStale ? entry.graceEnds : entry.ends) - this.now,
          stale: isStale,
        }
        expect(stale[index]).toEqual(hit)
        expect(fresh[index]).toEqual(isStale ? undefined : entry && { value: entry.value, stale: false })
      })
    }
    const living = this.entries.filter((entry) => this.now < entry.ends).length
    expect(await this.cache.stats()).toMatchObject({ entries: living, evictions: 0 })
  }
}

describe('LruCache', () => {
  it('behaves as its model, whatever is done in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const run = new Run()
        for (const taken of steps) {
          await run.do(taken)
          await run.check()
        }
      }),
      { numRuns: 200 },
    )
  })
})
