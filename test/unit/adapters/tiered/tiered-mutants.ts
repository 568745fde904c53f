import { InvalidationGuards, LocalTier } from '../../../../src/adapters/tiered/local-tier.js'
import { PendingInvalidations } from '../../../../src/adapters/tiered/pending-invalidations.js'
import { TieredCache, type TieredCacheOptions } from '../../../../src/adapters/tiered/tiered-cache.js'
import type {
  CacheHit,
  CacheInvalidations,
  CachePort,
  InvalidationListener,
  LocalCache,
  LocalEntry,
} from '../../../../src/ports/index.js'
import type { CreateTiered } from './tiered-node.js'

/** A tiered cache with one fault. */
export interface TieredMutant {
  readonly fault: string
  /** The contract test that must fail. */
  readonly killedBy: string
  readonly create: CreateTiered
  /** Replaces methods of the parts of the tiered cache. Returns the function that restores them. */
  readonly patch: () => () => void
}

type Hits = readonly (CacheHit | undefined)[]

/** A fault in the caches, messages or clock that the tiered cache gets. */
function withOptions(
  fault: string,
  killedBy: string,
  change: (options: TieredCacheOptions) => Partial<TieredCacheOptions>,
): TieredMutant {
  const create: CreateTiered = (options) => new TieredCache({ ...options, ...change(options) })
  return { fault, killedBy: `tiered/${killedBy}`, create, patch: () => () => undefined }
}

/** A fault in one method of a part. */
function withMethods(fault: string, killedBy: string, ...patches: readonly (() => () => void)[]): TieredMutant {
  const patch = () => {
    const restores = patches.map((one) => one())
    return () => {
      for (const restore of restores) restore()
    }
  }
  return { fault, killedBy: `tiered/${killedBy}`, create: (options) => new TieredCache(options), patch }
}

/** A fault in the tiered cache itself, given the options of the instance. */
function withOverride(
  fault: string,
  killedBy: string,
  override: (cache: TieredCache, options: TieredCacheOptions) => Partial<TieredCache>,
): TieredMutant {
  const create: CreateTiered = (options) => {
    const cache = new TieredCache(options)
    return Object.assign(cache, override(cache, options))
  }
  return { fault, killedBy: `tiered/${killedBy}`, create, patch: () => () => undefined }
}

/** A method that `replace` makes from the original one. */
function method<T extends object, Name extends keyof T>(
  owner: { readonly prototype: T },
  name: Name,
  replace: (original: T[Name]) => T[Name],
): () => () => void {
  return () => {
    const original = owner.prototype[name]
    owner.prototype[name] = replace(original)
    return () => {
      owner.prototype[name] = original
    }
  }
}

const nothing = () => (): void => undefined

/** Changes every local cache. */
function local(change: (cache: LocalCache) => Partial<LocalCache>) {
  return ({ createLocal }: Pick<TieredCacheOptions, 'createLocal'>) => ({
    createLocal: () => {
      const cache = createLocal()
      return Object.assign(cache, change(cache))
    },
  })
}

/** Changes what the local cache is filled with. */
function filledWith(change: (entry: LocalEntry) => LocalEntry) {
  return local((cache) => {
    const fill = cache.fill.bind(cache)
    return { fill: (namespace, entries) => fill(namespace, entries.map(change)) }
  })
}

/** Ignores one kind of message. */
function ignoring(message: 'storeChanged' | 'resumed') {
  return ({ invalidations }: TieredCacheOptions): Partial<TieredCacheOptions> => ({
    invalidations: messages(invalidations, {
      listen: (listener: InvalidationListener) => {
        invalidations.listen({ ...listener, [message]: () => undefined })
      },
    }),
  })
}

function messages(real: CacheInvalidations, change: Partial<CacheInvalidations>): CacheInvalidations {
  return {
    get active() {
      return change.active ?? real.active
    },
    listen: change.listen ?? ((listener) => real.listen(listener)),
  }
}

function replaceMethods(cache: CachePort, change: Partial<CachePort>): CachePort {
  return new Proxy(cache, {
    get: (target, name) => {
      if (Object.hasOwn(change, name)) return Reflect.get(change, name)
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

export const TIERED_MUTANTS: readonly TieredMutant[] = [
  withOptions('a write drops nothing after it', 'own-write', ({ createLocal, remote }) => {
    let written = false
    const setMany: CachePort['setMany'] = async (namespace, writes) => {
      await remote.setMany(namespace, writes)
      written = true
    }
    const skipDropAfterWrite = local((cache) => {
      const drop = cache.drop.bind(cache)
      return {
        drop: (namespace, keys) => {
          if (!written) drop(namespace, keys)
          written = false
        },
      }
    })
    return { remote: replaceMethods(remote, { setMany }), ...skipDropAfterWrite({ createLocal }) }
  }),
  withMethods(
    'answers are kept without a guard',
    'late-answer',
    method(InvalidationGuards, 'acquire', () => () => ({ valid: true, holders: 1 })),
  ),
  withMethods(
    'a tag does not invalidate the answers on their way',
    'late-answer-tags',
    method(InvalidationGuards, 'invalidateNamespace', nothing),
  ),
  withMethods(
    'a change does not invalidate the answers on their way',
    'late-answer',
    method(InvalidationGuards, 'invalidate', nothing),
  ),
  withOptions('the loss of messages keeps the local cache', 'lost', ({ createLocal }) => {
    const cache = createLocal()
    return { createLocal: () => cache }
  }),
  withMethods(
    'guards survive the loss of messages',
    'lost-late-answer',
    method(InvalidationGuards, 'invalidateAll', nothing),
  ),
  withOptions('the local cache is filled without messages', 'lost-not-filled', ({ invalidations }) => ({
    invalidations: messages(invalidations, { active: true }),
  })),
  withMethods('a typed array is shared with its reader', 'arrays', () => {
    const read = new Map<string, CacheHit['value']>()
    return method(
      LocalTier,
      'readRemote',
      (original) =>
        async function (this: LocalTier, namespace, keys, options, ask) {
          const { cache } = this
          const fill = cache.fill.bind(cache)
          cache.fill = (into, entries) =>
            fill(
              into,
              entries.map((entry) => ({ ...entry, value: read.get(entry.key) ?? entry.value })),
            )
          try {
            return await original.call(this, namespace, keys, options, async (all) => {
              const hits = await ask(all)
              keys.forEach((key, index) => {
                const hit = hits[index]
                if (hit) read.set(key, hit.value)
              })
              return hits
            })
          } finally {
            cache.fill = fill
          }
        },
    )()
  }),
  withOptions(
    'the local time to live is returned as the remaining life',
    'remaining',
    filledWith((entry) => ({ ...entry, remainingMs: entry.ttlMs })),
  ),
  withOverride('the remaining life is read remotely', 'remaining', (cache) => {
    const getMany = cache.getMany.bind(cache)
    return {
      getMany: async (namespace, keys, options) => {
        if (!options?.remaining) return getMany(namespace, keys, options)
        const hits = await getMany(namespace, keys, { ...options, metadata: true })
        return hits.map((hit) => {
          const { metadata: _, ...rest } = hit ?? { value: null, stale: false }
          return hit && rest
        })
      },
    }
  }),
  withMethods(
    'a stale hit is kept',
    'stale',
    method(
      LocalTier,
      'readRemote',
      (original) =>
        async function (this: LocalTier, namespace, keys, options, ask) {
          let remote: Hits = []
          const hits = await original.call(this, namespace, keys, options, async (all) => {
            remote = await ask(all)
            return remote.map((hit) => hit && { ...hit, stale: false })
          })
          return hits.map((hit, index) => hit && { ...hit, stale: remote[index]?.stale ?? false })
        },
    ),
  ),
  withOptions(
    'every entry is kept for a minute',
    'life',
    filledWith((entry) => ({ ...entry, ttlMs: 60_000 })),
  ),
  withOptions('a slow answer extends a life', 'life-on-the-way', ({ clock }) => ({
    clock: { ...clock, monotonic: () => 0 },
  })),
  withOptions('an entry is kept for its whole life', 'life-near', () => ({ maxLocalMs: Number.MAX_SAFE_INTEGER })),
  withOptions('a change of the whole store drops nothing', 'store-changed', ignoring('storeChanged')),
  withMethods(
    'a failed write is not recorded',
    'replay',
    method(PendingInvalidations, 'addKeys', nothing),
    method(PendingInvalidations, 'addTags', nothing),
    method(PendingInvalidations, 'addNamespace', nothing),
  ),
  withOptions('a full store is no failure', 'replay', ({ remote }) => {
    // An error with the same code that is not recognized as an AppError.
    const disguise = (error: { readonly code?: string }): never => {
      throw error.code === 'STORE_FULL' ? Object.assign(new Error('full'), { code: error.code }) : error
    }
    return {
      remote: replaceMethods(remote, {
        setMany: (...args) => remote.setMany(...args).catch(disguise),
        deleteMany: (...args) => remote.deleteMany(...args).catch(disguise),
      }),
    }
  }),
  withMethods(
    'a failed replay is forgotten',
    'replay',
    method(
      PendingInvalidations,
      'replay',
      (original) =>
        async function (this: PendingInvalidations, store) {
          try {
            await original.call(this, store)
          } catch (error) {
            this.confirmNamespace('n', Number.POSITIVE_INFINITY)
            throw error
          }
        },
    ),
  ),
  withMethods('a newer write is deleted', 'replay-newest', method(PendingInvalidations, 'confirmKeys', nothing)),
  withMethods(
    'an older write confirms a newer one',
    'replay-older',
    method(
      PendingInvalidations,
      'confirmKeys',
      (original) =>
        function (this: PendingInvalidations, namespace, keys) {
          original.call(this, namespace, keys, Number.POSITIVE_INFINITY)
        },
    ),
  ),
  withOverride('a commit precedes the replay', 'replay-lease', (_, { remote }) => ({
    commit: (namespace, token, write) => remote.commit(namespace, token, write),
  })),
  withOptions(
    'an entry without grace is returned as stale',
    'grace',
    local((cache) => {
      const getMany = cache.getMany.bind(cache)
      return {
        getMany: async (namespace, keys, options) => {
          const hits = await getMany(namespace, keys, options)
          return hits.map((hit) => {
            if (!hit?.metadata) return hit
            return { ...hit, metadata: { ...hit.metadata, graceMs: hit.metadata.graceMs || 1 } }
          })
        },
      }
    }),
  ),
  withOverride('stale values are returned only after a loss', 'grace-reported', (cache) => {
    const getStaleLocal = cache.getStaleLocal.bind(cache)
    return {
      getStaleLocal: async (namespace, keys) => {
        const hasMessages = cache.changed(namespace, 'k', AbortSignal.abort()) !== undefined
        return hasMessages ? keys.map(() => undefined) : getStaleLocal(namespace, keys)
      },
    }
  }),
  withOptions('a changed value is returned as stale', 'grace-written', ({ createLocal }) => {
    let latest: LocalCache | undefined
    return {
      createLocal: () => {
        if (latest) latest.drop = () => undefined
        latest = createLocal()
        return latest
      },
    }
  }),
  withOptions('stale values survive the return of messages', 'grace-back', ignoring('resumed')),
]
