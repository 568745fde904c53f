import { isReadAsCopy, toReadValue } from '../../../domain/cache/index.js'
import type { CacheHit } from '../../../ports/index.js'

/**
 * Reads of one namespace that were asked for in the same turn of the event loop. They travel as one command, which
 * costs a client a fraction of one command each, and a key that several ask for is read and decoded once.
 */
export class ReadBatch {
  readonly #keys: string[] = []
  readonly #placeOf = new Map<string, number>()
  readonly #hits: Promise<readonly (CacheHit | undefined)[]>
  #hasRepeats = false

  /** @param read reads all keys of the batch; called once, when the turn is over */
  constructor(read: (keys: readonly string[]) => Promise<readonly (CacheHit | undefined)[]>) {
    this.#hits = new Promise((resolve, reject) => {
      // After all that is ready to run now, so that callers who were answered together ask together again.
      process.nextTick(() => read(this.#keys).then(resolve, reject))
    })
  }

  /** Adds `keys` and resolves to their hits, in their order. */
  async add(keys: readonly string[]): Promise<readonly (CacheHit | undefined)[]> {
    const places = keys.map((key) => this.#place(key))
    const hits = await this.#hits
    return places.map((place) => this.#hitAt(hits, place))
  }

  #place(key: string): number {
    const known = this.#placeOf.get(key)
    if (known !== undefined) {
      this.#hasRepeats = true
      return known
    }
    const place = this.#keys.push(key) - 1
    this.#placeOf.set(key, place)
    return place
  }

  #hitAt(hits: readonly (CacheHit | undefined)[], place: number): CacheHit | undefined {
    const hit = hits[place]
    // Arrays of numbers cannot be frozen, so each reader needs his own.
    if (!this.#hasRepeats || !hit || !isReadAsCopy(hit.value)) return hit
    return { ...hit, value: toReadValue(hit.value) }
  }
}
