import type { CacheHit } from '../../../ports/index.js'
import { ReadBatch } from './read-batch.js'

type Hits = readonly (CacheHit | undefined)[]

/** Gathers reads into batches, one for each turn of the event loop. */
export class ReadBatcher {
  readonly #readKeys: (keys: readonly string[]) => Promise<Hits>
  #batch: ReadBatch | undefined

  /** @param readKeys reads keys, no two of them the same */
  constructor(readKeys: (keys: readonly string[]) => Promise<Hits>) {
    this.#readKeys = readKeys
  }

  /** The hits of `keys`, in their order, together with whatever else is asked for in this turn. */
  read(keys: readonly string[]): Promise<Hits> {
    this.#batch ??= new ReadBatch((all) => {
      this.#batch = undefined
      return this.#readKeys(all)
    })
    return this.#batch.add(keys)
  }
}
