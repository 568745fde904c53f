import type { Placement } from '../../../domain/curriculum/index.js'
import { verdictOf } from './at-a-glance.js'
import { type DocumentContext, nameLink, timeOf, titledList } from './document-context.js'
import { type Content, joined } from './inline.js'
import { type Chapter, paragraph, type Table } from './model.js'
import { saySentence } from './reasons.js'
import { reviewGroups } from './review-groups.js'

/** What to look at and what to prepare in full, then how ready the curriculum is. */
export function reportChapter(context: DocumentContext): Chapter {
  const { generated, words } = context
  const { report } = generated
  const review = reviewGroups(context, true).map(
    ({ name, reason }): Content => [...name('full'), `${words.colon}: `, ...reason, '.'],
  )
  return {
    kind: 'section',
    anchor: 'report',
    title: words.chapters.report,
    readers: 'teachers',
    newPage: true,
    blocks: [
      ...titledList('review', words.sections.review, review),
      ...titledList('preparation', words.sections.prepare, preparationEntries(context)),
      ...titledList('gaps', words.sections.gaps, gapEntries(context)),
      ...titledList('order', words.dimensions.order, orderEntries(context)),
      {
        kind: 'section',
        anchor: 'readiness',
        title: [words.sections.readiness],
        blocks: [
          paragraph(verdictOf(context), `${words.colon}: ${report.readiness.total} ${words.say.dimensionMean}`),
          dimensionTable(context),
        ],
      },
    ],
  }
}

/** Reasons in one sentence. */
export function reasonsOf(context: DocumentContext, reasons: readonly string[]): Content {
  return joined(
    reasons.map((reason) => context.reason(reason)),
    '; ',
  )
}

/** What the teacher must prepare, unit by unit. */
function preparationEntries(context: DocumentContext): readonly Content[] {
  const { generated, places, words } = context
  return generated.report.preparation.map(({ pointer, tasks }): Content => {
    const open = context.times.units[Number(/^\/units\/(\d+)/.exec(pointer)?.[1] ?? -1)]?.open ?? 0
    const time: Content = open > 0 ? [', ', ...context.tell('openTime', { time: [timeOf(open)] })] : []
    return [nameLink(places.at(pointer)), ...time, `${words.colon}: `, ...reasonsOf(context, tasks), '.']
  })
}

/** The gaps of aims that the other lists do not name; those of units are in what is to be prepared. */
function gapEntries(context: DocumentContext): readonly Content[] {
  const { report } = context.generated
  const named = new Set(report.review.map(({ pointer }) => pointer))
  return report.gaps
    .filter(({ kind, pointer }) => kind === 'aim' && !named.has(pointer))
    .map(
      ({ pointer, text }): Content => [
        nameLink(context.places.at(pointer)),
        `${context.words.colon}: `,
        ...context.reason(text),
        '.',
      ],
    )
}

/** Why the units are in this order and what puts the documents of a unit together. */
function orderEntries(context: DocumentContext): readonly Content[] {
  const { curriculum, places, words } = context
  const entry = (name: Content, { reason, confidence }: Placement): Content => {
    const sure = context.tell('sure', { percent: [String(Math.round(confidence * 100))] })
    return [...name, `${words.colon}: `, ...context.reason(reason), ' (', ...sure, ').']
  }
  const whole = curriculum.placement
  return [
    entry([words.say.wholeProgram], whole),
    ...curriculum.units.flatMap(({ placement }, index) =>
      placement.reason === whole.reason && placement.confidence === whole.confidence
        ? []
        : [entry([nameLink(places.at(`/units/${index}`))], placement)],
    ),
  ]
}

function dimensionTable({ generated, words }: DocumentContext): Table {
  return {
    kind: 'table',
    anchor: 'readiness-table',
    caption: words.captions.readiness,
    columns: [
      { head: [words.heads.dimension] },
      { head: [words.heads.ready], numeric: true },
      { head: [words.heads.why] },
    ],
    rows: generated.report.readiness.dimensions.map(({ dimension, score, explanation }) => ({
      cells: [[words.dimensions[dimension]], [String(score)], saySentence(explanation, words)],
    })),
  }
}
