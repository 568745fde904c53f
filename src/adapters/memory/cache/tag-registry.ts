/** A tag that an entry or lease of the namespace carries. */
export interface Tag {
  readonly name: string
  /** Number of entries and leases that carry it. */
  holders: number
  /** Tick of the latest invalidation: entries written before it are invalid. */
  invalidatedAt: number
}

/** Shared by untagged entries. */
export const NO_TAGS: readonly Tag[] = []

export function namesOf(tags: readonly Tag[]): readonly string[] {
  return tags.map(({ name }) => name)
}

/** Whether one of `tags` was invalidated after the tick `since`. */
export function isInvalidated(tags: readonly Tag[], since: number): boolean {
  for (const tag of tags) if (tag.invalidatedAt > since) return true
  return false
}

/**
 * The tags of one namespace. An invalidation takes constant time, because each entry checks its own tags when it is read.
 * A tag is removed with its last holder, so the registry does not grow without limit.
 */
export class TagRegistry {
  readonly #tags = new Map<string, Tag>()

  get size(): number {
    return this.#tags.size
  }

  /** Adds a holder to each tag. Must be followed by {@link release}. */
  acquire(names: Iterable<string>): readonly Tag[] {
    const held = [...new Set(names)].map((name) => {
      const tag = this.#tags.get(name) ?? { name, holders: 0, invalidatedAt: 0 }
      this.#tags.set(name, tag)
      tag.holders += 1
      return tag
    })
    return held.length === 0 ? NO_TAGS : held
  }

  release(tags: readonly Tag[]): void {
    for (const tag of tags) {
      tag.holders -= 1
      if (tag.holders === 0) this.#tags.delete(tag.name)
    }
  }

  invalidate(names: Iterable<string>, tick: number): void {
    for (const name of names) {
      const tag = this.#tags.get(name)
      // A tag without holders has nothing to invalidate.
      if (tag) tag.invalidatedAt = tick
    }
  }
}
