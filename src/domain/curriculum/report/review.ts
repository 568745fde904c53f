import { excerpt } from '../../text/plain-text.js'
import { reachesBloom } from '../bloom.js'
import { SURE_PLACEMENT } from './calibration.js'
import type { Evidence } from './readiness/readiness.js'
import { judgeText } from './readiness/text.js'
import { doubtsOf, partOf, type ReportContext } from './report-context.js'

/** A part that a person should look at. */
export interface ReviewEntry {
  /** JSON pointer to the part. */
  readonly pointer: string
  /** Why, the most serious first; for people, without full stops. */
  readonly reasons: readonly string[]
}

/** How serious a reason is. Reasons of one part add up to its rank by the most serious one, then by their number. */
const WEIGHTS = {
  hardCheck: 100,
  aimProblem: 90,
  aimUncovered: 80,
  text: 75,
  order: 65,
  outcomeWithoutElement: 60,
  placement: 55,
  doubts: 50,
  itemDoubt: 45,
  failedCheck: 40,
  written: 30,
} as const

interface Reason {
  readonly pointer: string
  readonly weight: number
  readonly text: string
}

/** The parts that a person should look at, those first that matter most. */
export function rankForReview(context: ReportContext, evidence: Evidence): readonly ReviewEntry[] {
  const parts = new Map<string, Reason[]>()
  for (const reason of reasons(context, evidence)) {
    const known = parts.get(reason.pointer) ?? []
    if (!known.some(({ text }) => text === reason.text)) parts.set(reason.pointer, [...known, reason])
  }
  return [...parts]
    .map(([pointer, own], at) => {
      const sorted = own.sort((a, b) => b.weight - a.weight)
      return { pointer, at, weight: sorted[0]?.weight ?? 0, reasons: sorted.map(({ text }) => text) }
    })
    .sort((a, b) => b.weight - a.weight || b.reasons.length - a.reasons.length || a.at - b.at)
    .map(({ pointer, reasons: texts }) => ({ pointer, reasons: texts }))
}

function reasons(context: ReportContext, evidence: Evidence): readonly Reason[] {
  return [
    ...ofChecks(context),
    ...ofAims(evidence),
    ...ofText(context),
    ...ofOrder(context),
    ...ofOutcomes(evidence),
    ...ofItems(context),
  ]
}

function ofChecks({ checks }: ReportContext): readonly Reason[] {
  return checks.results.flatMap(({ hard, failing }) =>
    failing.flatMap(({ pointer, message }): readonly Reason[] => {
      const part = partOf(pointer)
      if (hard) return [{ pointer: part, weight: WEIGHTS.hardCheck, text: message }]
      // Those of items are among their doubts.
      return part.startsWith('/items/') ? [] : [{ pointer: part, weight: WEIGHTS.failedCheck, text: message }]
    }),
  )
}

function ofAims({ aims }: Evidence): readonly Reason[] {
  return aims.flatMap(({ pointer, problem, material, taught }): readonly Reason[] => [
    ...(problem === undefined ? [] : [{ pointer, weight: WEIGHTS.aimProblem, text: problem }]),
    ...(taught
      ? []
      : [
          {
            pointer,
            weight: WEIGHTS.aimUncovered,
            text: material
              ? 'its words are in the documents, but in no title, topic or outcome of a unit'
              : 'the documents do not cover it',
          },
        ]),
  ])
}

function ofText({ curriculum, sourcing }: ReportContext): readonly Reason[] {
  const { score, explanation } = judgeText(sourcing.text)
  const { damaged, duplicates } = sourcing.text
  const at = (docId: string) => {
    const index = curriculum.sources.findIndex((source) => source.docId === docId)
    return index < 0 ? '/sources' : `/sources/${index}`
  }
  return [
    ...(score < 50 ? [{ pointer: '/sources', weight: WEIGHTS.text, text: explanation.replace(/\.$/, '') }] : []),
    ...damaged.examples.map(({ docId, text }) => ({
      pointer: at(docId),
      weight: WEIGHTS.failedCheck,
      text: `a damaged sentence: ${excerpt(text)}`,
    })),
    ...duplicates.documents.map(({ docId, of }) => ({
      pointer: at(docId),
      weight: WEIGHTS.failedCheck,
      text: `the same text as ${of}`,
    })),
  ]
}

function ofOrder({ curriculum: { placement, units } }: ReportContext): readonly Reason[] {
  const unsure = (confidence: number) => `${Math.round(confidence * 100)} % sure`
  return [
    ...(placement.confidence < SURE_PLACEMENT && units.length > 1
      ? [
          {
            pointer: '/units',
            weight: WEIGHTS.order,
            text: `order ${placement.reason}: ${unsure(placement.confidence)}`,
          },
        ]
      : []),
    ...units.flatMap((unit, index): readonly Reason[] =>
      // Where the whole order is unsure, only the units that are less sure than it stand out.
      unit.placement.confidence < Math.min(SURE_PLACEMENT, placement.confidence)
        ? [
            {
              pointer: `/units/${index}`,
              weight: WEIGHTS.placement,
              text: `place ${unit.placement.reason}: ${unsure(unit.placement.confidence)}`,
            },
          ]
        : [],
    ),
  ]
}

function ofOutcomes({ outcomes }: Evidence): readonly Reason[] {
  return outcomes.flatMap(({ outcome, pointer, atLevel }): readonly Reason[] => [
    ...(!atLevel && reachesBloom(outcome.bloom, 'apply')
      ? [{ pointer, weight: WEIGHTS.outcomeWithoutElement, text: `nothing shows it at the level ${outcome.bloom}` }]
      : []),
    ...(outcome.basis === 'model' ? [{ pointer, weight: WEIGHTS.written, text: 'a model wrote it' }] : []),
  ])
}

function ofItems(context: ReportContext): readonly Reason[] {
  return context.curriculum.items.flatMap((item, index): readonly Reason[] => {
    const pointer = `/items/${index}`
    const doubts = doubtsOf(item, pointer, context)
    // The author's own doubts come before what the form shows.
    const weight = item.doubts.length > 0 ? WEIGHTS.doubts : WEIGHTS.itemDoubt
    return [
      ...doubts.map((text) => ({ pointer, weight, text })),
      ...(item.basis === 'model' ? [{ pointer, weight: WEIGHTS.written, text: 'a model wrote it' }] : []),
    ]
  })
}
