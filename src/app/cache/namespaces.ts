import { CacheNamespace, type NamespaceRegistry, type NamespaceSettings } from '../../domain/cache/index.js'
import type { OpenState } from '../../domain/platform/index.js'
import type { CacheHit } from '../../ports/index.js'
import { toMutableCopy } from './cache-values.js'
import type { LoadResult } from './in-flight-loads.js'

/** What a cache counts per namespace. */
export interface CacheCounters {
  /** Values found. */
  hits: number
  /** Values not found. */
  misses: number
  /** Values requested while the store did not answer. Callers got misses; {@link misses} does not include them. */
  errors: number
  /** Values stored. */
  sets: number
  /** Live entries removed by `delete`. */
  deletes: number
  /** Stale values returned. Neither hits nor misses. */
  stale: number
  /** Values loaded and stored. */
  loads: number
  /** Loader calls that failed or timed out. */
  loadErrors: number
  /** Calls refused because a value exceeds the size limit of an entry. */
  oversized: number
}

/** The settings and the counters of a namespace: one look-up returns both. */
export interface Namespace extends NamespaceSettings {
  readonly counters: CacheCounters
}

/** The namespaces of one cache, created on first use. */
export class Namespaces {
  readonly #registry: NamespaceRegistry
  readonly #state: OpenState
  readonly #byName = new Map<string, Namespace>()
  #default: Namespace | undefined

  constructor(registry: NamespaceRegistry, state: OpenState) {
    this.#registry = registry
    this.#state = state
  }

  /** Every call of the cache starts here. @throws AppError `UNKNOWN_NAMESPACE`, `APP_CLOSED` */
  get(name?: string): Namespace {
    this.#state.assertOpen()
    if (name !== undefined) return this.#byName.get(name) ?? this.#add(this.#registry.get(name))
    this.#default ??= this.get(CacheNamespace.API_RESPONSE)
    return this.#default
  }

  /** The namespaces used so far. @throws AppError `APP_CLOSED` */
  all(): readonly Namespace[] {
    this.#state.assertOpen()
    return [...this.#byName.values()]
  }

  #add(settings: NamespaceSettings): Namespace {
    const namespace = { ...settings, counters: zeroCounters() }
    this.#byName.set(settings.name, namespace)
    return namespace
  }
}

export function zeroCounters(): CacheCounters {
  return { hits: 0, misses: 0, errors: 0, sets: 0, deletes: 0, stale: 0, loads: 0, loadErrors: 0, oversized: 0 }
}

/** Counts a hit or a miss. Returns the value for the caller. */
export function recordHit(hit: CacheHit | undefined, { counters }: Namespace, mutable = false): unknown {
  if (hit === undefined) {
    counters.misses += 1
    return undefined
  }
  counters.hits += 1
  return mutable ? toMutableCopy(hit.value) : hit.value
}

/** Counts the result of a load. Returns the value for the caller. */
export function recordLoad(result: LoadResult | undefined, { counters }: Namespace, mutable = false): unknown {
  if (result?.from === 'store') counters.hits += 1
  else if (result?.from === 'stale') counters.stale += 1
  // `uncached` was counted as an error when the store failed.
  else if (result?.from === 'loader') counters.misses += 1
  const value = result?.value
  return mutable && value !== undefined ? toMutableCopy(value) : value
}
