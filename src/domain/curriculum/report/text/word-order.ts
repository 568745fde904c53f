/** Words that open a phrase, and the words that cannot follow them at once. */
interface Opener {
  readonly words: ReadonlySet<string>
  readonly neverBefore: ReadonlySet<string>
}

/** What a language almost never does. Only words that have one use: `that`, `die` and `la` have several. */
const OPENERS: { readonly [language: string]: readonly Opener[] } = {
  en: [
    opener(
      'the a an every',
      `the a an of to in on at by for from with is are was were be been has have had do does will would can could should
      may might must and or but if that this these those it its he she they we you your i their our his her as than not
      which who when where because there`,
    ),
    opener(
      'of in with from at by for into',
      'of to in on at by for with is are was were be has have had will would can could may and or but if than he she they we i',
    ),
    opener('is are was were', 'is are was were has have had do does and or but'),
  ],
  de: [
    opener(
      'ein eine einen einem einer eines',
      `ein eine einen einem einer eines der die das den dem des ist sind war wird werden hat haben kann und oder aber dass
      wenn weil von mit für auf aus er sie es wir ich sich`,
    ),
    opener(
      'von für zwischen durch',
      'ist sind war wird werden hat haben kann und oder aber dass wenn weil von für er es wir ich',
    ),
  ],
  fr: [
    opener(
      'le les un une des du au aux',
      `le la les un une des du au aux de et ou mais est sont était dans sur pour par avec que qui il elle ils je ne pas`,
    ),
    opener('de dans pour par avec sur', 'et ou mais est sont était ont il elle ils elles je'),
  ],
  es: [
    opener('el un una del al', 'el la los las un una y o pero es son era fue ha han en con por para se del al'),
    opener('de en con por para', 'y o pero es son era fue ha han de'),
  ],
}

function opener(words: string, neverBefore: string): Opener {
  return { words: new Set(words.split(/\s+/)), neverBefore: new Set(neverBefore.split(/\s+/)) }
}

/** How often words stand where the grammar of the language does not allow them. */
export interface WordOrder {
  /** Words that open a phrase. */
  readonly openers: number
  /** Those followed by a word that cannot follow them, and those that end a sentence. */
  readonly misplaced: number
}

const TOKEN = /\p{L}[\p{L}\p{M}]*|[^\s\p{L}]+/gu

/** Judges the order of the words in sentences. Zero openers: the language is unknown, or there is no text. */
export function wordOrderOf(sentences: readonly string[], language: string): WordOrder {
  const rules = Object.hasOwn(OPENERS, language) ? (OPENERS[language] ?? []) : []
  let openers = 0
  let misplaced = 0
  for (const sentence of sentences) {
    const tokens = sentence.toLowerCase().match(TOKEN) ?? []
    for (const [at, token] of tokens.entries()) {
      const rule = rules.find(({ words }) => words.has(token))
      if (rule === undefined) continue
      const next = tokens[at + 1]
      // A mark after it: a quote, a formula or a comma. Only the end of the sentence says something.
      const ends = next === undefined || (at === tokens.length - 2 && /^[.!?]+$/.test(next))
      if (!ends && !/^\p{L}/u.test(next)) continue
      openers += 1
      if (ends ? rule === rules[0] : rule.neverBefore.has(next)) misplaced += 1
    }
  }
  return { openers, misplaced }
}
