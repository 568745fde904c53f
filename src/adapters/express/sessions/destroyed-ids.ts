/** How many are remembered: far more than requests that can still be under way. */
const MAX_IDS = 10_000

/** Ids of sessions that this process destroyed lately, so that none of them is created again by who comes late. */
export class DestroyedIds {
  readonly #ids = new Set<string>()

  add(id: string): void {
    this.#ids.delete(id)
    this.#ids.add(id)
    const [oldest] = this.#ids
    if (this.#ids.size > MAX_IDS && oldest !== undefined) this.#ids.delete(oldest)
  }

  has(id: string): boolean {
    return this.#ids.has(id)
  }

  remove(id: string): void {
    this.#ids.delete(id)
  }
}
