import type { CachePort } from '../../ports/index.js'

/** Keys and tags that are remembered at most; beyond them a whole namespace is. */
const MAX_REMEMBERED = 10_000

interface Unsettled {
  readonly keys: Set<string>
  readonly tags: Set<string>
  cleared: boolean
}

/**
 * Writes of which it is not known whether they were carried out, or known that they were not. What the store holds
 * under their keys may be what the caller believes to be gone; so before it is read again, they are repeated as
 * deletes, which is harmless however they ended.
 */
export class UnsettledWrites {
  #byNamespace = new Map<string, Unsettled>()
  #remembered = 0
  #replay: Promise<void> | undefined

  /** Whether there is nothing to repeat, and nothing is being repeated. */
  get isEmpty(): boolean {
    return this.#byNamespace.size === 0 && this.#replay === undefined
  }

  addKeys(namespace: string, keys: readonly string[]): void {
    this.#add(namespace, keys, (unsettled) => unsettled.keys)
  }

  addTags(namespace: string, tags: readonly string[]): void {
    this.#add(namespace, tags, (unsettled) => unsettled.tags)
  }

  addNamespace(namespace: string): void {
    const { keys, tags } = this.#open(namespace)
    this.#remembered -= keys.size + tags.size
    this.#byNamespace.set(namespace, { keys: new Set(), tags: new Set(), cleared: true })
  }

  /** A newer write of these keys succeeded, so that nothing has to be repeated for them. */
  settleKeys(namespace: string, keys: readonly string[]): void {
    const unsettled = this.#byNamespace.get(namespace)
    if (!unsettled) return
    for (const key of keys) if (unsettled.keys.delete(key)) this.#remembered -= 1
    this.#closeIfEmpty(namespace, unsettled)
  }

  /** The namespace was cleared, which is more than all of its writes. */
  settleNamespace(namespace: string): void {
    const unsettled = this.#byNamespace.get(namespace)
    if (!unsettled) return
    this.#remembered -= unsettled.keys.size + unsettled.tags.size
    this.#byNamespace.delete(namespace)
  }

  /** Repeats them on `store`, once for all who wait. What fails stays. @throws what the store throws */
  replay(store: CachePort): Promise<void> {
    this.#replay ??= this.#replayAll(store).finally(() => {
      this.#replay = undefined
    })
    return this.#replay
  }

  async #replayAll(store: CachePort): Promise<void> {
    while (this.#byNamespace.size > 0) {
      const taken = this.#byNamespace
      this.#byNamespace = new Map()
      this.#remembered = 0
      const failures: unknown[] = []
      for (const [namespace, unsettled] of taken) {
        await replayOne(store, namespace, unsettled).catch((error: unknown) => {
          this.#takeBack(namespace, unsettled)
          failures.push(error)
        })
      }
      if (failures.length > 0) throw failures[0]
    }
  }

  #takeBack(namespace: string, { keys, tags, cleared }: Unsettled): void {
    if (cleared) this.addNamespace(namespace)
    this.addKeys(namespace, [...keys])
    this.addTags(namespace, [...tags])
  }

  #add(namespace: string, names: readonly string[], setOf: (unsettled: Unsettled) => Set<string>): void {
    if (names.length === 0) return
    const unsettled = this.#open(namespace)
    if (unsettled.cleared) return
    const set = setOf(unsettled)
    const before = set.size
    for (const name of names) set.add(name)
    this.#remembered += set.size - before
    if (this.#remembered > MAX_REMEMBERED) this.addNamespace(namespace)
  }

  #open(namespace: string): Unsettled {
    let unsettled = this.#byNamespace.get(namespace)
    if (!unsettled) {
      unsettled = { keys: new Set(), tags: new Set(), cleared: false }
      this.#byNamespace.set(namespace, unsettled)
    }
    return unsettled
  }

  #closeIfEmpty(namespace: string, { keys, tags, cleared }: Unsettled): void {
    if (!cleared && keys.size + tags.size === 0) this.#byNamespace.delete(namespace)
  }
}

async function replayOne(store: CachePort, namespace: string, { keys, tags, cleared }: Unsettled): Promise<void> {
  if (cleared) {
    await store.clear(namespace)
    return
  }
  if (keys.size > 0) await store.deleteMany(namespace, [...keys])
  if (tags.size > 0) await store.invalidateTags(namespace, [...tags])
}
