import type { CacheWrite, LeaseRequest, ReadOptions } from '../../cache/index.js'
import { type CacheCommand, REMEMBERED_LEASES } from './cache-command.js'
import { inNoOrder, minutesOf, plainValue } from './cache-outcome.js'

interface ModelEntry {
  /** As data: what is read back of it. */
  readonly value: unknown
  readonly endsAt: number
  readonly graceEndsAt: number
  readonly tags: readonly string[]
}

interface ModelLease {
  /** Namespace and key. */
  readonly place: string
  readonly namespace: string
  readonly endsAt: number
  readonly tags: readonly string[]
}

const placeOf = (namespace: string, key: string): string => JSON.stringify([namespace, key])

/** What a cache should hold and answer, in the plainest form there is. */
export class CacheModelStore {
  #now = 0
  readonly #entries = new Map<string, ModelEntry & { readonly namespace: string }>()
  readonly #leases = new Map<string, ModelLease>()
  readonly #given: ModelLease[] = []

  /** What `command` should come to. */
  run(command: CacheCommand): unknown {
    switch (command.verb) {
      case 'set':
        if (command.writes.some(({ value }) => isRefused(value))) return { code: 'UNSERIALISABLE' }
        for (const write of command.writes) this.#put(command.namespace, write.key, this.#entryOf(write))
        return 'done'
      case 'read':
        return command.keys.map((key) => this.read(command.namespace, key, command.as))
      case 'delete': {
        const keys = [...new Set(command.keys)]
        const living = keys.filter((key) => this.#living(command.namespace, key))
        for (const key of keys) this.#remove(placeOf(command.namespace, key))
        return living.length
      }
      case 'increment':
        return this.#times(command.callers, () => this.#increment(command))
      case 'clear':
        this.#removeWhere(command.namespace, () => true)
        return 'done'
      case 'invalidate':
        this.#removeWhere(command.namespace, ({ tags }) => tags.some((tag) => command.tags.includes(tag)))
        return 'done'
      case 'acquire':
        return this.#times(command.callers, () => this.#acquire(command.namespace, command.request))
      case 'commit':
        return this.#commit(this.#given[command.lease % this.#given.length], command.write)
      case 'release': {
        const lease = this.#given[command.lease % this.#given.length]
        if (lease && this.#leases.get(lease.place) === lease) this.#leases.delete(lease.place)
        return 'done'
      }
      case 'elapse':
        this.#now += command.ms
        return 'done'
    }
  }

  /** What reading one key should give. */
  read(namespace: string, key: string, { stale = false, remaining = false }: ReadOptions): unknown {
    const entry = this.#entries.get(placeOf(namespace, key))
    if (!entry || this.#now >= entry.graceEndsAt) return 'none'
    const isStale = this.#now >= entry.endsAt
    if (isStale && !stale) return 'none'
    const end = isStale ? entry.graceEndsAt : entry.endsAt
    return { value: entry.value, stale: isStale, ...(remaining ? { minutes: minutesOf(end - this.#now) } : {}) }
  }

  /** What a living entry holds. */
  valueOf(namespace: string, key: string): unknown {
    return this.#living(namespace, key)?.value
  }

  #living(namespace: string, key: string): ModelEntry | undefined {
    const entry = this.#entries.get(placeOf(namespace, key))
    return entry && this.#now < entry.endsAt ? entry : undefined
  }

  #increment({ namespace, move }: CacheCommand & { verb: 'increment' }): unknown {
    if (!Number.isSafeInteger(move.by)) return { code: 'INVALID_ARGUMENT' }
    const old = this.#living(namespace, move.key)
    const current = old ? old.value : 0
    const sum = typeof current === 'number' && Number.isSafeInteger(current) ? current + move.by : Number.NaN
    if (!Number.isSafeInteger(sum)) return { code: 'NOT_A_COUNTER' }
    this.#put(namespace, move.key, { ...(old ?? this.#entryOf({ ...move, value: 0 })), value: sum })
    return sum
  }

  #acquire(namespace: string, { key, leaseMs, tags = [], refresh = false }: LeaseRequest): unknown {
    const living = this.#living(namespace, key)
    if (living && !refresh) return { state: 'hit', hit: this.read(namespace, key, { remaining: true }) }
    const place = placeOf(namespace, key)
    const stale = living ? 'none' : this.read(namespace, key, { stale: true, remaining: true })
    const held = this.#leases.get(place)
    if (held && this.#now < held.endsAt) return { state: 'busy', stale, minutes: minutesOf(held.endsAt - this.#now) }
    const lease = { place, namespace, endsAt: this.#now + leaseMs, tags }
    this.#leases.set(place, lease)
    this.#given.unshift(lease)
    this.#given.splice(REMEMBERED_LEASES)
    return { state: 'leased', stale }
  }

  #commit(lease: ModelLease | undefined, write: Omit<CacheWrite, 'key'>): unknown {
    if (!lease) return 'done'
    if (isRefused(write.value)) return { code: 'UNSERIALISABLE' }
    if (this.#leases.get(lease.place) !== lease || this.#now >= lease.endsAt) return false
    this.#leases.delete(lease.place)
    this.#entries.set(lease.place, { ...this.#entryOf(write), namespace: lease.namespace, tags: lease.tags })
    return true
  }

  #entryOf({ value, ttlMs, graceMs = 0, tags = [] }: Omit<CacheWrite, 'key'>): ModelEntry {
    const endsAt = this.#now + ttlMs
    return { value: plainValue(value), endsAt, graceEndsAt: endsAt + graceMs, tags }
  }

  #put(namespace: string, key: string, entry: ModelEntry): void {
    const place = placeOf(namespace, key)
    this.#remove(place)
    this.#entries.set(place, { ...entry, namespace })
  }

  #remove(place: string): void {
    this.#entries.delete(place)
    this.#leases.delete(place)
  }

  #removeWhere(namespace: string, goes: (item: { readonly tags: readonly string[] }) => boolean): void {
    for (const items of [this.#entries, this.#leases]) {
      for (const [place, item] of items) if (item.namespace === namespace && goes(item)) items.delete(place)
    }
  }

  #times(callers: number, call: () => unknown): readonly unknown[] {
    return inNoOrder(Array.from({ length: callers }, call))
  }
}

function isRefused(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.some((part) => typeof part === 'bigint'))
}
