import { stem } from './stem.js'
import { wordsOf } from './words.js'

/** English stop words, in lower case. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about above across after again against all almost along already also although always am among an and another any
  anything are aren around as at away be became because become becomes been before being below between both but by can
  cannot could did didn do does doesn doing don done down during each either else enough etc even ever every everything
  few first for from further get gets give given gives go goes going had has hasn have haven having he hence her here
  hers herself him himself his how however i if in indeed instead into is isn it its itself just kind least let ll less
  like made make makes making many may me might mine more most much must my myself near need needs neither never no nor
  not nothing now of off often on once one ones only onto or other others our ours out over own per perhaps quite rather
  re really same second several shall she should shouldn since so some someone something sometimes soon still such t
  than that the their theirs them themselves then there thereby therefore these they thing things this those though
  through thus to together too toward towards two under until up upon us use used useful uses using usually ve very via
  was wasn way ways we well were what whatever when where whereas whether which while who whole whom whose why will with
  within without won would yet you your yours yourself`.split(/\s+/),
)

/** Words of the form of a question, not of its subject. */
export const ITEM_STOP_WORDS: ReadonlySet<string> = new Set(
  `answer answers best blank choose command complete completes correct correctly definition describe described describes
  description explain explains fill fit fits following in match matches mean meaning means missing name named option
  options order phrase question read refer refers right select sentence statement statements step steps task term terms
  true word words`.split(/\s+/),
)

/**
 * The stems of the content words of `text`: without stop words and single letters.
 *
 * @param ignored further words to leave out, in lower case
 */
export function contentWords(text: string, ignored?: ReadonlySet<string>): ReadonlySet<string> {
  const stems = new Set<string>()
  for (const word of wordsOf(text)) {
    if (STOP_WORDS.has(word) || ignored?.has(word)) continue
    if (word.length > 1 || /\p{N}/u.test(word)) stems.add(stem(word))
  }
  return stems
}

/** How much two sets share: size of the intersection by size of the union; 0 when both are empty. */
export function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = countCommon(a, b)
  const union = a.size + b.size - common
  return union === 0 ? 0 : common / union
}

/** The share of `part` that is in `whole`; 1 when `part` is empty. */
export function shareWithin(part: ReadonlySet<string>, whole: ReadonlySet<string>): number {
  return part.size === 0 ? 1 : countCommon(part, whole) / part.size
}

function countCommon(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  let common = 0
  for (const word of small) if (large.has(word)) common++
  return common
}

/** The similarity of texts by their common words; rare words count more. */
export class WordWeights {
  readonly #frequency = new Map<string, number>()
  readonly #texts: number

  /** @param texts the texts that define rarity: documents or parts of them */
  constructor(texts: readonly ReadonlySet<string>[]) {
    this.#texts = texts.length
    for (const words of texts) for (const word of words) this.#frequency.set(word, (this.#frequency.get(word) ?? 0) + 1)
  }

  /** 0 for a word in all texts; higher for a word in fewer texts. */
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
