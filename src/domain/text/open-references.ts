import { contentWords } from './content-words.js'

const PLACES =
  'lesson|chapter|section|subsection|unit|episode|module|tutorial|page|article|book|course|workshop|exercise'
const SHOWN = 'figure|fig\\.?|table|listing|diagram|image|picture|screenshot|illustration|example|code block|equation'

/** References to another place: a section, a picture, earlier or later text. */
const REFERENCES: readonly RegExp[] = [
  new RegExp(`\\b(?:this|these|that|our|the (?:current|next|previous|last|preceding)) (?:${PLACES})s?\\b`, 'i'),
  new RegExp(`\\b(?:this|these|the following|the (?:next|previous|preceding)) (?:${SHOWN})s?(?![\\p{L}-])`, 'iu'),
  new RegExp(`\\b(?:${SHOWN}|${PLACES}) \\d+(?:\\.\\d+)*\\b`, 'i'),
  /\b(?:above|below)\b(?! (?:\d|zero|average|freezing|sea level|ground))/i,
  /\b(?:as|we|you|was|were|is|are|have|has) (?:already |just )?(?:seen|shown|mentioned|discussed|described|noted|saw) (?:above|below|earlier|before|previously|so far|in)\b/i,
  /\b(?:earlier|later) in (?:this|the)\b/i,
  /\b(?:aforementioned|the former|the latter|see also|see (?:figure|table|section|chapter))\b/i,
]

const LEADING_PRONOUN =
  /^(?:and |but |so |then |also,? )?(?:it|its|it's|they|their|them|he|she|his|her|this|these|those|that|such|here|there it|the former|the latter|both of (?:these|them)|one of (?:these|them)|doing (?:so|this))\b(?! (?:is|was) (?:a|an|the) (?:fact|case) that\b)/i

const LEADING_CONNECTIVE =
  /^(?:also|however|therefore|thus|hence|moreover|furthermore|additionally|instead|otherwise|similarly|likewise|consequently|nevertheless|for (?:example|instance)|in (?:addition|contrast|this case|that case|other words)|on the other hand|as a result|finally|next|meanwhile|again|and|but|or|so)\b/i

const PRONOUN = /\b(?:it|they|them|theirs|this|these|those|he|she|him|here)\b/i
/** Pronouns that may refer to a noun of the same clause. */
const POSSESSIVE = /\b(?:its|their|his|her)\b/i
const CLAUSE =
  /[.,;!?:]\s|\s(?:and|but|or|if|when|because|before|after|so|as|since|though|although|until|where|while|that|which|who|than)\s/gi
/** "It" in "how long does it take to ..." refers to nothing. */
const EXPLETIVE =
  /\bit (?:is |was )?(?:take|takes|cost|costs|make sense|possible|important|necessary|better|safe|legal|worth)\b.* to \p{Ll}/iu

/** The words of `text` that refer to another text ("this lesson", "figure 3"), if any. */
export function openReference(text: string): string | undefined {
  for (const pattern of REFERENCES) {
    const found = pattern.exec(text)
    if (found) return found[0]
  }
  return undefined
}

const PICTURE = 'figure|diagram|image|picture|screenshot|illustration|drawing|photo(?:graph)?|graph|chart|map'
const PICTURES: readonly RegExp[] = [
  new RegExp(`\\b(?:${PICTURE})s? (?:below|above|shown|given|provided|on the (?:left|right))\\b`, 'i'),
  new RegExp(`\\b(?:below|above|following|this|these|shown|labell?ed) (?:[\\p{L}-]+ )?(?:${PICTURE})s?\\b`, 'iu'),
  new RegExp(`\\b(?:in|on|of|from|at|using) (?:the|each) (?:${PICTURE})\\b(?! of\\b)`, 'i'),
]

/** Whether `text` needs a picture, which no text has. */
export function showsPicture(text: string): boolean {
  return PICTURES.some((pattern) => pattern.test(text))
}

/** The pronoun at the start of `text` that refers to earlier text, if any. */
export function leadingPronoun(text: string): string | undefined {
  return LEADING_PRONOUN.exec(text.trim())?.[0]
}

/** The word that connects `text` to the previous sentence ("However"), if any. */
export function leadingConnective(text: string): string | undefined {
  return LEADING_CONNECTIVE.exec(text.trim())?.[0]
}

const PERSON_PRONOUN = /\b(?:he|she|him|her|his|hers)\b/i

/** A question word or an adverb at the start of a text is no name. */
const NO_NAME = /^(?:what|which|who|whose|how|why|when|where|\p{L}+ly)\b/iu
/** A name, or a noun with an article. */
const NAMED = /(?:^|\s)\p{Lu}\p{Ll}+|\b(?:[Aa]n?|[Tt]he|[Ee]ach|[Ee]very|[Oo]ne|[Ss]ome|[Aa]ny|[Nn]o)\s\p{L}+/u

/** A pronoun for a person where no name and no noun with an article stands before. */
function danglingPerson(text: string): string | undefined {
  const found = PERSON_PRONOUN.exec(text)
  if (found === null) return undefined
  return NAMED.test(text.slice(0, found.index).replace(NO_NAME, '')) ? undefined : found[0]
}

/** The pronoun of a text without a referent in an earlier clause of the text, if any. */
export function danglingPronoun(text: string): string | undefined {
  const person = danglingPerson(text)
  if (person !== undefined) return person
  const possessive = POSSESSIVE.exec(text)
  if (possessive !== null && contentWords(text.slice(0, possessive.index)).size === 0) return possessive[0]
  const found = PRONOUN.exec(text)
  if (found === null || EXPLETIVE.test(text)) return undefined
  if (leadingPronoun(text) !== undefined) return found[0]
  const before = text.slice(0, found.index)
  const clause = [...before.matchAll(CLAUSE)].at(-1)
  // "Luckily, she has kept the file": an adverb is no referent.
  const named = before.slice(0, clause?.index ?? 0).replace(/\b\p{L}+ly\b/giu, '')
  return contentWords(named).size === 0 ? found[0] : undefined
}

/** "Why create a file this way?": the way is elsewhere. */
const THIS_WAY = /\b(?:(?:in )?this (?:way|manner)|like this|in this case)\b/i

/** So many words before "this way" can describe it. */
const MIN_CASE_WORDS = 6

const DEMONSTRATIVE = /\b(?:this|these|those) (?:\p{Ll}+ ){0,2}?(\p{Ll}{3,})\b/giu

/** A demonstrative whose noun no earlier part of the text names: "these buttons", without buttons before. */
export function unresolvedDemonstrative(text: string): string | undefined {
  const way = THIS_WAY.exec(text)
  if (way !== null && contentWords(text.slice(0, way.index)).size < MIN_CASE_WORDS) return way[0]
  for (const { 0: phrase, index } of text.matchAll(DEMONSTRATIVE)) {
    const before = contentWords(text.slice(0, index))
    const named = contentWords(phrase)
    if (named.size > 0 && ![...named].some((word) => before.has(word))) return phrase
  }
  return undefined
}
