import {
  BLOOM_LEVELS,
  type BloomLevel,
  DEPTHS_BY_BLOOM,
  type DepthOfKnowledge,
  isMeasurableVerb,
  isVerbOf,
  VAGUE_VERBS,
} from '../bloom.js'
import type { Citation } from '../citation.js'
import { lowerFirst, upperFirst, withoutEnd } from '../language/phrases.js'
import { isBaseVerb } from '../language/verbs.js'
import { leadingVerb, outcomeFormFault, secondVerbIn, vagueVerbIn } from '../report/checks/outcome-wording.js'

/** An outcome without id and program outcome. */
export interface DraftOutcome {
  readonly text: string
  readonly verb: string
  readonly bloom: BloomLevel
  readonly dok: DepthOfKnowledge
  readonly citations: readonly Citation[]
}

/** The meant level of verbs with two levels, by the pair. */
const MEANT: readonly (readonly [readonly BloomLevel[], BloomLevel])[] = [
  [['analyze'], 'analyze'],
  [['apply', 'create'], 'apply'],
  [['apply', 'evaluate'], 'evaluate'],
]

/** The Bloom level of this verb (lower case); `undefined` if the verb is not measurable. */
export function bloomOfVerb(verb: string): BloomLevel | undefined {
  const levels = BLOOM_LEVELS.filter((level) => isVerbOf(verb, level))
  const meant = MEANT.find(([asked]) => asked.every((level) => levels.includes(level)))?.[1]
  return meant ?? levels.at(-1)
}

/**
 * An outcome with this text, which begins with its verb; `undefined` if it would not be well formed.
 *
 * @param bloom default: the usual level of the verb
 */
export function draftOutcome(
  text: string,
  citations: readonly Citation[],
  bloom: BloomLevel | undefined = bloomOfVerb(leadingVerb(text)),
): DraftOutcome | undefined {
  const verb = leadingVerb(text)
  const ended = `${text.replace(/[\s.]+$/, '')}.`
  if (bloom === undefined || !isVerbOf(verb, bloom)) return undefined
  if (vagueVerbIn(ended) !== undefined || secondVerbIn(ended) !== undefined) return undefined
  if (outcomeFormFault(ended) !== undefined) return undefined
  return { text: ended, verb, bloom, dok: DEPTHS_BY_BLOOM[bloom][0], citations }
}

/** Text before the verb of an objective. */
const LEAD_IN =
  /^(?:(?:by the end,? )?(?:you|learners?|students?|participants?) (?:will|should|can) (?:learn (?:how )?(?:to )?|be able to )?|(?:to )?be able to |how to |to |learn (?:how )?to |know how to |understand how to |ability to )+/i

/** Paraphrases of measurable verbs. */
const WORDINGS: readonly (readonly [RegExp, string])[] = [
  [/^(?:go|walk|work|step) through /i, 'Perform '],
  [/^(?:carry out|execute) /i, 'Perform '],
  [/^(?:make use of|work with) /i, 'Use '],
  [/^(?:find out|figure out) /i, 'Determine '],
  [/^look at /i, 'Examine '],
  [/^set up /i, 'Configure '],
  [/^(?:talk|think) about /i, 'Discuss '],
  [/^(?:be(?:come)? )?(?:familiar|acquainted) with /i, 'Describe '],
  [/^(?:be(?:come)? )?aware of /i, 'Describe '],
  [
    /^(?:gain|have|get|develop) (?:an? )?(?:basic |good |deep )?(?:understanding|overview|knowledge|idea|insight)s? (?:of|into|about) /i,
    'Explain ',
  ],
  [/^learn about /i, 'Describe '],
  [/^(?:understand|know|learn|grasp|comprehend|appreciate) (?:the )?meaning of /i, 'Explain the meaning of '],
  [/^(?:understand|know|learn) (?:the )?basics of how (.+?) works?$/i, 'Explain how $1 work'],
]

/** An objective, question or aim that starts with a measurable verb; a topic without a verb becomes "Explain ...". */
export function measurable(text: string): string {
  const said = withoutEnd(text)
  const act = upperFirst(said.replace(LEAD_IN, ''))
  const wording = WORDINGS.find(([pattern]) => pattern.test(act))
  const measured = wording === undefined ? act : act.replace(wording[0], wording[1])
  const [first = '', ...rest] = measured.split(' ')
  const verb = first.toLowerCase()
  if (isMeasurableVerb(verb)) return oneVerb(measured)
  if (Object.hasOwn(VAGUE_VERBS, verb)) return oneVerb(upperFirst([VAGUE_VERBS[verb] ?? 'explain', ...rest].join(' ')))
  if (isBaseVerb(verb)) return `Demonstrate how to ${verb} ${rest.join(' ')}`
  return `Explain ${lowerFirst(measured)}`
}

/** The more demanding act of "identify and use X" ("use X"); the first act of "do X and do Y". */
function oneVerb(text: string): string {
  const [, first = '', second = '', object = ''] =
    /^(\p{L}+)(?:,| and| or)(?: then| also)? (\p{L}+) (.+)$/u.exec(text) ?? []
  if (isMeasurableVerb(second.toLowerCase())) {
    const keep = rank(second) >= rank(first) ? second : first
    return `${upperFirst(keep)} ${object}`
  }
  const [, before = '', joined = ''] =
    /^(.+?),? (?:and|then|and then|or) (\p{Ll}+) (?:the|an?|its|their|these|how|why|which|whether|what|them|it|your)\b/u.exec(
      text,
    ) ?? []
  return isMeasurableVerb(joined) && before.split(' ').length >= 3 ? before : text
}

function rank(verb: string): number {
  const level = bloomOfVerb(verb.toLowerCase())
  return level === undefined ? -1 : ['remember', 'understand', 'apply', 'analyze', 'evaluate', 'create'].indexOf(level)
}
