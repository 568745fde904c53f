import type { CachePort } from '../../ports/index.js'

/** Maximum number of recorded keys and tags. Beyond it, the whole namespace is cleared. */
const MAX_RECORDED = 10_000
/** Size of the first batch. While the store refuses all writes, each attempt must be cheap. */
const FIRST_BATCH = 100

/** Keys or tags, each with the sequence number of its failed write. */
type Names = Map<string, number>

interface PendingNamespace {
  readonly keys: Names
  readonly tags: Names
  /** The sequence number of the latest failed write, if the whole namespace has to be cleared. */
  clearedAt?: number
}

/**
 * Writes that failed or have an unknown outcome. The store may still hold the values that they should have replaced, so
 * they are repeated as deletes before the next read. A delete is harmless, whatever the outcome of the write was.
 */
export class PendingInvalidations {
  #byNamespace = new Map<string, PendingNamespace>()
  #recorded = 0
  #sequence = 0
  #replay: Promise<void> | undefined

  /** Whether nothing is pending and no replay is running. */
  get isEmpty(): boolean {
    return this.#byNamespace.size === 0 && this.#replay === undefined
  }

  /** The current sequence number. Take it before a write, and confirm the write with it. */
  get now(): number {
    return this.#sequence
  }

  addKeys(namespace: string, keys: Iterable<string>): void {
    this.#add(namespace, keys, (pending) => pending.keys)
  }

  addTags(namespace: string, tags: Iterable<string>): void {
    this.#add(namespace, tags, (pending) => pending.tags)
  }

  addNamespace(namespace: string): void {
    const { keys, tags } = this.#open(namespace)
    this.#recorded -= keys.size + tags.size
    this.#sequence += 1
    this.#byNamespace.set(namespace, { keys: new Map(), tags: new Map(), clearedAt: this.#sequence })
  }

  /** A write of these keys succeeded: earlier failures of the same keys need no replay. */
  confirmKeys(namespace: string, keys: Iterable<string>, startedAt: number): void {
    const pending = this.#byNamespace.get(namespace)
    if (!pending) return
    this.#confirm(pending.keys, keys, startedAt)
    this.#removeIfEmpty(namespace, pending)
  }

  /** The namespace was cleared: no earlier failure in it needs a replay. */
  confirmNamespace(namespace: string, startedAt: number): void {
    const pending = this.#byNamespace.get(namespace)
    if (!pending) return
    if (pending.clearedAt !== undefined && pending.clearedAt <= startedAt) delete pending.clearedAt
    this.#confirm(pending.keys, pending.keys.keys(), startedAt)
    this.#confirm(pending.tags, pending.tags.keys(), startedAt)
    this.#removeIfEmpty(namespace, pending)
  }

  /**
   * Repeats the writes added before this call as deletes, once for all concurrent callers. Excludes later ones:
   * otherwise a store that refuses every write would block its readers. Failed deletes stay pending.
   *
   * @throws the error of the store
   */
  async replay(store: CachePort): Promise<void> {
    // A running replay may have started before the newest write was added.
    await this.#replay
    if (this.isEmpty) return
    this.#replay ??= this.#replayAll(store).finally(() => {
      this.#replay = undefined
    })
    await this.#replay
  }

  async #replayAll(store: CachePort): Promise<void> {
    const replayed = this.#byNamespace
    this.#byNamespace = new Map()
    this.#recorded = 0
    try {
      for (const [namespace, pending] of replayed) {
        await replayNamespace(store, namespace, pending)
        replayed.delete(namespace)
      }
    } catch (error) {
      this.#restore(replayed)
      throw error
    }
  }

  /** Merges the rest of a failed replay with the writes added during it. */
  #restore(rest: Map<string, PendingNamespace>): void {
    const newer = this.#byNamespace
    this.#byNamespace = rest
    this.#recorded = 0
    for (const { keys, tags } of rest.values()) this.#recorded += keys.size + tags.size
    for (const [namespace, { keys, tags, clearedAt }] of newer) {
      if (clearedAt !== undefined) this.addNamespace(namespace)
      this.addKeys(namespace, keys.keys())
      this.addTags(namespace, tags.keys())
    }
  }

  #add(namespace: string, names: Iterable<string>, select: (pending: PendingNamespace) => Names): void {
    const pending = this.#open(namespace)
    const recorded = select(pending)
    const before = recorded.size
    for (const name of names) {
      this.#sequence += 1
      if (pending.clearedAt === undefined) recorded.set(name, this.#sequence)
      else pending.clearedAt = this.#sequence
    }
    this.#recorded += recorded.size - before
    this.#removeIfEmpty(namespace, pending)
    if (this.#recorded > MAX_RECORDED) this.addNamespace(namespace)
  }

  #confirm(recorded: Names, names: Iterable<string>, startedAt: number): void {
    for (const name of names) {
      const failedAt = recorded.get(name)
      if (failedAt === undefined || failedAt > startedAt) continue
      recorded.delete(name)
      this.#recorded -= 1
    }
  }

  #open(namespace: string): PendingNamespace {
    let pending = this.#byNamespace.get(namespace)
    if (!pending) {
      pending = { keys: new Map(), tags: new Map() }
      this.#byNamespace.set(namespace, pending)
    }
    return pending
  }

  #removeIfEmpty(namespace: string, { keys, tags, clearedAt }: PendingNamespace): void {
    if (clearedAt === undefined && keys.size + tags.size === 0) this.#byNamespace.delete(namespace)
  }
}

/** Removes from `pending` what succeeds. */
async function replayNamespace(store: CachePort, namespace: string, pending: PendingNamespace): Promise<void> {
  if (pending.clearedAt !== undefined) return store.clear(namespace)
  await inBatches(pending.keys, (keys) => store.deleteMany(namespace, keys))
  await inBatches(pending.tags, (tags) => store.invalidateTags(namespace, tags))
}

async function inBatches(names: Names, write: (names: readonly string[]) => Promise<unknown>): Promise<void> {
  for (let size = FIRST_BATCH; names.size > 0; size = MAX_RECORDED) {
    const batch: string[] = []
    for (const name of names.keys()) if (batch.push(name) === size) break
    await write(batch)
    for (const name of batch) names.delete(name)
  }
}
