import { wordsOf } from '../../text/words.js'
import { BLOOM_LEVELS, type BloomLevel, bloomRank, DEPTHS_BY_BLOOM, type DepthOfKnowledge, isVerbOf } from '../bloom.js'
import type { Citation } from '../citation.js'
import { levelByObject } from '../language/act-levels.js'
import { upperFirst, withoutEnd } from '../language/phrases.js'
import type { Basis } from '../part.js'

/** An outcome without id and program outcome. */
export interface DraftOutcome {
  readonly basis: Basis
  readonly text: string
  readonly verb: string
  readonly bloom: BloomLevel
  readonly dok: DepthOfKnowledge
  readonly citations: readonly Citation[]
}

/** An outcome with this text, which starts with its verb. */
export function draftOutcome(
  basis: Basis,
  text: string,
  verb: string,
  bloom: BloomLevel,
  citations: readonly Citation[],
): DraftOutcome {
  return { basis, text: `${upperFirst(withoutEnd(text))}.`, verb, bloom, dok: DEPTHS_BY_BLOOM[bloom][0], citations }
}

/** The meant level of verbs that stand at several levels. */
const MEANT: { readonly [verb: string]: BloomLevel } = {
  adapt: 'apply',
  articulate: 'understand',
  assemble: 'apply',
  build: 'apply',
  calculate: 'apply',
  change: 'apply',
  check: 'apply',
  choose: 'evaluate',
  classify: 'understand',
  categorize: 'understand',
  categorise: 'understand',
  compare: 'analyze',
  contrast: 'analyze',
  convert: 'apply',
  debate: 'evaluate',
  discuss: 'understand',
  draft: 'create',
  estimate: 'understand',
  identify: 'remember',
  infer: 'analyze',
  interpret: 'understand',
  locate: 'remember',
  manage: 'apply',
  measure: 'apply',
  outline: 'understand',
  predict: 'understand',
  recognise: 'remember',
  recognize: 'remember',
  relate: 'understand',
  support: 'apply',
  test: 'apply',
  trace: 'apply',
  write: 'apply',
}

/** Verbs without an observable act. The author wrote them, so they stay; the report names them. */
const UNOBSERVABLE: { readonly [verb: string]: BloomLevel } = {
  appreciate: 'understand',
  comprehend: 'understand',
  consider: 'understand',
  cover: 'understand',
  explore: 'understand',
  grasp: 'understand',
  know: 'remember',
  learn: 'understand',
  master: 'apply',
  realise: 'understand',
  realize: 'understand',
  remember: 'remember',
  see: 'understand',
  study: 'understand',
  understand: 'understand',
}

/** The Bloom level of an English verb (lower case, base form); `undefined` if it is not known. */
export function bloomOfVerb(verb: string): BloomLevel | undefined {
  if (Object.hasOwn(MEANT, verb)) return MEANT[verb]
  if (Object.hasOwn(UNOBSERVABLE, verb)) return UNOBSERVABLE[verb]
  const levels = BLOOM_LEVELS.filter((level) => isVerbOf(verb, level))
  return levels.includes('apply') ? 'apply' : levels.at(-1)
}

/**
 * The level of an act that starts with `verb`: the most demanding of its verbs ("list and explain ..."). An unknown verb is
 * something to do.
 */
export function bloomOfAct(text: string, verb: string): BloomLevel {
  const [, joined = ''] = /^[\p{L}-]+(?:,| and| or|, and)(?: \p{Ll}+ly)? (\p{Ll}+)\b/u.exec(text) ?? []
  const [, second = ''] = SECOND_ACT.exec(text) ?? []
  const levels = [verb, joined, second].flatMap((word) => {
    const known = word.toLowerCase()
    return levelByObject(text, known) ?? bloomOfVerb(known) ?? []
  })
  return (
    levels.reduce<BloomLevel | undefined>(
      (max, level) => (max === undefined || bloomRank(level) > bloomRank(max) ? level : max),
      undefined,
    ) ?? 'apply'
  )
}

const NO_ACT =
  /^(?:learn|read|study|hear|see|get (?:to know|started|familiar)|become familiar|be (?:introduced|familiar))\b/i

/** "Learn about sensors" says what a lesson is about, not what its learners can do. */
export function isNoAct(text: string): boolean {
  return NO_ACT.test(text)
}

/** "Define generalizations and discuss when they help". */
const SECOND_ACT =
  /,? and (?:then )?(discuss|explain|describe|compare|contrast|analy[sz]e|evaluate|distinguish|apply|assess|interpret|justify)\b/i

/** Whether two outcomes say the same. */
export function saysSame(a: DraftOutcome, b: DraftOutcome): boolean {
  return wordsOf(a.text).join(' ') === wordsOf(b.text).join(' ')
}
