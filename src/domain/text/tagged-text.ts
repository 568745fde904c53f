/** The parts of speech, as Universal Dependencies names them. */
export const PARTS_OF_SPEECH = [
  'ADJ',
  'ADP',
  'ADV',
  'AUX',
  'CCONJ',
  'DET',
  'INTJ',
  'NOUN',
  'NUM',
  'PART',
  'PRON',
  'PROPN',
  'PUNCT',
  'SCONJ',
  'SYM',
  'VERB',
  'X',
] as const

/** One of {@link PARTS_OF_SPEECH}. */
export type PartOfSpeech = (typeof PARTS_OF_SPEECH)[number]

/** A word or mark of a text. */
export interface TaggedWord {
  readonly text: string
  readonly tag: PartOfSpeech
  /** The dictionary form, in lower case: `be` for `are`. */
  readonly lemma: string
}

/** Tags the words of English texts. The same texts give the same tags. */
export interface EnglishTagger {
  /** The words of each text, in order. One call for many texts is much faster than a call for each. */
  tag(texts: readonly string[]): readonly (readonly TaggedWord[])[]
}

/** The noun that a noun phrase is about: `device` in "a small device that forwards packets". */
export interface NounHead {
  readonly lemma: string
  readonly plural: boolean
  /** Whether it is a name: `Plato`. */
  readonly proper: boolean
}

const BEFORE_HEAD: ReadonlySet<PartOfSpeech> = new Set(['DET', 'ADJ', 'ADV', 'NUM', 'NOUN', 'PROPN', 'CCONJ', 'PUNCT'])

/** The head of a phrase that begins as a noun phrase does; `undefined` for another phrase. */
export function nounHead(words: readonly TaggedWord[]): NounHead | undefined {
  let head: TaggedWord | undefined
  for (const [index, word] of words.entries()) {
    const isNoun = word.tag === 'NOUN' || word.tag === 'PROPN'
    if (isNoun) head = word
    // "a written text", "the working tree": a participle stands between the article and the noun.
    const isParticiple = word.tag === 'VERB' && /(?:ing|ed|en|wn)$/.test(word.text) && isBeforeNoun(words, index)
    const joins = word.tag === 'PUNCT' ? /^[-'’]$/.test(word.text) : BEFORE_HEAD.has(word.tag) || isParticiple
    if (!isNoun && (!joins || (head !== undefined && word.tag !== 'PUNCT'))) break
  }
  if (head === undefined) return undefined
  const text = head.text.toLowerCase()
  // The lemma of a rare word is the word itself.
  const plural = text === head.lemma ? /[^suia]s$/.test(text) && !/ics$/.test(text) : /(?:s|ae|i|a|en)$/.test(text)
  return { lemma: head.lemma, plural, proper: head.tag === 'PROPN' }
}

function isBeforeNoun(words: readonly TaggedWord[], index: number): boolean {
  const next = words[index + 1]
  return next !== undefined && (next.tag === 'NOUN' || next.tag === 'PROPN' || next.tag === 'ADJ')
}

/** Whether a text has a verb of its own, as a sentence does. */
export function hasVerb(words: readonly TaggedWord[]): boolean {
  return words.some(({ tag }, index) => tag === 'AUX' || (tag === 'VERB' && words[index - 1]?.lemma !== 'to'))
}

/** The base form of the first word of an instruction ("Compare two files"); `undefined` if it is no instruction. */
export function leadingAct(tagger: EnglishTagger, text: string): string | undefined {
  const first = /^[\p{L}-]+/u.exec(text)?.[0].toLowerCase()
  if (first === undefined) return undefined
  // After "can", a tagger takes the base form of a verb for a verb: "file" in "file a report".
  const [, , word, next] = tagger.tag([`You can ${first}${text.slice(first.length)}`])[0] ?? []
  if (word === undefined || word.text !== first || word.lemma !== first) return undefined
  // "Open the cover": the tagger takes "open" for an adjective, but an adjective has no object.
  const hasObject = (word.tag === 'ADJ' || word.tag === 'NOUN') && (next?.tag === 'DET' || next?.tag === 'PRON')
  return word.tag === 'VERB' || hasObject ? first : undefined
}
