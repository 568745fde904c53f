import { isReadAsCopy, toReadValue } from '../../../domain/cache/index.js'
import type { CacheHit, Clock } from '../../../ports/index.js'
import { RequestBudget } from '../connection/index.js'

export type Hits = readonly (CacheHit | undefined)[]

/**
 * Reads as many of `keys` as should come in one answer, from the first on and at least that one.
 *
 * @param budget what all answers after the first may take
 */
export type ReadSlice = (keys: readonly string[], budget?: RequestBudget) => Promise<Hits>

/** In milliseconds. Each of these answers has its own deadline as well. */
const MORE_ANSWERS_MS = 5000

/**
 * Reads of one namespace that were asked for in the same turn of the event loop. They travel as one command, which
 * costs a client a fraction of one command each, and a key that several ask for is read and decoded once. What is too
 * much for one answer comes in several, one after another; nobody waits for more of them than bring his keys.
 */
export class ReadBatch {
  readonly #clock: Clock
  readonly #readSlice: ReadSlice
  readonly #keys: string[] = []
  readonly #placeOf = new Map<string, number>()
  /** What has come so far, in the order of the keys. */
  readonly #hits: (CacheHit | undefined)[] = []
  /** Settles with the answer that is under way. */
  #answer: Promise<void>
  #hasRepeats = false

  /** @param onBegin called when the turn is over: no more keys can be added */
  constructor(clock: Clock, readSlice: ReadSlice, onBegin: () => void) {
    this.#clock = clock
    this.#readSlice = readSlice
    this.#answer = new Promise((resolve, reject) => {
      // After all that is ready to run now, so that callers who were answered together ask together again.
      process.nextTick(() => {
        onBegin()
        this.#read(this.#keys).then(resolve, reject)
      })
    })
  }

  /** Adds `keys` and resolves to their hits, in their order. */
  async add(keys: readonly string[]): Promise<Hits> {
    let last = 0
    const places = keys.map((key) => {
      const place = this.#place(key)
      if (place > last) last = place
      return place
    })
    do await this.#answer
    while (this.#hits.length <= last)
    return places.map((place) => this.#hitAt(place))
  }

  async #read(keys: readonly string[], budget?: RequestBudget): Promise<void> {
    const hits = await this.#readSlice(keys, budget)
    for (const hit of hits) this.#hits.push(hit)
    if (hits.length === keys.length) return
    this.#answer = this.#read(keys.slice(hits.length), budget ?? new RequestBudget(this.#clock, MORE_ANSWERS_MS))
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

  #hitAt(place: number): CacheHit | undefined {
    const hit = this.#hits[place]
    // Arrays of numbers cannot be frozen, so each reader needs his own.
    if (!this.#hasRepeats || !hit || !isReadAsCopy(hit.value)) return hit
    return { ...hit, value: toReadValue(hit.value) }
  }
}
