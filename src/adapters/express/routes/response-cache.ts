import { createHash } from 'node:crypto'
import type { App } from '../../../app/app.js'
import { CacheNamespace } from '../../../domain/cache/index.js'
import { isAppError } from '../../../domain/platform/index.js'

/** A cached answer. */
export interface CachedAnswer {
  /** A strong entity tag: the digest of the content. */
  readonly etag: string
}

/** JSON text with its tag. */
export interface CachedJson extends CachedAnswer {
  readonly text: string
}

/** A file with its tag. */
export interface CachedFile extends CachedAnswer {
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/**
 * Keeps answers in the cache namespace `api`. Only content that never changes under its key: who may read it, and whether it
 * still exists, is asked before, at every request. So every process sees a change with its next read, also while the cache
 * does not answer.
 */
export class ResponseCache {
  readonly #app: Pick<App, 'cache' | 'platform'>

  constructor(app: Pick<App, 'cache' | 'platform'>) {
    this.#app = app
  }

  /**
   * JSON of the value that `load` returns.
   *
   * @param key identifies the content: the same key means the same content
   */
  async json(programId: string, key: readonly string[], load: () => Promise<unknown>): Promise<CachedJson> {
    return this.#app.cache.getOrSet<CachedJson>(
      digestOf(JSON.stringify(key)),
      async () => {
        const text = JSON.stringify(await load())
        return { text, etag: `"${digestOf(text)}"` }
      },
      { namespace: CacheNamespace.API_RESPONSE, tags: [tagOf(programId)] },
    )
  }

  /** A file. @param key as of {@link json} */
  async file(
    programId: string,
    key: readonly string[],
    load: () => Promise<Omit<CachedFile, 'etag'>>,
  ): Promise<CachedFile> {
    const { bytes, ...facts } = await this.#app.cache.getOrSet<CachedFile>(
      digestOf(JSON.stringify(key)),
      async () => {
        const file = await load()
        // A plain array of bytes, whatever kind of buffer the exporter made.
        return { ...file, bytes: Uint8Array.from(file.bytes), etag: `"${digestOf(file.bytes)}"` }
      },
      { namespace: CacheNamespace.API_RESPONSE, tags: [tagOf(programId)] },
    )
    return { ...facts, bytes: bytes as Uint8Array }
  }

  /** Drops the answers on a program that was deleted. They cannot be read any more; this frees their memory. */
  async forget(programId: string): Promise<void> {
    try {
      await this.#app.cache.invalidateTags([tagOf(programId)], { namespace: CacheNamespace.API_RESPONSE })
    } catch (error) {
      if (!isAppError(error, 'STORE_UNAVAILABLE', 'OUTCOME_UNKNOWN')) throw error
      // They expire by themselves.
      this.#app.platform.logger.debug('answers of a deleted program stay in the cache until they expire', { error })
    }
  }
}

function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('base64url')
}

function tagOf(programId: string): string {
  return `program-${digestOf(programId)}`
}
