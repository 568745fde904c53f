import type { CachePort, CacheWrite } from '../../../src/ports/index.js'
import { subtlyWrong, type WrongCache, wrong } from './wrong-cache.js'

const changed = (change: (write: CacheWrite) => Partial<CacheWrite>) => (writes: readonly CacheWrite[]) =>
  writes.map((write) => ({ ...write, ...change(write) }))

const without = ({ graceMs: _graceMs, ...rest }: CacheWrite): CacheWrite => rest

type Peeked = ReturnType<NonNullable<CachePort['peek']>>

/** Only to who reads without options: adapters may take another way for him. */
export const SERVES_STALE_TAGGED = wrong('a plain read gives stale values that carry tags', 'grace', (cache) => ({
  getMany: async (namespace, keys, options = {}) => {
    if (options.stale || options.remaining || options.metadata) return cache.getMany(namespace, keys, options)
    const hits = await cache.getMany(namespace, keys, { stale: true, metadata: true })
    return hits.map((hit) =>
      hit?.stale && !hit.metadata?.tags.length ? undefined : hit && { value: hit.value, stale: false },
    )
  },
}))

export const WRONG_LIVES: readonly WrongCache[] = [
  wrong('overwriting keeps the old time to live', 'overwrite', (cache) => ({
    setMany: async (namespace, writes) => {
      const keys = writes.map(({ key }) => key)
      const old = await cache.getMany(namespace, keys, { remaining: true })
      await cache.setMany(
        namespace,
        writes.map((write, index) => ({ ...write, ttlMs: old[index]?.remainingMs ?? write.ttlMs })),
      )
    },
  })),

  wrong('overwriting adds to the old tags', 'overwrite', (cache) => {
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

  subtlyWrong('an entry lives a millisecond too long', 'ttl', (cache) => ({
    setMany: (namespace, writes) => cache.setMany(namespace, changed(({ ttlMs }) => ({ ttlMs: ttlMs + 1 }))(writes)),
  })),

  wrong('seconds are taken for milliseconds', 'ttl', (cache) => ({
    setMany: (namespace, writes) => cache.setMany(namespace, changed(({ ttlMs }) => ({ ttlMs: ttlMs * 1000 }))(writes)),
  })),

  subtlyWrong('fractions of a millisecond are rounded', 'ttl-refused', (cache) => ({
    setMany: (namespace, writes) =>
      cache.setMany(namespace, changed(({ ttlMs }) => ({ ttlMs: Math.ceil(ttlMs) }))(writes)),
  })),

  wrong('reading prolongs the life', 'reading-prolongs-nothing', (cache) => {
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

  wrong('the grace is forgotten', 'grace', (cache) => ({
    setMany: (namespace, writes) => cache.setMany(namespace, writes.map(without)),
  })),

  wrong('stale values are served to everyone', 'grace', (cache) => ({
    getMany: (namespace, keys, options) => cache.getMany(namespace, keys, { ...options, stale: true }),
  })),

  wrong('stale values are served as fresh', 'grace', (cache) => ({
    getMany: async (...args) => (await cache.getMany(...args)).map((hit) => hit && { ...hit, stale: false }),
  })),

  SERVES_STALE_TAGGED,

  wrong('remainingMs is told to those who did not ask', 'remaining', (cache) => ({
    getMany: (namespace, keys, options) => cache.getMany(namespace, keys, { ...options, remaining: true }),
  })),

  subtlyWrong('repeated tags are returned twice', 'metadata', (cache) => {
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

  wrong('peek gives what it gave before', 'peek', (cache) => {
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

  subtlyWrong('peek gives nothing', 'peek-after-get', () => ({ peek: () => undefined })),
]
