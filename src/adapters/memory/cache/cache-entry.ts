import {
  assertValueSize,
  type CachedValue,
  type CacheLimits,
  ENTRY_OVERHEAD_BYTES,
  toReadValue,
} from '../../../domain/cache/index.js'
import { AppError } from '../../../domain/platform/index.js'
import type { CacheHit, ReadOptions } from '../../../ports/index.js'
import { isInvalidated, NO_TAGS, namesOf, type Tag } from './tag-registry.js'

/**
 * An entry without grace and tags. Each field costs memory in every entry of the cache: fields that few entries need are
 * in {@link ExtendedEntry}, and derivable values are not stored.
 */
export class CacheEntry {
  readonly value: CachedValue
  /** Monotonic milliseconds. */
  readonly expiresAt: number
  /** Tick of the latest use: defines the order of use over all namespaces. */
  usedAt: number
  /** The value as a resolved promise, created by the first `peek`: for all entries it would need too much memory. */
  resolved: Promise<CachedValue> | undefined = undefined

  /** @param tick tick of the write */
  constructor(value: CachedValue, expiresAt: number, tick: number) {
    this.value = value
    // A fraction would be a heap object. The entry may expire up to 1 ms early, never late.
    this.expiresAt = Math.floor(expiresAt)
    this.usedAt = tick
  }

  /** Milliseconds after `expiresAt` during which the entry may be served as stale. */
  get graceMs(): number {
    return 0
  }

  get tags(): readonly Tag[] {
    return NO_TAGS
  }

  /** End of its life; later than `expiresAt` for a copy of a remote entry. */
  get endsAt(): number {
    return this.expiresAt
  }

  /** Whether the entry may be served, fresh or stale. */
  isServable(now: number): boolean {
    return now < this.expiresAt
  }

  /** Whether the entry may be served as fresh. */
  isLive(now: number): boolean {
    return now < this.expiresAt && this.isServable(now)
  }
}

/** A copy of a remote entry, kept for a part of its life. */
export class RemoteEntry extends CacheEntry {
  readonly #endsAt: number

  constructor(value: CachedValue, expiresAt: number, tick: number, endsAt: number) {
    super(value, expiresAt, tick)
    this.#endsAt = Math.floor(endsAt)
  }

  override get endsAt(): number {
    return this.#endsAt
  }
}

interface ExtendedFields {
  readonly endsAt: number
  readonly graceMs: number
  readonly tags: readonly Tag[]
  /** Tick of the write. */
  readonly writtenAt: number
}

/** An entry with a grace or with tags. */
export class ExtendedEntry extends CacheEntry {
  readonly #fields: ExtendedFields

  constructor(value: CachedValue, expiresAt: number, fields: ExtendedFields) {
    super(value, expiresAt, fields.writtenAt)
    this.#fields = fields
  }

  override get graceMs(): number {
    return this.#fields.graceMs
  }

  override get tags(): readonly Tag[] {
    return this.#fields.tags
  }

  override get endsAt(): number {
    return this.#fields.endsAt
  }

  override isServable(now: number): boolean {
    const { graceMs, tags, writtenAt } = this.#fields
    return now < this.expiresAt + graceMs && !isInvalidated(tags, writtenAt)
  }
}

/**
 * The hit for a servable entry; `undefined` for a stale one, unless stale values are requested.
 *
 * @param valueBytes computes the size of the value
 */
export function toHit(
  entry: CacheEntry,
  now: number,
  options: ReadOptions,
  valueBytes: () => number,
): CacheHit | undefined {
  const stale = now >= entry.expiresAt
  if (stale && !options.stale) return undefined
  const value = toReadValue(entry.value)
  if (!options.remaining && !options.metadata) return { value, stale }
  return {
    value,
    stale,
    ...(options.remaining ? { remainingMs: remainingMs(entry, now) } : {}),
    ...(options.metadata
      ? { metadata: { bytes: valueBytes(), graceMs: entry.graceMs, tags: namesOf(entry.tags) } }
      : {}),
  }
}

/** The hit for `acquire`: stale or not, with its remaining life. */
export function toLeaseHit(entry: CacheEntry, now: number): CacheHit {
  return { value: toReadValue(entry.value), remainingMs: remainingMs(entry, now), stale: now >= entry.expiresAt }
}

function remainingMs(entry: CacheEntry, now: number): number {
  const { expiresAt } = entry
  return Math.ceil((now >= expiresAt ? expiresAt + entry.graceMs : entry.endsAt) - now)
}

/** Overhead of a tag per entry in bytes, without its name: a reference, and a share of the tag itself. */
const TAG_OVERHEAD_BYTES = 64

/** Size of an entry in bytes: key, value, tags and overhead. */
export function entryBytes(key: string, valueBytes: number, tags: readonly string[]): number {
  let bytes = ENTRY_OVERHEAD_BYTES + Buffer.byteLength(key) + valueBytes
  for (const tag of new Set(tags)) bytes += TAG_OVERHEAD_BYTES + Buffer.byteLength(tag)
  return bytes
}

/**
 * As {@link entryBytes}, checked against the limits.
 *
 * @throws AppError `ENTRY_TOO_LARGE` if the value exceeds the limit of an entry, or the entry exceeds the whole cache
 */
export function checkedEntryBytes(
  key: string,
  valueBytes: number,
  tags: readonly string[],
  limits: CacheLimits,
): number {
  assertValueSize(valueBytes, limits)
  const bytes = entryBytes(key, valueBytes, tags)
  if (bytes <= limits.maxBytes) return bytes
  throw new AppError('ENTRY_TOO_LARGE', `the entry has ${bytes} bytes, the limit of the cache is ${limits.maxBytes}`, {
    hint: 'cache a smaller value, or raise cache.maxBytes',
    details: { bytes, limit: limits.maxBytes },
  })
}
