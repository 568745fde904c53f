/** Keys that one command asks for at most: more would keep Redis from others for too long. */
const MAX_KEYS = 512
const MIN_KEYS = 16

/** Bytes of entries that one answer is to bring: others wait behind it, on the line and in this process. */
const MOST_BYTES = 512 * 1024
const LEAST_BYTES = 32 * 1024

/** An answer so quick may be twice as large and is still in time. */
const QUICK_MS = 100

/** What is left of the largest entry seen with every answer that has none as large. */
const FADING = 0.95

/** How much to ask for at once, learnt from the answers to reads of a namespace. */
export class AnswerSize {
  #bytes = MOST_BYTES
  /** Of the entries that came of late. Of what has never come nothing is known. */
  #largest = Number.POSITIVE_INFINITY

  /** What an answer should hold at most. A single entry may be more. */
  get bytes(): number {
    return this.#bytes
  }

  /** How many of `count` keys can be asked for by a command that gives all of them, however large they are. */
  plainKeys(count: number): number {
    return Math.min(count, MAX_KEYS, Math.max(1, Math.floor(this.#bytes / this.#largest)))
  }

  /** How many of `count` keys to ask for by a command that stops at {@link bytes}. */
  boundedKeys(count: number): number {
    if (this.#largest === Number.POSITIVE_INFINITY) return Math.min(count, MAX_KEYS)
    // Some are smaller, and some are missing.
    return Math.min(count, MAX_KEYS, Math.max(MIN_KEYS, 4 * Math.floor(this.#bytes / this.#largest)))
  }

  /** @param largest bytes of the largest entry in the answer, `all` those of all */
  answered(largest: number, all: number, tookMs: number): void {
    const known = this.#largest === Number.POSITIVE_INFINITY ? 0 : this.#largest * FADING
    this.#largest = Math.max(largest, known, 1)
    if (tookMs < QUICK_MS && 2 * all >= this.#bytes) this.#bytes = Math.min(2 * this.#bytes, MOST_BYTES)
  }

  /** No answer came. If it was waited for, it may have been too much. */
  failed(tookMs: number): void {
    if (tookMs < QUICK_MS) return
    this.#largest = Number.POSITIVE_INFINITY
    this.#bytes = Math.max(this.#bytes / 2, LEAST_BYTES)
  }
}
