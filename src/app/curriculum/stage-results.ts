import { deepFreeze, toJson } from '../../domain/platform/index.js'
import type { Digest } from '../../ports/platform/index.js'
import { abortable } from './abort.js'
import type { StageCache } from './generation.js'

/** What a stage made, in its JSON form; kept in the cache like this. */
export interface StageResult<T> {
  /** Deeply frozen. */
  readonly value: T
  /** Stands for the value, and for all that it was made from, in the keys of later stages. */
  readonly digest: string
}

/**
 * Takes the results of stages from the cache, or has them made and keeps them. The key is the digest of all inputs.
 *
 * What the cache has counts only if its digest, over key and value, is right: so nothing foreign, cut or altered gets
 * into a curriculum. Results go through their JSON form in any case, so that it makes no difference where they come
 * from. A cache that fails, is full or refuses a large entry has told so itself (its events); the run goes on without.
 */
export class StageResults {
  readonly #cache: StageCache
  readonly #digest: Digest
  readonly #signal: AbortSignal | undefined

  constructor(cache: StageCache, digest: Digest, signal?: AbortSignal) {
    this.#cache = cache
    this.#digest = digest
    this.#signal = signal
  }

  /** @param inputs JSON values, in an order that never varies */
  async obtain<T>(namespace: string, inputs: readonly unknown[], make: () => Promise<T>): Promise<StageResult<T>> {
    const key = this.#digest.sha256(JSON.stringify(inputs))
    const kept = await this.#recall<T>(namespace, key)
    if (kept) return kept
    const text = toJson(await abortable(this.#signal, make), `the result of ${String(inputs[0])}`)
    const result = { value: deepFreeze(JSON.parse(text) as T), digest: this.#seal(key, text) }
    await this.#tolerate(() => this.#cache.set(key, result, { namespace }))
    return result
  }

  async #recall<T>(namespace: string, key: string): Promise<StageResult<T> | undefined> {
    return this.#tolerate(async () => {
      const found = await this.#cache.get(key, { namespace })
      if (!isEntry(found) || found.digest !== this.#seal(key, toJson(found.value))) return undefined
      // Its digest says that `make` of the same inputs returned it.
      return { value: found.value as T, digest: found.digest }
    })
  }

  /** `undefined` in place of any failure but giving up. */
  async #tolerate<T>(call: () => Promise<T>): Promise<T | undefined> {
    return abortable(this.#signal, async () => {
      try {
        return await call()
      } catch {
        return undefined
      }
    })
  }

  #seal(key: string, text: string): string {
    return this.#digest.sha256(`${key}\n${text}`)
  }
}

function isEntry(found: unknown): found is StageResult<unknown> {
  return typeof found === 'object' && found !== null && 'digest' in found && 'value' in found
}
