import { contentWords } from '../../../domain/curriculum/index.js'

/** How much a text is about what another one is about, by the words they share, rare ones counting more. */
export class WordWeights {
  readonly #frequency = new Map<string, number>()
  readonly #texts: number

  /** @param texts what rarity is counted in: documents or parts of them */
  constructor(texts: readonly ReadonlySet<string>[]) {
    this.#texts = texts.length
    for (const words of texts) for (const word of words) this.#frequency.set(word, (this.#frequency.get(word) ?? 0) + 1)
  }

  /** 0 for a word that all texts have; higher the fewer have it. */
  weightOf(word: string): number {
    return Math.log((this.#texts + 1) / ((this.#frequency.get(word) ?? 0) + 0.5))
  }

  /** 0 to 1: the cosine of the two sets of words, weighted. */
  similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
    const [small, large] = a.size <= b.size ? [a, b] : [b, a]
    let common = 0
    for (const word of small) if (large.has(word)) common += this.weightOf(word) ** 2
    return common === 0 ? 0 : common / Math.sqrt(this.#norm(a) * this.#norm(b))
  }

  #norm(words: ReadonlySet<string>): number {
    let sum = 0
    for (const word of words) sum += this.weightOf(word) ** 2
    return sum
  }
}

/** The content words of several texts together. */
export function wordsOfAll(texts: readonly string[]): ReadonlySet<string> {
  return contentWords(texts.join('\n'))
}
