/** What stands before every key of the cache, unless the caller says otherwise. */
export const DEFAULT_KEY_PREFIX = 'cg:cache:'

/**
 * The names under which a namespace keeps its parts in Redis. The namespace stands in braces, so that in a cluster all
 * of them are in one slot and a script may touch several.
 */
export class CacheKeys {
  /** Names the generation: entries of any other one were cleared. */
  readonly generation: string
  /** Names the state of all tags: entries written under the same one have had no tag invalidated since. */
  readonly stamp: string
  /** Stands before the names of values. */
  readonly values: string
  /** Stands before the names of leases. */
  readonly leases: string
  /** Stands before the names of tags, which are escaped: see {@link escapeTag}. */
  readonly tags: string

  constructor(keyPrefix: string, namespace: string) {
    const base = `${keyPrefix}{${namespace}}:`
    this.generation = `${base}g`
    this.stamp = `${base}s`
    this.values = `${base}v:`
    this.leases = `${base}l:`
    this.tags = `${base}t:`
  }
}

/** A tag without the blank, `=` and line end that the header of an entry needs for itself. */
export function escapeTag(tag: string): string {
  return encodeURIComponent(tag)
}
