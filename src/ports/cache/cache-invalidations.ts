/** What is told of changes in a shared store. Called at once, as changes are learned of; must not throw. */
export interface InvalidationListener {
  /** The entry may be another one now, or none. */
  entryChanged(namespace: string, key: string): void
  /** Its lease was taken, broken or given back. */
  leaseChanged(namespace: string, key: string): void
  /** What carries the tag may no longer be valid. */
  tagChanged(namespace: string, tag: string): void
  /** Nothing of the namespace may be valid any more. */
  namespaceChanged(namespace: string): void
  /** Nothing may be valid any more. */
  storeChanged(): void
  /** From here on changes are told; of earlier ones nothing is known. */
  resumed(): void
  /** From here on changes are not told. */
  lost(): void
}

/**
 * Tells of every change in a shared cache, whoever makes it: other processes, the store itself when an entry expires, a
 * person at its console. A change is told after the answer to any question that was asked before it; so whoever
 * notes that nothing was told between question and answer may keep the answer until something is.
 */
export interface CacheInvalidations {
  /** Whether changes are told at present. */
  readonly active: boolean
  /** Makes `listener` the one that is told. */
  listen(listener: InvalidationListener): void
}
