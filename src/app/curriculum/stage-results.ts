import { deepFreeze, toJson } from '../../domain/platform/index.js'
import type { Digest } from '../../ports/platform/index.js'
import { untilAborted } from './abort.js'
import type { StageCache } from './generation.js'

/** The result of a stage, in its JSON form, as the cache stores it. */
export interface StageResult<T> {
  /** Deeply frozen. */
  readonly value: T
  /** A digest of the value and its inputs, for the keys of later stages. */
  readonly digest: string
}

/**
 * Reads the results of stages from the cache, or computes and stores them. The key is the digest of all inputs.
 *
 * A cached result is used only if its digest of key and value matches, so that a corrupt or foreign value does not get into a
 * curriculum. New results are converted to JSON and back too, so that cached and new results are the same. The cache reports its
 * errors by events; the run goes on without it.
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
    const kept = await this.#readCached<T>(namespace, key)
    if (kept) return kept
    const text = toJson(await untilAborted(this.#signal, make), `the result of ${String(inputs[0])}`)
    const result = { value: deepFreeze(JSON.parse(text) as T), digest: this.#seal(key, text) }
    await this.#tolerate(() => this.#cache.set(key, result, { namespace }))
    return result
  }

  async #readCached<T>(namespace: string, key: string): Promise<StageResult<T> | undefined> {
    return this.#tolerate(async () => {
      const found = await this.#cache.get(key, { namespace })
      if (!isEntry(found) || found.digest !== this.#seal(key, toJson(found.value))) return undefined
      // The digest proves that `make` returned it for the same inputs.
      return { value: found.value as T, digest: found.digest }
    })
  }

  /** Returns `undefined` instead of any error but an abort. */
  async #tolerate<T>(call: () => Promise<T>): Promise<T | undefined> {
    return untilAborted(this.#signal, async () => {
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
