import type { CacheInvalidations, InvalidationListener, Logger } from '../../../ports/index.js'
import type { ChangeTracking } from '../connection/index.js'
import { keyPrefixes } from '../settings/index.js'
import { unescapeTag } from './cache-keys.js'

/** Options of {@link RedisInvalidations}. */
export interface RedisInvalidationsOptions {
  readonly logger: Logger
  /** Must equal that of the cache. Default: `cg:cache:`. */
  readonly keyPrefix?: string
}

/**
 * Translates the tracking messages of a Redis connection (`CLIENT TRACKING`) into invalidation messages of the cache. Use it
 * with the connection of the cache itself: only there does a message arrive after the replies to earlier requests.
 */
export class RedisInvalidations implements CacheInvalidations, ChangeTracking {
  readonly prefix: string
  readonly #logger: Logger
  #listener: InvalidationListener | undefined
  #active = false
  #refusalLogged = false

  constructor({ logger, keyPrefix = keyPrefixes().cache }: RedisInvalidationsOptions) {
    this.#logger = logger
    // With the brace: keys of an app whose key prefix starts with ours do not match.
    this.prefix = `${keyPrefix}{`
  }

  get active(): boolean {
    return this.#active
  }

  listen(listener: InvalidationListener): void {
    this.#listener = listener
  }

  opened(tracked: boolean): void {
    this.#active = tracked
    if (tracked) this.#listener?.resumed()
    else this.#logRefusal()
  }

  lost(): void {
    this.#active = false
    this.#listener?.lost()
  }

  changed(name: string | null): void {
    const listener = this.#listener
    if (!listener) return
    if (name === null) {
      listener.storeChanged()
      return
    }
    // `<prefix>{<namespace>}:<kind>:<rest>`; a namespace contains no braces.
    const end = name.indexOf('}:', this.prefix.length)
    if (end < 0 || !name.startsWith(this.prefix)) return
    const namespace = name.slice(this.prefix.length, end)
    const rest = name.slice(end + 4)
    switch (name.charAt(end + 2)) {
      case 'v':
        listener.entryChanged(namespace, rest)
        return
      case 'l':
        listener.leaseChanged(namespace, rest)
        return
      case 't': {
        const tag = unescapeTag(rest)
        // Another program wrote the key: it may affect any tag.
        if (tag === undefined) listener.namespaceChanged(namespace)
        else listener.tagChanged(namespace, tag)
        return
      }
      case 'g':
        listener.namespaceChanged(namespace)
    }
  }

  #logRefusal(): void {
    if (this.#refusalLogged) return
    this.#refusalLogged = true
    const hint = 'allow CLIENT TRACKING (Redis 6 or newer), or set CACHE_MODE=redis'
    this.#logger.warn(`cache: Redis refuses CLIENT TRACKING, so no entries are kept in this process -> ${hint}`)
  }
}
