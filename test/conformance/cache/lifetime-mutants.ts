import type { CachePort, CacheWrite } from '../../../src/ports/index.js'
import { type CacheMutant, mutant, mutantOutsideModel } from './cache-mutant.js'

const changed = (change: (write: CacheWrite) => Partial<CacheWrite>) => (writes: readonly CacheWrite[]) =>
  writes.map((write) => ({ ...write, ...change(write) }))

const without = ({ graceMs: _graceMs, ...rest }: CacheWrite): CacheWrite => rest

type Peeked = ReturnType<NonNullable<CachePort['peek']>>

/** For reads without options only, because adapters may have a faster path for them. */
export const SERVES_STALE_TAGGED = mutant(
  'a read without options returns stale values with tags',
  'grace',
  (cache) => ({
    getMany: async (namespace, keys, options = {}) => {
      if (options.stale || options.remaining || options.metadata) return cache.getMany(namespace, keys, options)
      const hits = await cache.getMany(namespace, keys, { stale: true, metadata: true })
      return hits.map((hit) =>
        hit?.stale && !hit.metadata?.tags.length ? undefined : hit && { value: hit.value, stale: false },
      )
    },
  }),
)

export const LIFETIME_MUTANTS: readonly CacheMutant[] = [
  mutant('overwriting keeps the old time to live', 'overwrite', (cache) => ({
    setMany: async (namespace, writes) => {
      const keys = writes.map(({ key }) => key)
      const old = await cache.getMany(namespace, keys, { remaining: true })
      await cache.setMany(
        namespace,
        writes.map((write, index) => ({ ...write, ttlMs: old[index]?.remainingMs ?? write.ttlMs })),
      )
    },
  })),

  mutant('overwriting adds to the old tags', 'overwrite', (cache) => {
    const tags = new Map<string, readonly string[]>()
    return {
      setMany: (namespace, writes) => {
        const all = changed((write) => {
          const name = JSON.stringify([namespace, write.key])
          tags.set(name, [...(tags.get(name) ?? []), ...(write.tags ?? [])])
          return { tags: tags.get(name) ?? [] }
        })(writes)
        return cache.setMany(namespace, all)
      },
    }
  }),

  mutantOutsideModel('an entry is live one millisecond too long', 'ttl', (cache) => ({
    setMany: (namespace, writes) => cache.setMany(namespace, changed(({ ttlMs }) => ({ ttlMs: ttlMs + 1 }))(writes)),
  })),

  mutant('a time to live is read as seconds', 'ttl', (cache) => ({
    setMany: (namespace, writes) => cache.setMany(namespace, changed(({ ttlMs }) => ({ ttlMs: ttlMs * 1000 }))(writes)),
  })),

  mutantOutsideModel('fractions of a millisecond are rounded', 'ttl-refused', (cache) => ({
    setMany: (namespace, writes) =>
      cache.setMany(namespace, changed(({ ttlMs }) => ({ ttlMs: Math.ceil(ttlMs) }))(writes)),
  })),

  mutant('a read extends the life', 'reading-prolongs-nothing', (cache) => {
    const written = new Map<string, CacheWrite>()
    return {
      setMany: async (namespace, writes) => {
        await cache.setMany(namespace, writes)
        for (const write of writes) written.set(JSON.stringify([namespace, write.key]), write)
      },
      getMany: async (namespace, keys, options) => {
        const hits = await cache.getMany(namespace, keys, options)
        for (const [index, hit] of hits.entries()) {
          const write = written.get(JSON.stringify([namespace, keys[index]]))
          if (hit && !hit.stale && write) await cache.setMany(namespace, [{ ...write, value: hit.value }])
        }
        return hits
      },
    }
  }),

  mutant('setMany ignores the grace', 'grace', (cache) => ({
    setMany: (namespace, writes) => cache.setMany(namespace, writes.map(without)),
  })),

  mutant('all reads return stale values', 'grace', (cache) => ({
    getMany: (namespace, keys, options) => cache.getMany(namespace, keys, { ...options, stale: true }),
  })),

  mutant('stale values are marked as fresh', 'grace', (cache) => ({
    getMany: async (...args) => (await cache.getMany(...args)).map((hit) => hit && { ...hit, stale: false }),
  })),

  SERVES_STALE_TAGGED,

  mutant('remainingMs is always returned', 'remaining', (cache) => ({
    getMany: (namespace, keys, options) => cache.getMany(namespace, keys, { ...options, remaining: true }),
  })),

  mutantOutsideModel('repeated tags are returned twice', 'metadata', (cache) => {
    let tags: readonly string[] = []
    return {
      setMany: (namespace, writes) => {
        tags = writes.at(-1)?.tags ?? []
        return cache.setMany(namespace, writes)
      },
      getMany: async (...args) =>
        (await cache.getMany(...args)).map((hit) =>
          hit?.metadata ? { ...hit, metadata: { ...hit.metadata, tags } } : hit,
        ),
    }
  }),

  mutant('peek returns its previous result', 'peek', (cache) => {
    const before = new Map<string, Peeked>()
    return {
      peek: (namespace, key) => {
        const name = JSON.stringify([namespace, key])
        const peeked = before.get(name) ?? cache.peek?.(namespace, key)
        if (peeked) before.set(name, peeked)
        return peeked
      },
    }
  }),

  mutantOutsideModel('peek returns nothing', 'peek-after-get', () => ({ peek: () => undefined })),
]
