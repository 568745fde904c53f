import { contentWords } from '../../text/content-words.js'
import { stem } from '../../text/stem.js'
import { isMeasurableVerb } from '../bloom.js'
import type { WordRarity } from './word-rarity.js'

/** The least fit that shows that a text is about an outcome. */
const MIN_FIT = 0.4
/** The share of the subject of an outcome that a question must have to be surely about it. */
export const SURE_FIT = 0.5
/** Words of acts and of course material, not of a subject. */
const NO_CONCEPT: ReadonlySet<string> = new Set(
  `able apply basic best choose common compare concept create define describe different difference discuss distinguish evaluate
  example explain general good idea identify important key list main major new own purpose role several specific state student
  summarize two three type understand various work write`
    .split(/\s+/)
    .map(stem),
)

/** An outcome, as far as its subject matters. */
export interface Aimed {
  readonly text: string
  readonly verb: string
}

/**
 * Finds the outcome that a text is about, by the words that they share. A word that many outcomes have says little, one that
 * only this outcome has says much.
 */
export class ConceptFit<T extends Aimed> {
  readonly #outcomes: readonly { readonly outcome: T; readonly words: ReadonlySet<string> }[]
  readonly #frequency = new Map<string, number>()
  readonly #rarity: WordRarity

  /** @param rarity how much each word says in the material. Default: all the same */
  constructor(outcomes: readonly T[], rarity: WordRarity = () => 1) {
    this.#rarity = rarity
    this.#outcomes = outcomes.map((outcome) => ({ outcome, words: conceptsOf(outcome) }))
    for (const { words } of this.#outcomes)
      for (const word of words) this.#frequency.set(word, (this.#frequency.get(word) ?? 0) + 1)
  }

  /**
   * The outcome that fits best; `undefined` if none does.
   *
   * @param allowed restricts the outcomes
   * @param min the least fit, 0 to 1
   */
  best(text: string, allowed: (outcome: T) => boolean = () => true, min: number = MIN_FIT): T | undefined {
    const said = contentWords(text)
    let best: { readonly outcome: T; readonly fit: number } | undefined
    for (const { outcome, words } of this.#outcomes) {
      if (!allowed(outcome)) continue
      const fit = this.#fit(words, said)
      if (fit >= min && fit > (best?.fit ?? 0)) best = { outcome, fit }
    }
    return best?.outcome
  }

  /** All outcomes that fit, with their fit, in their order. */
  all(text: string): readonly { readonly outcome: T; readonly fit: number }[] {
    const said = contentWords(text)
    return this.#outcomes
      .map(({ outcome, words }) => ({ outcome, fit: this.#fit(words, said) }))
      .filter(({ fit }) => fit >= MIN_FIT)
  }

  /** How much of the subject of each outcome a text has, 0 to 1, in their order. */
  shares(text: string): readonly number[] {
    const said = contentWords(text)
    return this.#outcomes.map(({ words }) => this.#fit(words, said))
  }

  #fit(words: ReadonlySet<string>, said: ReadonlySet<string>): number {
    let shared = 0
    let whole = 0
    for (const word of words) {
      const weight = this.#rarity(word) / (this.#frequency.get(word) ?? 1)
      whole += weight
      if (said.has(word)) shared += weight
    }
    return whole === 0 ? 0 : shared / whole
  }
}

/** The words of an outcome that say what it is about. */
export function conceptsOf({ text, verb }: Aimed): ReadonlySet<string> {
  // "Return a value": a verb that is no act of learners names the subject.
  const ignored = new Set(isMeasurableVerb(verb) ? [verb] : [])
  return new Set([...contentWords(text, ignored)].filter((word) => !NO_CONCEPT.has(word)))
}
