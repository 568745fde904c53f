import { CacheNamespace, type Namespace, type NamespaceRegistry } from '../../domain/cache/index.js'
import { type CacheCounters, noCounts } from './cache-statistics.js'

/** A namespace and what was counted in it: one look-up gives both. */
export interface CacheSpace extends Namespace {
  readonly counters: CacheCounters
}

/** The namespaces of one cache, each from its first use on. */
export class CacheSpaces {
  readonly #registry: NamespaceRegistry
  readonly #byName = new Map<string, CacheSpace>()
  #default: CacheSpace | undefined

  constructor(registry: NamespaceRegistry) {
    this.#registry = registry
  }

  /** @throws AppError `UNKNOWN_NAMESPACE` */
  get(name?: string): CacheSpace {
    if (name !== undefined) return this.#byName.get(name) ?? this.#open(this.#registry.get(name))
    this.#default ??= this.get(CacheNamespace.API_RESPONSE)
    return this.#default
  }

  /** Those that were used. */
  all(): readonly CacheSpace[] {
    return [...this.#byName.values()]
  }

  #open(namespace: Namespace): CacheSpace {
    const counters = noCounts()
    const space = { ...namespace, counters }
    this.#byName.set(namespace.name, space)
    return space
  }
}
