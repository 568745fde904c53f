import type { Clock } from '../../../ports/index.js'
import { type Hits, ReadBatch, type ReadSlice } from './read-batch.js'

/** Gathers reads into batches, one for each turn of the event loop. */
export class ReadBatcher {
  readonly #clock: Clock
  readonly #readSlice: ReadSlice
  #batch: ReadBatch | undefined

  /** @param readSlice reads keys, no two of them the same */
  constructor(clock: Clock, readSlice: ReadSlice) {
    this.#clock = clock
    this.#readSlice = readSlice
  }

  /** The hits of `keys`, in their order, together with whatever else is asked for in this turn. */
  read(keys: readonly string[]): Promise<Hits> {
    this.#batch ??= new ReadBatch(this.#clock, this.#readSlice, () => {
      this.#batch = undefined
    })
    return this.#batch.add(keys)
  }
}
