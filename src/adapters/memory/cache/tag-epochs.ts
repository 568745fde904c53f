/** A tag that something in the namespace carries at present. */
export interface Tag {
  readonly name: string
  /** Entries and leases that carry it. */
  holders: number
  /** The tick of its latest invalidation: what was written before it is no longer valid. */
  invalidatedAt: number
}

/** What untagged entries share. */
export const NO_TAGS: readonly Tag[] = []

/** The names of `tags`. */
export function namesOf(tags: readonly Tag[]): readonly string[] {
  return tags.map(({ name }) => name)
}

/** Whether one of `tags` was invalidated after the tick `since`. */
export function isInvalidated(tags: readonly Tag[], since: number): boolean {
  for (const tag of tags) if (tag.invalidatedAt > since) return true
  return false
}

/**
 * The tags of one namespace. Invalidating takes one step however many entries carry the tag, since each entry looks at
 * its own tags when it is read. A tag is kept only while something carries it, so their number cannot grow for ever.
 */
export class TagEpochs {
  readonly #tags = new Map<string, Tag>()

  /** Tags in use. */
  get size(): number {
    return this.#tags.size
  }

  /** The tags of these names, for something that carries them from now on. To be given back with {@link drop}. */
  hold(names: Iterable<string>): readonly Tag[] {
    const held = [...new Set(names)].map((name) => {
      const tag = this.#tags.get(name) ?? { name, holders: 0, invalidatedAt: 0 }
      this.#tags.set(name, tag)
      tag.holders += 1
      return tag
    })
    return held.length === 0 ? NO_TAGS : held
  }

  drop(tags: readonly Tag[]): void {
    for (const tag of tags) {
      tag.holders -= 1
      if (tag.holders === 0) this.#tags.delete(tag.name)
    }
  }

  invalidate(names: Iterable<string>, tick: number): void {
    for (const name of names) {
      const tag = this.#tags.get(name)
      // A tag that nothing carries has nothing to invalidate.
      if (tag) tag.invalidatedAt = tick
    }
  }
}
