import type { CachePort } from '../../ports/index.js'

/** Keys and tags that are remembered at most; beyond them a whole namespace is. */
const MAX_REMEMBERED = 10_000
/** Repeated first and alone: as long as the store takes nothing, finding that out must cost little. */
const FIRST_NAMES = 100

/** Names, each with the order of the write that failed. */
type Names = Map<string, number>

interface Unsettled {
  readonly keys: Names
  readonly tags: Names
  /** The order of the latest write in a namespace all of which is unsettled. */
  clearedAt?: number
}

/**
 * Writes of which it is not known whether they were carried out, or known that they were not. What the store holds
 * under their keys may be what the caller believes to be gone; so before it is read again, they are repeated as
 * deletes, which is harmless however they ended.
 */
export class UnsettledWrites {
  #byNamespace = new Map<string, Unsettled>()
  #remembered = 0
  #order = 0
  #replay: Promise<void> | undefined

  /** Whether there is nothing to repeat, and nothing is being repeated. */
  get isEmpty(): boolean {
    return this.#byNamespace.size === 0 && this.#replay === undefined
  }

  /** A point in time: to be taken before a write is begun, and given when it succeeded. */
  get now(): number {
    return this.#order
  }

  addKeys(namespace: string, keys: Iterable<string>): void {
    this.#add(namespace, keys, (unsettled) => unsettled.keys)
  }

  addTags(namespace: string, tags: Iterable<string>): void {
    this.#add(namespace, tags, (unsettled) => unsettled.tags)
  }

  addNamespace(namespace: string): void {
    const { keys, tags } = this.#open(namespace)
    this.#remembered -= keys.size + tags.size
    this.#order += 1
    this.#byNamespace.set(namespace, { keys: new Map(), tags: new Map(), clearedAt: this.#order })
  }

  /** A write of these keys succeeded: what failed before it was begun does not have to be repeated for them. */
  settleKeys(namespace: string, keys: Iterable<string>, begun: number): void {
    const unsettled = this.#byNamespace.get(namespace)
    if (!unsettled) return
    this.#settle(unsettled.keys, keys, begun)
    this.#closeIfEmpty(namespace, unsettled)
  }

  /** The namespace was cleared, which is more than all of its writes before. */
  settleNamespace(namespace: string, begun: number): void {
    const unsettled = this.#byNamespace.get(namespace)
    if (!unsettled) return
    if (unsettled.clearedAt !== undefined && unsettled.clearedAt <= begun) delete unsettled.clearedAt
    this.#settle(unsettled.keys, unsettled.keys.keys(), begun)
    this.#settle(unsettled.tags, unsettled.tags.keys(), begun)
    this.#closeIfEmpty(namespace, unsettled)
  }

  /**
   * Repeats on `store` what was added before this call, once for all who wait: not what is added meanwhile, or a store
   * that refuses every write would keep its readers waiting. What fails stays. @throws what the store throws
   */
  async replay(store: CachePort): Promise<void> {
    // It may have begun before the newest was added.
    await this.#replay
    if (this.isEmpty) return
    this.#replay ??= this.#replayAll(store).finally(() => {
      this.#replay = undefined
    })
    await this.#replay
  }

  async #replayAll(store: CachePort): Promise<void> {
    const taken = this.#byNamespace
    this.#byNamespace = new Map()
    this.#remembered = 0
    try {
      for (const [namespace, unsettled] of taken) {
        await replayOne(store, namespace, unsettled)
        taken.delete(namespace)
      }
    } catch (error) {
      this.#takeBack(taken)
      throw error
    }
  }

  /** Puts what is left of an earlier state under what came since. */
  #takeBack(taken: Map<string, Unsettled>): void {
    const newer = this.#byNamespace
    this.#byNamespace = taken
    this.#remembered = 0
    for (const { keys, tags } of taken.values()) this.#remembered += keys.size + tags.size
    for (const [namespace, { keys, tags, clearedAt }] of newer) {
      if (clearedAt !== undefined) this.addNamespace(namespace)
      this.addKeys(namespace, keys.keys())
      this.addTags(namespace, tags.keys())
    }
  }

  #add(namespace: string, names: Iterable<string>, namesOf: (unsettled: Unsettled) => Names): void {
    const unsettled = this.#open(namespace)
    const known = namesOf(unsettled)
    const before = known.size
    for (const name of names) {
      this.#order += 1
      if (unsettled.clearedAt === undefined) known.set(name, this.#order)
      else unsettled.clearedAt = this.#order
    }
    this.#remembered += known.size - before
    this.#closeIfEmpty(namespace, unsettled)
    if (this.#remembered > MAX_REMEMBERED) this.addNamespace(namespace)
  }

  #settle(known: Names, names: Iterable<string>, begun: number): void {
    for (const name of names) {
      const addedAt = known.get(name)
      if (addedAt === undefined || addedAt > begun) continue
      known.delete(name)
      this.#remembered -= 1
    }
  }

  #open(namespace: string): Unsettled {
    let unsettled = this.#byNamespace.get(namespace)
    if (!unsettled) {
      unsettled = { keys: new Map(), tags: new Map() }
      this.#byNamespace.set(namespace, unsettled)
    }
    return unsettled
  }

  #closeIfEmpty(namespace: string, { keys, tags, clearedAt }: Unsettled): void {
    if (clearedAt === undefined && keys.size + tags.size === 0) this.#byNamespace.delete(namespace)
  }
}

/** What succeeds is taken out of `unsettled`. */
async function replayOne(store: CachePort, namespace: string, unsettled: Unsettled): Promise<void> {
  if (unsettled.clearedAt !== undefined) return store.clear(namespace)
  await inTwoParts(unsettled.keys, (keys) => store.deleteMany(namespace, keys))
  await inTwoParts(unsettled.tags, (tags) => store.invalidateTags(namespace, tags))
}

async function inTwoParts(names: Names, write: (names: readonly string[]) => Promise<unknown>): Promise<void> {
  for (let size = FIRST_NAMES; names.size > 0; size = MAX_REMEMBERED) {
    const part: string[] = []
    for (const name of names.keys()) if (part.push(name) === size) break
    await write(part)
    for (const name of part) names.delete(name)
  }
}
