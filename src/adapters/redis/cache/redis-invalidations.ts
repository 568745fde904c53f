import type { CacheInvalidations, InvalidationListener, Logger } from '../../../ports/index.js'
import type { ChangeTracking } from '../connection/index.js'
import { DEFAULT_KEY_PREFIX } from './cache-keys.js'

/** What a {@link RedisInvalidations} works with. */
export interface RedisInvalidationsOptions {
  readonly logger: Logger
  /** As given to the cache. */
  readonly keyPrefix?: string
}

/**
 * What the tracking of a connection tells, in the terms of the cache. To be given to the connection that the cache
 * itself uses: only there does a change come after the answer to what was asked before it.
 */
export class RedisInvalidations implements CacheInvalidations, ChangeTracking {
  readonly prefix: string
  readonly #logger: Logger
  #listener: InvalidationListener | undefined
  #active = false
  #refusalLogged = false

  constructor({ logger, keyPrefix = DEFAULT_KEY_PREFIX }: RedisInvalidationsOptions) {
    this.#logger = logger
    this.prefix = keyPrefix
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
    // `<prefix>{<namespace>}:<part>:<rest>`; a namespace has no braces.
    const end = name.indexOf('}:', this.prefix.length)
    if (end < 0) return
    const namespace = name.slice(this.prefix.length + 1, end)
    const rest = name.slice(end + 4)
    switch (name.charAt(end + 2)) {
      case 'v':
        listener.entryChanged(namespace, rest)
        return
      case 'l':
        listener.leaseChanged(namespace, rest)
        return
      case 't': {
        const tag = tagOf(rest)
        // Somebody else wrote it: it may stand for any tag.
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
    const mend = 'allow CLIENT TRACKING, which Redis has from version 6, or set CACHE_MODE=redis'
    this.#logger.warn(`cache: Redis does not tell of changes, so nothing is kept in this process -> ${mend}`)
  }
}

/** The tag of an escaped name; `undefined` for what no tag is escaped to. */
function tagOf(name: string): string | undefined {
  try {
    return decodeURIComponent(name)
  } catch {
    return undefined
  }
}
