import type { Outcome, Unit } from '../../../domain/curriculum/index.js'
import type { DocumentContext } from './document-context.js'
import { type Content, link, verdict, written } from './inline.js'
import { type Chapter, paragraph, type Row, type Table } from './model.js'
import { showsSupport } from './units.js'

/** What practises and what checks each outcome, unit by unit. */
export function alignment(context: DocumentContext): Chapter {
  const { words, curriculum } = context
  const { heads } = words
  const isSupport = showsSupport(curriculum.units.flatMap(({ outcomes }) => outcomes))
  const table: Table = {
    kind: 'table',
    anchor: 'alignment-table',
    caption: words.captions.alignment,
    wide: true,
    columns: [
      { head: [heads.outcome] },
      { head: [heads.level], short: true },
      { head: [heads.dok], numeric: true },
      ...(isSupport ? [{ head: [heads.supports] }] : []),
      { head: [heads.practisedIn] },
      { head: [heads.assessedBy] },
      { head: [heads.questions] },
    ],
    rows: curriculum.units.flatMap((unit, index) => rowsOf(context, unit, index, isSupport)),
  }
  return {
    kind: 'section',
    anchor: 'alignment',
    title: words.chapters.alignment,
    readers: 'teachers',
    newPage: true,
    wide: true,
    blocks: [paragraph(words.say.alignmentIntro), ...context.orNone(table.rows.length === 0 ? [] : [table])],
  }
}

function rowsOf(context: DocumentContext, unit: Unit, index: number, isSupport: boolean): readonly Row[] {
  const { anchor } = context.places.at(`/units/${index}`)
  const none: Content = unit.outcomes.length === 0 ? [`. ${context.words.say.noOutcomes}`] : []
  return [
    {
      anchor: `alignment-${index + 1}`,
      group: true,
      cells: [[link(anchor, ...context.unitTitle(unit, index)), ...none]],
    },
    ...unit.outcomes.map((outcome, at) =>
      rowOf(context, unit, outcome, { pointer: `/units/${index}/outcomes/${at}`, isSupport }),
    ),
  ]
}

function rowOf(
  context: DocumentContext,
  { lessons }: Unit,
  outcome: Outcome,
  { pointer, isSupport }: { readonly pointer: string; readonly isSupport: boolean },
): Row {
  const { curriculum, places, words } = context
  const { id, text, bloom, dok, supports } = outcome
  const { anchor, label } = places.at(pointer)
  const practising = lessons.filter(({ activities }) => activities.some(({ outcomeIds }) => outcomeIds.includes(id)))
  const assessing = curriculum.assessments.filter(({ outcomeIds }) => outcomeIds.includes(id))
  const asking = curriculum.items.filter(({ outcomeId }) => outcomeId === id)
  const idsOf = (parts: readonly { readonly id: string }[]) => parts.map((part) => part.id)
  const orNothing = (cell: Content): Content => (cell.length === 0 ? [verdict('warn', words.say.nothing)] : cell)
  return {
    cells: [
      [link(anchor, label), ' ', written(text)],
      [words.bloom[bloom]],
      [String(dok)],
      ...(isSupport ? [context.labelCell('outcomes', supports)] : []),
      orNothing(context.labelCell('lessons', idsOf(practising))),
      orNothing(context.labelCell('assessments', idsOf(assessing))),
      context.labelCell('items', idsOf(asking)),
    ],
  }
}
