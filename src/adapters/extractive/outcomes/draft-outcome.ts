import {
  BLOOM_LEVELS,
  type BloomLevel,
  type Citation,
  DEPTHS_BY_BLOOM,
  type DepthOfKnowledge,
  isVerbOf,
  leadingVerb,
  outcomeFormFault,
  secondVerbIn,
  vagueVerbIn,
} from '../../../domain/curriculum/index.js'

/** An outcome before it has an id and serves anything. */
export interface DraftOutcome {
  readonly text: string
  readonly verb: string
  readonly bloom: BloomLevel
  readonly dok: DepthOfKnowledge
  readonly citations: readonly Citation[]
}

/** Where a verb stands at several levels: which of them is meant, by the pair. */
const MEANT: readonly (readonly [readonly BloomLevel[], BloomLevel])[] = [
  [['analyze'], 'analyze'],
  [['apply', 'create'], 'apply'],
  [['apply', 'evaluate'], 'evaluate'],
]

/** The Bloom level that an outcome with this verb (lower case) asks for; none: the verb is not measurable. */
export function bloomOfVerb(verb: string): BloomLevel | undefined {
  const levels = BLOOM_LEVELS.filter((level) => isVerbOf(verb, level))
  const meant = MEANT.find(([asked]) => asked.every((level) => levels.includes(level)))?.[1]
  return meant ?? levels.at(-1)
}

/**
 * An outcome with this text, which begins with its verb; `undefined` if it would not be well formed.
 *
 * @param bloom left out: the level that the verb usually has
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
