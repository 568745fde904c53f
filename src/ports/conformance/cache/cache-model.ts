import { strict as assert } from 'node:assert'
import type { CachePort, CacheWrite, LeaseRequest, ReadOptions } from '../../cache/index.js'
import type { ModelSpec, RealSystem, Step } from '../model-case.js'
import {
  type CacheCommand,
  CacheCommands,
  cacheCommandValues,
  type FastCheckValues,
  KEYS,
  minutesOf,
  NAMESPACES,
  plainHit,
  plainValue,
  READINGS,
  REMEMBERED_LEASES,
  showCommand,
  sortOutcomes,
} from './cache-commands.js'

interface CacheModel {
  readonly store: CacheModelStore
  /** Runs the commands on the adapter and remembers its leases. */
  commands?: CacheCommands
}

/** The model of `CachePort`, for {@link modelCase}: compares every result and, after every step, everything readable. */
export function cacheModel(fc: FastCheckValues): ModelSpec<CacheModel, CachePort> {
  return {
    id: 'cache/model',
    law: 'after any sequence of calls, every result and all readable entries equal those of a plain list of entries',
    model: () => ({ store: new CacheModelStore() }),
    steps: cacheCommandValues(fc).map((commands) => commands.map(stepOf)),
    observe,
  }
}

function stepOf(command: CacheCommand): Step<CacheModel, CachePort> {
  return {
    check: () => true,
    run: async (model, real) => {
      model.commands ??= new CacheCommands(real.subject, (ms) => real.advanceTime(ms))
      assert.deepEqual(await model.commands.run(command), model.store.run(command))
    },
    toString: () => showCommand(command),
  }
}

async function observe({ store }: Readonly<CacheModel>, { subject }: RealSystem<CachePort>): Promise<void> {
  // Before the reads: they may change the values that an adapter keeps in the process.
  const peeked = NAMESPACES.flatMap((namespace) =>
    KEYS.map((key) => ({ namespace, key, value: subject.peek?.(namespace, key) })),
  )
  for (const { namespace, key, value } of peeked) {
    if (value) assert.deepEqual(plainValue(await value), store.valueOf(namespace, key), `peek ${namespace} ${key}`)
  }
  const readings = NAMESPACES.flatMap((namespace) => READINGS.map((as) => ({ namespace, as })))
  const found = await Promise.all(readings.map(({ namespace, as }) => subject.getMany(namespace, KEYS, as)))
  for (const [index, { namespace, as }] of readings.entries()) {
    const expected = KEYS.map((key) => store.read(namespace, key, as))
    assert.deepEqual(found[index]?.map(plainHit), expected, `${namespace}, read with ${JSON.stringify(as)}`)
  }
}

interface ModelEntry {
  /** As {@link plainValue} returns it. */
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

/** The reference implementation of a cache: simple enough to check by reading. */
class CacheModelStore {
  #now = 0
  readonly #entries = new Map<string, ModelEntry & { readonly namespace: string }>()
  readonly #leases = new Map<string, ModelLease>()
  readonly #given: ModelLease[] = []

  /** Returns the expected result of `command`. */
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
        const live = keys.filter((key) => this.#findLive(command.namespace, key))
        for (const key of keys) this.#remove(placeOf(command.namespace, key))
        return live.length
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
      case 'advanceTime':
        this.#now += command.ms
        return 'done'
    }
  }

  /** Returns the expected result of a read of one key. */
  read(namespace: string, key: string, { stale = false, remaining = false }: ReadOptions): unknown {
    const entry = this.#entries.get(placeOf(namespace, key))
    if (!entry || this.#now >= entry.graceEndsAt) return 'none'
    const isStale = this.#now >= entry.endsAt
    if (isStale && !stale) return 'none'
    const end = isStale ? entry.graceEndsAt : entry.endsAt
    return { value: entry.value, stale: isStale, ...(remaining ? { minutes: minutesOf(end - this.#now) } : {}) }
  }

  /** Returns the value of a live entry. */
  valueOf(namespace: string, key: string): unknown {
    return this.#findLive(namespace, key)?.value
  }

  #findLive(namespace: string, key: string): ModelEntry | undefined {
    const entry = this.#entries.get(placeOf(namespace, key))
    return entry && this.#now < entry.endsAt ? entry : undefined
  }

  #increment({ namespace, move }: CacheCommand & { verb: 'increment' }): unknown {
    if (!Number.isSafeInteger(move.by)) return { code: 'INVALID_ARGUMENT' }
    const old = this.#findLive(namespace, move.key)
    const current = old ? old.value : 0
    const sum = typeof current === 'number' && Number.isSafeInteger(current) ? current + move.by : Number.NaN
    if (!Number.isSafeInteger(sum)) return { code: 'NOT_A_COUNTER' }
    this.#put(namespace, move.key, { ...(old ?? this.#entryOf({ ...move, value: 0 })), value: sum })
    return sum
  }

  #acquire(namespace: string, { key, leaseMs, tags = [], refresh = false }: LeaseRequest): unknown {
    const live = this.#findLive(namespace, key)
    if (live && !refresh) return { state: 'hit', hit: this.read(namespace, key, { remaining: true }) }
    const place = placeOf(namespace, key)
    const stale = live ? 'none' : this.read(namespace, key, { stale: true, remaining: true })
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
    return sortOutcomes(Array.from({ length: callers }, call))
  }
}

function isRefused(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.some((part) => typeof part === 'bigint'))
}
