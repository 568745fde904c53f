import type {
  CacheHit,
  CacheIncrement,
  CachePort,
  CacheWrite,
  LeaseRequest,
  LeaseResult,
  ReadOptions,
} from '../../cache/index.js'
import { MINUTE } from './cache-law.js'

/** A call of a cache, or an advance of time, as data: it can be printed, repeated and run on any adapter. */
export type CacheCommand =
  | { readonly verb: 'set'; readonly namespace: string; readonly writes: readonly CacheWrite[] }
  | { readonly verb: 'read'; readonly namespace: string; readonly keys: readonly string[]; readonly as: ReadOptions }
  | { readonly verb: 'delete'; readonly namespace: string; readonly keys: readonly string[] }
  /** `callers`: the number of concurrent calls. */
  | { readonly verb: 'increment'; readonly namespace: string; readonly move: CacheIncrement; readonly callers: number }
  | { readonly verb: 'clear'; readonly namespace: string }
  | { readonly verb: 'invalidate'; readonly namespace: string; readonly tags: readonly string[] }
  | { readonly verb: 'acquire'; readonly namespace: string; readonly request: LeaseRequest; readonly callers: number }
  /** `lease` counts back from the newest lease, modulo their number. The lease may have ended. */
  | { readonly verb: 'commit'; readonly lease: number; readonly write: Omit<CacheWrite, 'key'> }
  | { readonly verb: 'release'; readonly lease: number }
  | { readonly verb: 'advanceTime'; readonly ms: number }

/** The number of remembered leases, so that commands also use ended ones. */
export const REMEMBERED_LEASES = 6

/** The options of reads. Adapters may have a faster path for reads without options. */
export const READINGS: readonly ReadOptions[] = [{}, { remaining: true }, { stale: true, remaining: true }]

/** The command as text, for a counterexample. */
export function showCommand({ verb, ...rest }: CacheCommand): string {
  const text = JSON.stringify(rest, (_, part: unknown) =>
    part === undefined || typeof part === 'bigint' ? `<${typeof part}>` : plainValue(part),
  )
  return `${verb}${text}`
}

/** Runs commands on an adapter. Results are plain data, equal for every adapter that keeps the laws. */
export class CacheCommands {
  readonly #cache: CachePort
  readonly #advanceTime: (ms: number) => Promise<void>
  readonly #given: { readonly namespace: string; readonly key: string; readonly token: string }[] = []

  constructor(cache: CachePort, advanceTime: (ms: number) => Promise<void>) {
    this.#cache = cache
    this.#advanceTime = advanceTime
  }

  /** Returns the result of `command`, or the code of its error. */
  async run(command: CacheCommand): Promise<unknown> {
    return orCode(async () => (await this.#call(command)) ?? 'done')
  }

  async #call(command: CacheCommand): Promise<unknown> {
    const cache = this.#cache
    switch (command.verb) {
      case 'set':
        return cache.setMany(command.namespace, command.writes)
      case 'read': {
        const { namespace, keys, as } = command
        return (await cache.getMany(namespace, keys, as)).map(plainHit)
      }
      case 'delete':
        return cache.deleteMany(command.namespace, command.keys)
      case 'increment':
        return together(command.callers, () => cache.increment(command.namespace, command.move))
      case 'clear':
        return cache.clear(command.namespace)
      case 'invalidate':
        return cache.invalidateTags(command.namespace, command.tags)
      case 'acquire': {
        const { namespace, request, callers } = command
        return together(callers, async () => {
          const result = await cache.acquire(namespace, request)
          if (result.state === 'leased') this.#remember(namespace, request.key, result.token)
          return plainLease(result)
        })
      }
      case 'commit': {
        const given = this.#given[command.lease % this.#given.length]
        return given && cache.commit(given.namespace, given.token, { key: given.key, ...command.write })
      }
      case 'release': {
        const given = this.#given[command.lease % this.#given.length]
        return given && cache.release(given.namespace, given.key, given.token)
      }
      case 'advanceTime':
        return this.#advanceTime(command.ms)
    }
  }

  #remember(namespace: string, key: string, token: string): void {
    this.#given.unshift({ namespace, key, token })
    this.#given.splice(REMEMBERED_LEASES)
  }
}

async function together(callers: number, call: () => Promise<unknown>): Promise<readonly unknown[]> {
  return sortOutcomes(await Promise.all(Array.from({ length: callers }, () => orCode(call))))
}

async function orCode(call: () => Promise<unknown>): Promise<unknown> {
  try {
    return await call()
  } catch (error) {
    const { code } = Object(error) as { code?: unknown }
    if (typeof code !== 'string') throw error
    return { code }
  }
}

/** The used part of fast-check. It is a parameter, so that this entry needs no package. */
export interface FastCheckValues {
  constantFrom<T>(...values: T[]): Generated<T>
  subarray<T>(values: T[]): Generated<T[]>
  array<T>(item: Generated<T>, bounds: { minLength: number; maxLength: number }): Generated<T[]>
  tuple<Parts extends unknown[]>(...parts: { [Index in keyof Parts]: Generated<Parts[Index]> }): Generated<Parts>
}

/** The used part of an arbitrary of fast-check. */
interface Generated<T> {
  map<U>(change: (value: T) => U): Generated<U>
}

/** Names that collide if they are joined by a hyphen, or used as prefixes or patterns. */
export const NAMESPACES = ['a', 'a-b', 'b']

export const KEYS = ['c', 'b-c', '*']

const TAGS = ['t', '*']

const VALUES: readonly unknown[] = [
  ...[0, 1, -2, 1.5, Number.MAX_SAFE_INTEGER, null, '', 'text', '1', false, [], { 'a/b': [{ c: null }] }],
  ...[Float32Array.of(1.5), Uint8Array.of(1, 2), { id: 1, vector: Float32Array.of(1.5) }, 'x'.repeat(20_000)],
]

/** The last two are rejected. */
const PASSED: readonly unknown[] = [...VALUES, ...VALUES, undefined, [1n]]

// Ends half a minute from every step of time, see `minutesOf`.
const LIVES = [0.5, 1.5, 2.5, 5.5].map((minutes) => minutes * MINUTE)

const GRACES = [0, 1, 3].map((minutes) => minutes * MINUTE)

const STEPS = [1, 1, 2, 3].map((minutes) => minutes * MINUTE)

/** The commands of the model. A command that is listed several times runs more often. */
export function cacheCommandValues(fc: FastCheckValues): readonly Generated<CacheCommand>[] {
  // Most commands use one key: faults show in sequences on the same key.
  const namespace = fc.constantFrom('a', 'a', 'a', ...NAMESPACES)
  const key = fc.constantFrom('c', 'c', 'c', ...KEYS)
  const keys = fc.array(key, { minLength: 0, maxLength: 4 })
  const tags = fc.subarray(TAGS)
  const life = fc.constantFrom(...LIVES)
  const content = fc
    .tuple(fc.constantFrom(...PASSED), life, fc.constantFrom(...GRACES), tags)
    .map(([value, ttlMs, graceMs, some]) => ({ value, ttlMs, graceMs, tags: some }))
  const write = fc.tuple(key, content).map(([at, rest]) => ({ key: at, ...rest }))
  const callers = fc.constantFrom(1, 1, 3)
  const lease = fc.constantFrom(0, 0, 0, 1, 1, 2, REMEMBERED_LEASES - 1)

  const set = fc
    .tuple(namespace, fc.array(write, { minLength: 1, maxLength: 3 }))
    .map(([space, writes]): CacheCommand => ({ verb: 'set', namespace: space, writes }))
  const increment = fc
    .tuple(namespace, key, fc.constantFrom(1, -2, 1, 0, -2, 0.5), life, callers)
    .map(([space, at, by, ttlMs, number]): CacheCommand => {
      return { verb: 'increment', namespace: space, move: { key: at, by, ttlMs }, callers: number }
    })
  const acquire = fc
    .tuple(namespace, key, life, tags, fc.constantFrom(false, false, false, true), callers)
    .map(([space, at, leaseMs, some, refresh, number]): CacheCommand => {
      const request = { key: at, leaseMs, tags: some, refresh }
      return { verb: 'acquire', namespace: space, request, callers: number }
    })
  const commit = fc
    .tuple(lease, content)
    .map(([index, passed]): CacheCommand => ({ verb: 'commit', lease: index, write: passed }))
  const release = lease.map((index): CacheCommand => ({ verb: 'release', lease: index }))
  const advanceTime = fc.constantFrom(...STEPS).map((ms): CacheCommand => ({ verb: 'advanceTime', ms }))
  return [
    ...[set, set, set, set, set, increment, increment, acquire, acquire, acquire, commit, commit, commit],
    ...[release, release, advanceTime, advanceTime, advanceTime],
    fc
      .tuple(namespace, keys, fc.constantFrom(...READINGS))
      .map(([space, some, as]): CacheCommand => ({ verb: 'read', namespace: space, keys: some, as })),
    fc.tuple(namespace, keys).map(([space, some]): CacheCommand => ({ verb: 'delete', namespace: space, keys: some })),
    namespace.map((space): CacheCommand => ({ verb: 'clear', namespace: space })),
    fc
      .tuple(namespace, tags)
      .map(([space, some]): CacheCommand => ({ verb: 'invalidate', namespace: space, tags: some })),
  ]
}

/**
 * A duration in whole minutes. Durations of commands end half a minute from every step of time. A store with its own
 * clock may be 29 s late and round up by 1 s without a different result.
 */
export function minutesOf(ms: number): number {
  return Math.floor((ms + 29_000) / MINUTE)
}

/** A value as plain data, with the types and exact items of its typed arrays. */
export function plainValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(plainValue)
  if (!ArrayBuffer.isView(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plainValue(part)]))
  }
  const items = Array.from(value as Float32Array, (item) => (Object.is(item, -0) ? '-0' : String(item)))
  return { [Object.prototype.toString.call(value)]: items }
}

/** A hit as data that is equal for every adapter: its remaining time is in minutes. */
export function plainHit(hit: CacheHit | undefined): unknown {
  if (!hit) return 'none'
  const { value, stale, remainingMs } = hit
  return { value: plainValue(value), stale, ...(remainingMs === undefined ? {} : { minutes: minutesOf(remainingMs) }) }
}

/** The result of `acquire` as data that is equal for every adapter: without its token. */
function plainLease(result: LeaseResult): unknown {
  if (result.state === 'hit') return { state: 'hit', hit: plainHit(result.hit) }
  const stale = plainHit(result.stale)
  return result.state === 'leased'
    ? { state: 'leased', stale }
    : { state: 'busy', stale, minutes: minutesOf(result.remainingMs) }
}

/** Sorts the results of concurrent callers, because their order is not defined. */
export function sortOutcomes(outcomes: readonly unknown[]): readonly unknown[] {
  const texts = new Map(outcomes.map((outcome) => [outcome, JSON.stringify(outcome)]))
  return [...outcomes].sort((a, b) => ((texts.get(a) ?? '') < (texts.get(b) ?? '') ? -1 : 1))
}
