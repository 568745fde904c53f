import { oneLine } from '../../text/plain-text.js'
import { leadingAct } from '../../text/tagged-text.js'
import { hygieneFault } from '../../text/text-faults.js'
import type { TextSpan } from '../../text/text-span.js'
import { countWords } from '../../text/words.js'
import type { DocumentAnalysis } from '../analysis/analyze-document.js'
import { cite } from '../analysis/cite.js'
import type { BloomLevel } from '../bloom.js'
import { foreignAct } from '../language/foreign-verbs.js'
import { upperFirst, withoutEnd } from '../language/phrases.js'
import { type DocumentPart, withinPart } from '../outline/document-part.js'
import { bloomOfAct, bloomOfVerb, type DraftOutcome, draftOutcome, isNoAct, saysSame } from './draft-outcome.js'

const WORDS = { min: 3, max: 60 } as const

/** An objective with what the document says about it. */
interface MarkedObjective extends TextSpan {
  /** The level that its mark states: "K3: ..." is `apply`. */
  readonly level?: BloomLevel
  /** Whether it names a subject, not an ability. */
  readonly topic?: boolean
}

/** The objectives in the documents as they are written, without the words that announce them. */
export function statedOutcomes(parts: readonly DocumentPart[]): readonly DraftOutcome[] {
  const outcomes: DraftOutcome[] = []
  for (const part of parts) {
    for (const objective of withinPart(part, part.analysis.objectives)) {
      const outcome = statedOutcome(part.analysis, objective)
      if (outcome !== undefined && !outcomes.some((other) => saysSame(other, outcome))) outcomes.push(outcome)
    }
  }
  return outcomes
}

function statedOutcome(analysis: DocumentAnalysis, objective: MarkedObjective): DraftOutcome | undefined {
  const text = oneLine(objective.text)
  const act = withoutEnd(withoutLeadIn(text))
  const words = countWords(act)
  // A heading of the lesson or a question announces a topic, not an ability.
  if (words < WORDS.min || words > WORDS.max || /[?:]$/.test(text) || hygieneFault(act) !== undefined) return undefined
  if (/[.!?] \p{Lu}/u.test(act) || isNoAct(act)) return undefined
  const found = actIn(analysis, act, objective.topic === true)
  const citation = cite(analysis.document, objective)
  if (found === undefined || citation === undefined) return undefined
  return draftOutcome('stated', act, found.verb, objective.level ?? found.bloom, [citation])
}

/** The verb of an objective and its level; `undefined` if it names no act. */
function actIn(
  { tagger }: DocumentAnalysis,
  act: string,
  isTopic: boolean,
): { readonly verb: string; readonly bloom: BloomLevel } | undefined {
  if (tagger === undefined) return isTopic ? undefined : foreignAct(act)
  // "Critically evaluate sources": an adverb may stand before the verb.
  const [, adverb = '', rest = act] = /^(\p{L}+ly) (.+)$/u.exec(act) ?? []
  const first = /^[\p{L}-]+/u.exec(rest)?.[0].toLowerCase() ?? ''
  const verb = leadingAct(tagger, upperFirst(rest))
  const isKnown = bloomOfVerb(first) !== undefined
  // "Control a relay" is an act, "Cloud services" and "Message Queueing" are subjects.
  const hasObject = OBJECT.test(rest)
  if (
    isTopic ? verb === undefined || !hasObject : verb === undefined ? !isKnown || adverb !== '' : !isKnown && !hasObject
  )
    return undefined
  return { verb: verb ?? first, bloom: bloomOfAct(rest, verb ?? first) }
}

/** A verb with the start of its object. */
const OBJECT =
  /^[\p{L}-]+(?: (?:and|or) [\p{L}-]+)? (?:an?|the|your|their|its|our|this|these|how|what|why|which|whether|when|to|with|through|from|in|on|at|for|of|and|by|into|between|about|as|\p{Ll}+ly|\p{Ll}+ing|[\p{Ll}-]+s|\d+|one|two|three|four|five|several|various|different|basic|simple|common)\b/u

/** Text before the verb of an objective. */
const LEAD_IN =
  /^(?:(?:by|at|after|upon|on|once)\b[^,:]{3,80}[,:] *)?(?:(?:you|(?:the )?(?:learners?|students?|participants?|readers?)) (?:will|should|can|must|are able to|will have)(?: now)?(?: be able to| know how to| learn how to| learn to)? ?|(?:to )?be able to |how to |to |know how to |learn (?:how )?to |the ability to |ability to )+/i

function withoutLeadIn(text: string): string {
  const act = text.replace(LEAD_IN, '')
  return act === '' ? text : act
}
