import { ASSESSMENT_METHODS, type Assessment } from '../../assessment.js'
import { type BloomLevel, reachesBloom } from '../../bloom.js'
import { ITEM_KINDS, type Item } from '../../item.js'
import type { Outcome } from '../../outcome.js'
import type { ActivityType } from '../../unit.js'
import { ABOUT } from '../calibration.js'
import { quotesOf, type ReportContext, shareOf } from '../report-context.js'

/** What a curriculum has for an outcome. */
export interface OutcomeEvidence {
  readonly outcome: Outcome
  readonly pointer: string
  readonly unitIndex: number
  /** Whether learners practise it: in an activity on something that the documents contain, or in an open question. */
  readonly practised: boolean
  /** Whether a question or an assessment asks for it. */
  readonly assessed: boolean
  /** Whether an element that is about it reaches its level. */
  readonly atLevel: boolean
}

/** The highest level that an activity with something to work on gives evidence of. */
const ACTIVITY_REACHES: { readonly [type in ActivityType]: BloomLevel } = {
  'worked-example': 'apply',
  practice: 'apply',
  discussion: 'evaluate',
  'retrieval-practice': 'understand',
  'case-study': 'evaluate',
}

/** What the curriculum has for each outcome of its units, in order. */
export function outcomeEvidence(context: ReportContext): readonly OutcomeEvidence[] {
  const { curriculum, unitOutcomes, contentWords } = context
  return unitOutcomes.map(({ outcome, pointer, unit, unitIndex }) => {
    const subject = contentWords(withoutVerb(outcome))
    // A part that cites the same passage is about the same thing, whatever its words.
    const passages = new Set(quotesOf(outcome.citations))
    const about = (texts: readonly string[], quotes: readonly string[]) =>
      quotes.some((quote) => passages.has(quote)) || shareOf(subject, [...texts, ...quotes], context) >= ABOUT.outcome
    const items = curriculum.items.filter(
      (item) => item.outcomeId === outcome.id && about([item.stem, item.material ?? ''], quotesOf(item.citations)),
    )
    const activities = unit.lessons
      .flatMap((lesson) => lesson.activities)
      .filter(
        ({ outcomeIds, citations, description }) =>
          outcomeIds.includes(outcome.id) && citations.length > 0 && about([description], quotesOf(citations)),
      )
    const assessments = curriculum.assessments.filter(({ outcomeIds }) => outcomeIds.includes(outcome.id))
    const tasks = assessments.filter(
      ({ citations, instructions }) => citations.length > 0 && about([instructions], quotesOf(citations)),
    )
    return {
      outcome,
      pointer,
      unitIndex,
      practised: activities.length > 0 || items.some(({ format }) => format === 'open'),
      assessed: items.length > 0 || tasks.length > 0,
      atLevel:
        items.some((item) => itemReaches(item, outcome.bloom)) ||
        activities.some(({ type }) => reachesBloom(ACTIVITY_REACHES[type], outcome.bloom)) ||
        tasks.some((task) => taskReaches(task, outcome.bloom)),
    }
  })
}

function itemReaches({ bloom, kind }: Item, level: BloomLevel): boolean {
  return reachesBloom(bloom, level) && reachesBloom(ITEM_KINDS[kind].reaches, level)
}

function taskReaches({ method, bloom }: Assessment, level: BloomLevel): boolean {
  return reachesBloom(bloom, level) && reachesBloom(ASSESSMENT_METHODS[method].reaches, level)
}

/** What an outcome is about. */
function withoutVerb({ text, verb }: Outcome): string {
  return text.toLowerCase().startsWith(verb) ? text.slice(verb.length) : text
}
