import { isInvalidated, type Tag, type TagEpochs } from './tag-epochs.js'

/** The right to load the value of one key. */
export interface Lease {
  readonly token: string
  /** Monotonic milliseconds. */
  readonly endsAt: number
  /** The tick at which it was taken. */
  readonly takenAt: number
  readonly tags: readonly Tag[]
}

/** Leases that one namespace keeps; beyond them the oldest is broken, so that abandoned ones cannot pile up. */
export const MAX_LEASES = 10_000

/** The leases of one namespace, at most one for a key. */
export class Leases {
  // In the order in which they were taken.
  readonly #byKey = new Map<string, Lease>()
  readonly #tags: TagEpochs

  constructor(tags: TagEpochs) {
    this.#tags = tags
  }

  get size(): number {
    return this.#byKey.size
  }

  /** The lease of `key`, unless it ran out or one of its tags was invalidated. */
  find(key: string, now: number): Lease | undefined {
    const lease = this.#byKey.get(key)
    if (!lease) return undefined
    if (now < lease.endsAt && !isInvalidated(lease.tags, lease.takenAt)) return lease
    this.break(key)
    return undefined
  }

  /** Gives out the lease of `key`, in place of one that it may have. */
  take(key: string, lease: Omit<Lease, 'tags'>, tagNames: Iterable<string>): void {
    this.break(key)
    for (const oldest of this.#byKey.keys()) {
      if (this.#byKey.size < MAX_LEASES) break
      this.break(oldest)
    }
    this.#byKey.set(key, { ...lease, tags: this.#tags.hold(tagNames) })
  }

  /** Ends the lease of `key`; with `token` only if it is that one. */
  break(key: string, token?: string): void {
    const lease = this.#byKey.get(key)
    if (!lease || (token !== undefined && token !== lease.token)) return
    this.#byKey.delete(key)
    this.#tags.drop(lease.tags)
  }
}
