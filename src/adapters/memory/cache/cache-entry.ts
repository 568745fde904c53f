import type { CachedValue } from '../../../domain/cache/index.js'
import { isInvalidated, NO_TAGS, type Tag } from './tag-epochs.js'

/**
 * An entry at rest, without a grace and without tags. Each field costs every entry of the cache: what few of them have
 * is left to {@link TermedEntry}, and what can be had otherwise is not kept.
 */
export class CacheEntry {
  readonly value: CachedValue
  /** Monotonic milliseconds. */
  readonly expiresAt: number
  /** The tick of its latest use: the order of use over all namespaces. */
  usedAt: number
  /** The value as a promise, from its first reader on: made for all entries at once it would take too much room. */
  settled: Promise<CachedValue> | undefined = undefined

  /** @param tick at which it is written */
  constructor(value: CachedValue, expiresAt: number, tick: number) {
    this.value = value
    // A fraction would be an object of its own. So the entry may die up to 1 ms early, and never late.
    this.expiresAt = Math.floor(expiresAt)
    this.usedAt = tick
  }

  /** How long beyond `expiresAt` it may be served as stale, in milliseconds. */
  get graceMs(): number {
    return 0
  }

  get tags(): readonly Tag[] {
    return NO_TAGS
  }

  /** When its life ends: later than it is kept, where it is one of another cache. */
  get endsAt(): number {
    return this.expiresAt
  }

  /** Whether a reader may still get it, be it as stale. */
  isServable(now: number): boolean {
    return now < this.expiresAt
  }

  /** Whether a reader may still get it as fresh. */
  isLiving(now: number): boolean {
    return now < this.expiresAt && this.isServable(now)
  }
}

/** An entry of another cache that is kept for a part of its life. */
export class AdoptedEntry extends CacheEntry {
  readonly #endsAt: number

  constructor(value: CachedValue, expiresAt: number, tick: number, endsAt: number) {
    super(value, expiresAt, tick)
    this.#endsAt = Math.floor(endsAt)
  }

  override get endsAt(): number {
    return this.#endsAt
  }
}

/** What few entries have. */
interface EntryTerms {
  readonly endsAt: number
  readonly graceMs: number
  readonly tags: readonly Tag[]
  /** The tick at which it was written. */
  readonly writtenAt: number
}

/** An entry with a grace or with tags. */
export class TermedEntry extends CacheEntry {
  readonly #terms: EntryTerms

  constructor(value: CachedValue, expiresAt: number, terms: EntryTerms) {
    super(value, expiresAt, terms.writtenAt)
    this.#terms = terms
  }

  override get graceMs(): number {
    return this.#terms.graceMs
  }

  override get tags(): readonly Tag[] {
    return this.#terms.tags
  }

  override get endsAt(): number {
    return this.#terms.endsAt
  }

  override isServable(now: number): boolean {
    const { graceMs, tags, writtenAt } = this.#terms
    return now < this.expiresAt + graceMs && !isInvalidated(tags, writtenAt)
  }
}
