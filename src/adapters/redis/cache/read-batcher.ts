import { needsCopyPerReader, toReadValue } from '../../../domain/cache/index.js'
import type { CacheHit, Clock } from '../../../ports/index.js'
import { RequestBudget } from '../connection/index.js'

/** Collects the reads of one turn of the event loop into a batch. */
export class ReadBatcher {
  readonly #clock: Clock
  readonly #readSlice: ReadSlice
  #batch: ReadBatch | undefined

  /** @param readSlice reads keys without duplicates */
  constructor(clock: Clock, readSlice: ReadSlice) {
    this.#clock = clock
    this.#readSlice = readSlice
  }

  /** The hits of `keys` in their order. Shares its command with the other reads of this turn. */
  read(keys: readonly string[]): Promise<Hits> {
    this.#batch ??= new ReadBatch(this.#clock, this.#readSlice, () => {
      this.#batch = undefined
    })
    return this.#batch.add(keys)
  }
}

export type Hits = readonly (CacheHit | undefined)[]

/**
 * Reads the first of `keys`, as many as fit into one reply, at least one.
 *
 * @param budget the time limit of all replies after the first
 */
export type ReadSlice = (keys: readonly string[], budget?: RequestBudget) => Promise<Hits>

/** Time limit of all replies after the first, in milliseconds. Each reply also has its own deadline. */
const MORE_REPLIES_MS = 5000

/**
 * The reads of one namespace in one turn of the event loop. One command costs a fraction of one command per read, and a
 * key with several readers is read and decoded once. Reads that are too large for one reply use several, one after
 * another; a caller waits only for the replies with its keys.
 */
export class ReadBatch {
  readonly #clock: Clock
  readonly #readSlice: ReadSlice
  readonly #keys: string[] = []
  readonly #placeOf = new Map<string, number>()
  /** The hits received so far, in the order of the keys. */
  readonly #hits: (CacheHit | undefined)[] = []
  /** Settles with the current reply. */
  #reply: Promise<void>
  #hasRepeats = false

  /** @param onSent called at the end of the turn: no more keys can be added */
  constructor(clock: Clock, readSlice: ReadSlice, onSent: () => void) {
    this.#clock = clock
    this.#readSlice = readSlice
    this.#reply = new Promise((resolve, reject) => {
      // After all callbacks that are ready now, so that callers of one reply share the next command, too.
      process.nextTick(() => {
        onSent()
        this.#read(this.#keys).then(resolve, reject)
      })
    })
  }

  /** Adds `keys` and resolves to their hits in order. */
  async add(keys: readonly string[]): Promise<Hits> {
    let last = 0
    const places = keys.map((key) => {
      const place = this.#place(key)
      if (place > last) last = place
      return place
    })
    do await this.#reply
    while (this.#hits.length <= last)
    return places.map((place) => this.#hitAt(place))
  }

  async #read(keys: readonly string[], budget?: RequestBudget): Promise<void> {
    const hits = await this.#readSlice(keys, budget)
    for (const hit of hits) this.#hits.push(hit)
    if (hits.length === keys.length) return
    this.#reply = this.#read(keys.slice(hits.length), budget ?? new RequestBudget(this.#clock, MORE_REPLIES_MS))
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
    // Typed arrays cannot be frozen, so each reader needs a copy.
    if (!this.#hasRepeats || !hit || !needsCopyPerReader(hit.value)) return hit
    return { ...hit, value: toReadValue(hit.value) }
  }
}
