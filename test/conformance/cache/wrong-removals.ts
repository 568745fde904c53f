import { CACHE_KIT_LIMITS } from '../../../src/ports/conformance/index.js'
import { changedCache, subtlyWrong, type WrongCache, wrong } from './wrong-cache.js'

export const WRONG_REMOVALS: readonly WrongCache[] = [
  wrong('increment gives a counter a new life', 'increment-ttl', (cache) => ({
    increment: async (namespace, increment) => {
      const value = await cache.increment(namespace, increment)
      await cache.setMany(namespace, [{ key: increment.key, value, ttlMs: increment.ttlMs }])
      return value
    },
  })),

  wrong('increment reads, adds and writes', 'increment-atomic', (cache) => ({
    increment: async (namespace, increment) => {
      const { key, by, ttlMs } = increment
      const [hit] = await cache.getMany(namespace, [key], { remaining: true })
      const sum = Number(hit?.value ?? 0) + by
      // What is refused stays with the sound one.
      if (!Number.isSafeInteger(sum) || typeof (hit?.value ?? 0) !== 'number')
        return cache.increment(namespace, increment)
      await cache.setMany(namespace, [{ key, value: sum, ttlMs: hit?.remainingMs ?? ttlMs }])
      return sum
    },
  })),

  wrong('increment counts on from digits in a text', 'increment-refused', (cache) => ({
    increment: async (namespace, increment) => {
      const [hit] = await cache.getMany(namespace, [increment.key], { remaining: true })
      if (typeof hit?.value === 'string' && /^\d+$/.test(hit.value)) {
        const write = { key: increment.key, value: Number(hit.value), ttlMs: hit.remainingMs ?? 1 }
        await cache.setMany(namespace, [write])
      }
      return cache.increment(namespace, increment)
    },
  })),

  wrong('delete counts what is dead', 'delete-counts-living', (cache) => {
    const present = new Set<string>()
    const nameOf = (namespace: string, key: string): string => JSON.stringify([namespace, key])
    return {
      setMany: async (namespace, writes) => {
        await cache.setMany(namespace, writes)
        for (const { key } of writes) present.add(nameOf(namespace, key))
      },
      deleteMany: async (namespace, keys) => {
        const living = await cache.deleteMany(namespace, keys)
        const dead = keys.filter((key) => present.delete(nameOf(namespace, key))).length
        return Math.max(living, dead)
      },
    }
  }),

  wrong('delete leaves what is stale', 'delete-counts-living', (cache) => ({
    deleteMany: async (namespace, keys) => {
      const hits = await cache.getMany(namespace, keys, { stale: true })
      return cache.deleteMany(
        namespace,
        keys.filter((_, index) => !hits[index]?.stale),
      )
    },
  })),

  wrong('clear takes namespaces along whose names begin alike', 'clear-exact', (cache) => {
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

  wrong('clear leaves what is stale', 'clear-all', (cache) => {
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

  wrong('a tag is a pattern', 'tags-any', (cache) => {
    const known = new Set<string>()
    return {
      setMany: (namespace, writes) => {
        for (const { tags = [] } of writes) for (const tag of tags) known.add(tag)
        return cache.setMany(namespace, writes)
      },
      invalidateTags: (namespace, tags) => cache.invalidateTags(namespace, tags.includes('*') ? [...known] : tags),
    }
  }),

  wrong('only the first tag of an entry counts', 'tags-exact', (cache) => ({
    setMany: (namespace, writes) =>
      cache.setMany(
        namespace,
        writes.map((write) => ({ ...write, tags: (write.tags ?? []).slice(0, 1) })),
      ),
  })),

  {
    fault: 'it grows without bounds',
    caughtBy: 'cache/bounded-entries',
    foundByModel: false,
    makeHarness: changedCache(() => ({}), { limits: {} }),
  },
  {
    fault: 'entries may be twice as large',
    caughtBy: 'cache/entry-size',
    foundByModel: false,
    makeHarness: changedCache(() => ({}), {
      limits: { ...CACHE_KIT_LIMITS, maxEntryBytes: CACHE_KIT_LIMITS.maxEntryBytes * 2 },
    }),
  },

  subtlyWrong('stats count what is stale', 'stats-exact', (cache) => {
    let written = 0
    return {
      setMany: (namespace, writes) => {
        written += writes.length
        return cache.setMany(namespace, writes)
      },
      stats: async () => ({ ...(await cache.stats()), entries: written }),
    }
  }),

  subtlyWrong('it can be closed once', 'close', (cache) => {
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
