/**
 * The Redis keys of a namespace. The braces around the namespace are a cluster hash tag: all its keys are in one slot, so
 * a script may use several of them.
 *
 * Versions make clearing and tag invalidation take constant time. A version is a random id in a key of its own; every
 * entry carries a copy and is valid only while the copies match. Deleting the key invalidates all entries that carry it;
 * the next write generates a new id. There are three kinds:
 *
 * - namespace version: deleted by `clear`. Every entry and lease carries it.
 * - tag version, one per tag: deleted by `invalidateTags`. Tagged entries and leases carry one per tag.
 * - version of all tags: deleted by every `invalidateTags`. A tagged entry with the current one is valid
 *   without a look at its tags.
 *
 * A script that may need a new id gets one as argument, because scripts have no source of unique ids.
 */
export class NamespaceKeys {
  /** Key of the namespace version. */
  readonly namespaceVersion: string
  /** Key of the version of all tags. */
  readonly tagsVersion: string
  /** Prefix of values. */
  readonly values: string
  /** Prefix of leases. */
  readonly leases: string
  /** Prefix of tag versions. Tags are escaped: see {@link escapeTag}. */
  readonly tags: string

  constructor(keyPrefix: string, namespace: string) {
    const base = `${keyPrefix}{${namespace}}:`
    this.namespaceVersion = `${base}g`
    this.tagsVersion = `${base}s`
    this.values = `${base}v:`
    this.leases = `${base}l:`
    this.tags = `${base}t:`
  }
}

/** Escapes blank, `=` and line feed, which separate the fields in the header of an entry. */
export function escapeTag(tag: string): string {
  return encodeURIComponent(tag)
}

/** Inverse of {@link escapeTag}; `undefined` for anything else. */
export function unescapeTag(name: string): string | undefined {
  try {
    return decodeURIComponent(name)
  } catch {
    return undefined
  }
}
