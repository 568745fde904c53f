import type { Clock } from '../../../ports/index.js'
import { CacheKeys } from './cache-keys.js'
import type { CacheOperations } from './cache-operations.js'
import { EntryLookup } from './entry-lookup.js'
import type { EntryReader } from './entry-reader.js'

/** A namespace in Redis: its key names and its reads. */
export interface RedisNamespace {
  readonly keys: CacheKeys
  readonly lookup: EntryLookup
}

/** The namespaces that were used so far. There are as many as are declared, so none is ever dropped. */
export class CacheNamespaces {
  readonly #byName = new Map<string, RedisNamespace>()
  readonly #make: (namespace: string) => RedisNamespace

  constructor(keyPrefix: string, operations: CacheOperations, reader: EntryReader, clock: Clock) {
    this.#make = (namespace) => {
      const keys = new CacheKeys(keyPrefix, namespace)
      return { keys, lookup: new EntryLookup(namespace, keys, operations, reader, clock) }
    }
  }

  get(namespace: string): RedisNamespace {
    let found = this.#byName.get(namespace)
    if (!found) {
      found = this.#make(namespace)
      this.#byName.set(namespace, found)
    }
    return found
  }
}
