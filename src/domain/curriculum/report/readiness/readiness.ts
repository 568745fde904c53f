import { pluralize } from '../../../platform/text.js'
import { reachesBloom } from '../../bloom.js'
import type { Unit } from '../../unit.js'
import {
  EVEN,
  LANGUAGE_SUPPORT,
  LOWEST,
  SCALES,
  SURE_PLACEMENT,
  scoreOn,
  VERDICTS,
  WANTED_ITEMS,
} from '../calibration.js'
import { doubtsOf, type ReportContext } from '../report-context.js'
import { baseLanguage } from '../text/measure-texts.js'
import { type AimEvidence, shareOfAim } from './aims.js'
import type { Dimension, DimensionScore, Readiness } from './dimensions.js'
import type { OutcomeEvidence } from './evidence.js'
import { judgeText } from './text.js'
import type { FilledHours } from './workload.js'

/** What the dimensions are computed from. */
export interface Evidence {
  readonly outcomes: readonly OutcomeEvidence[]
  readonly aims: readonly AimEvidence[]
  readonly hours: FilledHours
}

/** Scores each dimension and draws the verdict. */
export function judgeReadiness(context: ReportContext, evidence: Evidence): Readiness {
  const dimensions = [
    aims(evidence),
    grounded(context),
    levels(evidence),
    workload(context, evidence),
    items(context),
    order(context),
    text(context),
    language(context),
  ]
  const product = dimensions.reduce((sum, { score }) => sum * (score / 100), 1)
  const mean = Math.round(100 * product ** (1 / dimensions.length))
  const total = isUnassessed(context) ? Math.min(mean, VERDICTS.usable - 1) : mean
  const even = dimensions.every(({ score }) => score >= VERDICTS.dimensionOfReady)
  const verdict =
    context.checks.blocked || total < VERDICTS.usable
      ? 'not-usable'
      : total >= VERDICTS.ready && even
        ? 'ready'
        : 'needs-work'
  return { verdict, total, dimensions }
}

/** Without a question and an assessment, nothing shows what learners have learned: a teacher would have to make the course. */
function isUnassessed({ curriculum }: ReportContext): boolean {
  return curriculum.items.length === 0 && curriculum.assessments.length === 0
}

function scored(
  dimension: Dimension,
  score: number,
  explanation: string,
  pointers: readonly string[] = [],
): DimensionScore {
  return { dimension, score: Math.round(Math.max(LOWEST[dimension], score)), explanation, pointers }
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}

function aims({ aims: all }: Evidence): DimensionScore {
  const count = (has: (aim: AimEvidence) => boolean) => all.filter(has).length
  const explanation =
    `Of ${pluralize(all.length, 'aim')}, ${count(({ material }) => material)} have material, ` +
    `${count(({ taught }) => taught)} are subjects of the units, and ${count(({ assessed }) => assessed)} are assessed.`
  const lacking = all.filter(({ assessed }) => !assessed).map(({ pointer }) => pointer)
  return scored('aims', scoreOn(SCALES.aims, mean(all.map(shareOfAim))), explanation, lacking)
}

function grounded(context: ReportContext): DimensionScore {
  const { curriculum, unitOutcomes, findings } = context
  const outcomes = unitOutcomes.map(({ outcome, pointer }) => ({
    pointer,
    stated: outcome.basis === 'stated',
    holds: outcome.citations.length > 0 && !findings.has(pointer),
  }))
  const questions = curriculum.items.map((item, index) => ({
    pointer: `/items/${index}`,
    stated: item.basis === 'stated',
    holds: item.citations.length > 0 && doubtsOf(item, `/items/${index}`, context).length === 0,
  }))
  const parts = [...outcomes, ...questions]
  const stated = parts.filter((part) => part.stated).length
  const loose = parts.filter((part) => !part.stated && !part.holds)
  const share = parts.length === 0 ? 0 : 1 - loose.length / parts.length
  const explanation =
    parts.length === 0
      ? 'There are no outcomes and no questions.'
      : `Of ${parts.length} outcomes and questions, ${stated} are stated in the documents and ` +
        `${parts.length - stated - loose.length} more pass all checks.`
  return scored(
    'grounded',
    scoreOn(SCALES.grounded, share),
    explanation,
    loose.map(({ pointer }) => pointer),
  )
}

function levels({ outcomes }: Evidence): DimensionScore {
  const lacking = outcomes.filter(({ atLevel }) => !atLevel)
  const higher = outcomes.filter(({ outcome }) => reachesBloom(outcome.bloom, 'apply'))
  const share = outcomes.length === 0 ? 0 : 1 - lacking.length / outcomes.length
  const explanation =
    outcomes.length === 0
      ? 'The units have no outcomes.'
      : `${outcomes.length - lacking.length} of ${pluralize(outcomes.length, 'outcome')} have a question, task or ` +
        `activity at their level; of those at apply or higher, ${higher.filter(({ atLevel }) => atLevel).length} of ${higher.length}.`
  return scored(
    'levels',
    scoreOn(SCALES.levels, share),
    explanation,
    lacking.map(({ pointer }) => pointer),
  )
}

/** "The material fills 9 of 60 hours." */
function filledText({ plannedMinutes, filledMinutes }: FilledHours): string {
  const hours = (minutes: number) => String(Math.round(minutes / 6) / 10)
  return `The material fills ${hours(filledMinutes)} of ${hours(plannedMinutes)} hours`
}

function workload({ curriculum }: ReportContext, { hours }: Evidence): DimensionScore {
  const share = hours.plannedMinutes === 0 ? 0 : hours.filledMinutes / hours.plannedMinutes
  const open = curriculum.units.flatMap(({ openMinutes }, index) => (openMinutes > 0 ? [`/units/${index}`] : []))
  return scored('workload', scoreOn(SCALES.workload, share), `${filledText(hours)}.`, open)
}

function items(context: ReportContext): DimensionScore {
  const { curriculum, unitOutcomesById } = context
  const clear = curriculum.items.map((item, index) => ({
    unit: unitOutcomesById.get(item.outcomeId)?.unitIndex,
    pointer: `/items/${index}`,
    clear: doubtsOf(item, `/items/${index}`, context).length === 0,
  }))
  const shares = curriculum.units.map(({ outcomes }, index) => {
    const wanted = Math.min(WANTED_ITEMS.max, Math.max(WANTED_ITEMS.min, outcomes.length))
    return Math.min(1, clear.filter((item) => item.unit === index && item.clear).length / wanted)
  })
  const enough = shares.filter((share) => share >= 1).length
  const explanation =
    `${clear.filter((item) => item.clear).length} of ${pluralize(clear.length, 'question')} are without a doubt; ` +
    `${enough} of ${pluralize(shares.length, 'unit')} have enough of them.`
  const short = shares.flatMap((share, index) => (share < 1 ? [`/units/${index}`] : []))
  const says = isUnassessed(context) ? UNASSESSED : explanation
  return scored('items', scoreOn(SCALES.items, mean(shares)), says, short)
}

const UNASSESSED = 'There is no question and no assessment, so the curriculum is not usable, whatever else it has.'

function order({ curriculum: { placement, units, program } }: ReportContext): DimensionScore {
  const ofUnits = units.length === 0 ? placement.confidence : mean(units.map((unit) => unit.placement.confidence))
  const sure = (placement.confidence + ofUnits) / 2
  const unsure = units.flatMap((unit, index) => (unit.placement.confidence < SURE_PLACEMENT ? [`/units/${index}`] : []))
  const explanation = `Order ${placement.reason}: ${Math.round(placement.confidence * 100)} % sure; the place of a unit is ${Math.round(ofUnits * 100)} % sure on average.`
  const uneven = unevenUnits(units)
  const score = scoreOn(SCALES.order, sure)
  // The brief decides how large its units are.
  if (uneven.pointers.length === 0 || program.outline !== undefined || program.totalHours < EVEN.minHours)
    return scored('order', score, explanation, unsure)
  return scored('order', score * uneven.factor, uneven.explanation, [...new Set([...uneven.pointers, ...unsure])])
}

/** Units that are most of the course, or too short to be taught, and what they leave of the score. */
function unevenUnits(units: readonly Unit[]) {
  const total = units.reduce((sum, { minutes }) => sum + minutes, 0)
  const lessons = units.reduce((sum, unit) => sum + unit.lessons.length, 0)
  const shares = units.map(({ minutes }) => minutes / (total || 1))
  const isLarge = (index: number) => lessons >= EVEN.lessons && (shares[index] ?? 0) > EVEN.maxShare
  const isShort = (index: number) => units.length > 1 && (units[index]?.minutes ?? 0) < EVEN.minMinutes
  const found = [...units.keys()].filter((index) => isLarge(index) || isShort(index))
  const largest = Math.max(0, ...shares)
  return {
    pointers: found.map((index) => `/units/${index}`),
    factor:
      lessons >= EVEN.lessons && largest > EVEN.maxShare ? scoreOn(SCALES.largestUnit, largest) / 100 : EVEN.short,
    explanation: `The largest unit has ${Math.round(100 * largest)} % of the hours, the shortest one ${Math.min(...units.map(({ minutes }) => minutes))} minutes: they cannot be taught as units.`,
  }
}

function text({ curriculum, sourcing }: ReportContext): DimensionScore {
  const { score, explanation, docIds } = judgeText(sourcing.text)
  const pointers = curriculum.sources.flatMap(({ docId }, index) =>
    docIds.includes(docId) ? [`/sources/${index}`] : [],
  )
  return scored('text', score, explanation, pointers)
}

function language({ curriculum, sourcing }: ReportContext): DimensionScore {
  const tag = curriculum.program.language
  const support = LANGUAGE_SUPPORT[baseLanguage(tag)] ?? 0
  const { languages, words } = sourcing.text
  // Text of an uncertain language, such as code, is not against it.
  const fits = languages
    .filter(({ language: own }) => own === undefined || own === baseLanguage(tag))
    .reduce((sum, { words: own }) => sum + own, 0)
  const share = words === 0 ? 0 : fits / words
  const supported =
    support === 1
      ? `The language ${tag} is fully supported`
      : support > 0
        ? `The language ${tag} is supported in part: words of the documents in a frame`
        : `The language ${tag} is not supported: structure and quotes only`
  const explanation = `${supported}; ${Math.round(share * 100)} % of the words are in it.`
  return scored('language', scoreOn(SCALES.language, share) * support, explanation)
}
