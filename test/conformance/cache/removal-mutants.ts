import { CACHE_SUITE_LIMITS } from '../../../src/ports/conformance/index.js'
import { type CacheMutant, changedCache, mutant, mutantOutsideModel } from './cache-mutant.js'

export const REMOVAL_MUTANTS: readonly CacheMutant[] = [
  mutant('increment renews the time to live', 'increment-ttl', (cache) => ({
    increment: async (namespace, increment) => {
      const value = await cache.increment(namespace, increment)
      await cache.setMany(namespace, [{ key: increment.key, value, ttlMs: increment.ttlMs }])
      return value
    },
  })),

  mutant('increment reads and writes in two steps', 'increment-atomic', (cache) => ({
    increment: async (namespace, increment) => {
      const { key, by, ttlMs } = increment
      const [hit] = await cache.getMany(namespace, [key], { remaining: true })
      const sum = Number(hit?.value ?? 0) + by
      // The original rejects invalid calls.
      if (!Number.isSafeInteger(sum) || typeof (hit?.value ?? 0) !== 'number')
        return cache.increment(namespace, increment)
      await cache.setMany(namespace, [{ key, value: sum, ttlMs: hit?.remainingMs ?? ttlMs }])
      return sum
    },
  })),

  mutant('increment accepts a text of digits', 'increment-refused', (cache) => ({
    increment: async (namespace, increment) => {
      const [hit] = await cache.getMany(namespace, [increment.key], { remaining: true })
      if (typeof hit?.value === 'string' && /^\d+$/.test(hit.value)) {
        const write = { key: increment.key, value: Number(hit.value), ttlMs: hit.remainingMs ?? 1 }
        await cache.setMany(namespace, [write])
      }
      return cache.increment(namespace, increment)
    },
  })),

  mutant('delete counts expired entries', 'delete-counts-live', (cache) => {
    const present = new Set<string>()
    const nameOf = (namespace: string, key: string): string => JSON.stringify([namespace, key])
    return {
      setMany: async (namespace, writes) => {
        await cache.setMany(namespace, writes)
        for (const { key } of writes) present.add(nameOf(namespace, key))
      },
      deleteMany: async (namespace, keys) => {
        const live = await cache.deleteMany(namespace, keys)
        const dead = keys.filter((key) => present.delete(nameOf(namespace, key))).length
        return Math.max(live, dead)
      },
    }
  }),

  mutant('delete keeps stale entries', 'delete-counts-live', (cache) => ({
    deleteMany: async (namespace, keys) => {
      const hits = await cache.getMany(namespace, keys, { stale: true })
      return cache.deleteMany(
        namespace,
        keys.filter((_, index) => !hits[index]?.stale),
      )
    },
  })),

  mutant('clear also clears namespaces whose names start with the name', 'clear-exact', (cache) => {
    const used = new Set<string>()
    return {
      setMany: (namespace, writes) => {
        used.add(namespace)
        return cache.setMany(namespace, writes)
      },
      clear: async (namespace) => {
        for (const name of used) if (name.startsWith(namespace)) await cache.clear(name)
      },
    }
  }),

  mutant('clear keeps stale entries', 'clear-all', (cache) => {
    const keys = new Map<string, string[]>()
    return {
      setMany: async (namespace, writes) => {
        await cache.setMany(namespace, writes)
        keys.set(namespace, [...(keys.get(namespace) ?? []), ...writes.map(({ key }) => key)])
      },
      clear: async (namespace) => {
        const known = keys.get(namespace) ?? []
        const hits = await cache.getMany(namespace, known, { stale: true, remaining: true })
        await cache.clear(namespace)
        const stale = known.flatMap((key, index) => {
          const hit = hits[index]
          return hit?.stale ? [{ key, value: hit.value, ttlMs: hit.remainingMs ?? 1 }] : []
        })
        await cache.setMany(namespace, stale)
      },
    }
  }),

  mutant('a tag is a pattern', 'tags-any', (cache) => {
    const known = new Set<string>()
    return {
      setMany: (namespace, writes) => {
        for (const { tags = [] } of writes) for (const tag of tags) known.add(tag)
        return cache.setMany(namespace, writes)
      },
      invalidateTags: (namespace, tags) => cache.invalidateTags(namespace, tags.includes('*') ? [...known] : tags),
    }
  }),

  mutant('only the first tag of an entry is stored', 'tags-exact', (cache) => ({
    setMany: (namespace, writes) =>
      cache.setMany(
        namespace,
        writes.map((write) => ({ ...write, tags: (write.tags ?? []).slice(0, 1) })),
      ),
  })),

  {
    fault: 'the store has no limits',
    killedBy: 'cache/bounded-entries',
    killedByModel: false,
    makeHarness: changedCache(() => ({}), { limits: {} }),
  },
  {
    fault: 'entries may be twice as large',
    killedBy: 'cache/entry-size',
    killedByModel: false,
    makeHarness: changedCache(() => ({}), {
      limits: { ...CACHE_SUITE_LIMITS, maxEntryBytes: CACHE_SUITE_LIMITS.maxEntryBytes * 2 },
    }),
  },

  mutantOutsideModel('stats counts stale entries', 'stats-exact', (cache) => {
    let written = 0
    return {
      setMany: (namespace, writes) => {
        written += writes.length
        return cache.setMany(namespace, writes)
      },
      stats: async () => ({ ...(await cache.stats()), entries: written }),
    }
  }),

  mutantOutsideModel('close works once only', 'close', (cache) => {
    let closed = false
    return {
      close: async () => {
        if (closed) throw new Error('closed already')
        closed = true
        await cache.close()
      },
    }
  }),
]
