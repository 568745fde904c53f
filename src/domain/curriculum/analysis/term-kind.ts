import { isCode } from '../../text/plain-text.js'
import { type EnglishTagger, nounHead, type TaggedWord } from '../../text/tagged-text.js'

/** What kind of thing a term names. Only terms of the same kind can be confused with each other. */
export interface TermKind {
  readonly plural: boolean
  /** A name: "Plato", "MQTT". */
  readonly proper: boolean
  /** All capitals, like "MQTT", code, or an act: "merge: to reconcile two sets of changes". */
  readonly form: 'acronym' | 'code' | 'act' | 'words'
  readonly person: boolean
  /** The noun that the definition says it is: `device`. */
  readonly genus: string
}

/** A term with its definition. */
export interface Defined {
  readonly term: string
  readonly definition: string
}

/** The kinds of terms; `undefined` for one that is no name of a thing, or whose definition is no noun phrase. */
export function kindsOfTerms(defined: readonly Defined[], tagger: EnglishTagger): readonly (TermKind | undefined)[] {
  // After an article, "switch" is a noun.
  const tagged = tagger.tag(defined.flatMap(({ term, definition }) => [`the ${term}`, definition]))
  return defined.map(({ term }, index) => kindOf(term, (tagged[2 * index] ?? []).slice(1), tagged[2 * index + 1] ?? []))
}

const PERSONS: ReadonlySet<string> = new Set(
  `activist actor architect artist astronomer author citizen composer creator developer economist emperor engineer
  founder historian individual inventor jurist king leader man mathematician member monk mystic narrator owner participant people
  person philosopher physician physicist poet politician president priest prophet psychologist queen reformer ruler scholar scientist
  sociologist somebody someone statesman student teacher theologian theorist thinker user woman worker writer`.split(
    /\s+/,
  ),
)

/** Nouns for parts of a text, and nouns that say nothing about the kind. */
const NO_GENUS =
  /^(?:bit|case|chapter|consequence|example|figure|home|idea|kind|lesson|lot|note|one|page|part|point|problem|question|reason|result|section|sort|thing|topic|type|way)$/

/** Words too general to be a term of a course. */
const GENERAL: ReadonlySet<string> = new Set(
  `ability action activity amount answer approach area aspect author base basis case category change chapter concept
  condition content context data definition detail development difference document effect element environment event example
  fact factor feature field form function goal group idea individual information instance introduction issue item kind law lesson level
  list material meaning means member method model name need number object operation option order outcome page part people person place
  point position practice principle problem procedure process program project property purpose question reason reasoning record result role rule
  section self set situation solution source stage state statement step structure student subject summary system task technique
  text thing time tool topic type unit use user value way word work world`.split(/\s+/),
)

function kindOf(term: string, own: readonly TaggedWord[], words: readonly TaggedWord[]): TermKind | undefined {
  if (words[0]?.lemma === 'to' && words[1]?.tag === 'VERB')
    return isCode(term) ? undefined : { plural: false, proper: false, form: 'act', person: false, genus: 'to' }
  const genus = genusOf(words)
  const isGeneral = GENERAL.has(term.toLowerCase()) || GENERAL.has(term.toLowerCase().replace(/s$/, ''))
  if (genus === undefined || NO_GENUS.test(genus.lemma) || isClause(words) || isGeneral) return undefined
  // A mercantilist is a person, or the word is an adjective: "policies that ..." does not say what it is.
  if (/ists?$/i.test(term) && !PERSONS.has(genus.lemma)) return undefined
  const form = isCode(term) ? 'code' : /^[A-Z][A-Z0-9&/-]{1,7}s?$/.test(term) ? 'acronym' : 'words'
  const head = nounHead(own)
  const [first] = own
  if (form === 'words' && (head === undefined || first === undefined || NO_START.has(first.tag))) return undefined
  // "unexplained explainers: an explanation that ...": said of one of them, not of what they are.
  if (
    form === 'words' &&
    (head?.plural ?? false) &&
    /^an?$/i.test(words[0]?.text ?? '') &&
    !COLLECTIVE.test(genus.lemma)
  )
    return undefined
  return {
    plural: form === 'words' && (head?.plural ?? false),
    proper: form !== 'code' && /^\p{Lu}/u.test(term),
    form,
    person: PERSONS.has(genus.lemma),
    genus: genus.lemma,
  }
}

/** The noun that says what kind of thing is meant: `consequentialism` in "a type of consequentialism". */
function genusOf(words: readonly TaggedWord[]): ReturnType<typeof nounHead> {
  const head = nounHead(words)
  const at = words.findIndex(({ lemma }) => lemma === head?.lemma)
  if (head === undefined || !OF_A_KIND.test(head.lemma) || words[at + 1]?.lemma !== 'of') return head
  return nounHead(words.slice(at + 2)) ?? head
}

const OF_A_KIND = /^(?:type|kind|sort|form|way|instance|case|part|piece|species|variety)$/

/** "the conclusion is meant to explain it", "the arguer presents no evidence": the noun has a verb of its own. */
function isClause(words: readonly TaggedWord[]): boolean {
  let noun = false
  for (const [index, { tag, text, lemma }] of words.entries()) {
    if (noun && /^(?:that|which|who|whose|whom|where|when|to)$/.test(lemma)) return false
    if (tag === 'AUX') return true
    if (tag === 'VERB' && noun) {
      // Not a participle ("rules used to ..."), nor a noun that looks like a verb ("a server for print jobs", "straw or leaves").
      const before = words[index - 1]?.tag
      const isSubject = before === 'NOUN' || before === 'PROPN' || before === 'PRON'
      if (!isSubject) continue
      return !/(?:ing|ed|en|wn|ght|lt|ut|de)$/.test(text)
    }
    if (tag === 'NOUN' || tag === 'PROPN') noun = true
  }
  return false
}

const COLLECTIVE = /^(?:class|collection|family|group|number|pair|series|set|type|variety)$/
const NO_START: ReadonlySet<TaggedWord['tag']> = new Set(['ADP', 'PRON', 'SCONJ', 'CCONJ', 'AUX', 'PART', 'DET'])

/** A term that a document emphasises, without a definition: a likely wrong answer. */
export interface NamedTerm {
  readonly term: string
  readonly plural: boolean
}

/** The common nouns among emphasised words. */
export function namedTerms(texts: readonly string[], tagger: EnglishTagger): readonly NamedTerm[] {
  return tagger.tag(texts).flatMap((words, index): readonly NamedTerm[] => {
    const term = texts[index] ?? ''
    const head = nounHead(words)
    const named = words.filter(({ tag }) => tag !== 'PUNCT')
    const isNoun = head !== undefined && named.at(-1)?.lemma === head.lemma && !NO_START.has(named[0]?.tag ?? 'X')
    if (!isNoun || GENERAL.has(term.toLowerCase()) || isCode(term)) return []
    return [{ term, plural: head.plural }]
  })
}
