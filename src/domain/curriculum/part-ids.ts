import { hashOf } from './items/seeded-order.js'

/** Gives the parts of one curriculum their ids. */
export class PartIds {
  readonly #taken = new Set<string>()

  /**
   * An id from what a part says and where that stands: `of('outcome', 'heap.md', 'Build a heap.')` is `outcome-1k2j3h4`. The same
   * kind and texts again give `outcome-1k2j3h4-2`.
   */
  of(kind: string, ...said: readonly string[]): string {
    const text = said.join('\n')
    const id = `${kind}-${hashOf(1, text).toString(36)}${(hashOf(2, text) % 36 ** 3).toString(36)}`
    let free = id
    for (let count = 2; this.#taken.has(free); count++) free = `${id}-${count}`
    this.#taken.add(free)
    return free
  }
}
