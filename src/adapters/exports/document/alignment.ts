import type { Outcome, Unit } from '../../../domain/curriculum/index.js'
import { titleCase } from '../labels/wording.js'
import { type DocumentContext, orNone, unitTitle } from './document-context.js'
import { type Content, link, written } from './inline.js'
import {
  type Block,
  type Chapter,
  type Matrix,
  type MatrixColumn,
  paragraph,
  type Row,
  type Section,
  type Table,
} from './model.js'

/** What practises and what checks each outcome, unit by unit. */
export function alignment(context: DocumentContext): Chapter {
  const sections = context.curriculum.units.map((unit, index): Section => {
    const none: Block = { kind: 'paragraph', content: ['It has no outcomes.'] }
    return {
      kind: 'section',
      anchor: `alignment-${index + 1}`,
      title: unitTitle(unit, index),
      blocks: [unit.outcomes.length === 0 ? none : matrixOf(context, unit, index)],
    }
  })
  return {
    kind: 'section',
    anchor: 'alignment',
    title: 'Alignment matrix',
    readers: 'teachers',
    newPage: true,
    wide: true,
    blocks: [
      paragraph(
        'Each row is an outcome, with the lessons that practise it and the assessments and questions that check it.',
      ),
      ...orNone(sections),
    ],
  }
}

function matrixOf(context: DocumentContext, unit: Unit, index: number): Matrix {
  const rows = unit.outcomes.map(({ id, text, bloom }, at) => {
    const { label } = context.places.at(`/units/${index}/outcomes/${at}`)
    return { id, label, text, bloom }
  })
  return {
    kind: 'matrix',
    anchor: `matrix-${index + 1}`,
    title: `Alignment of unit ${index + 1}`,
    rows,
    columns: columnsOf(context, unit, index),
    table: tableOf(context, unit, index),
  }
}

/** The lessons and items of the unit, and the assessments of its outcomes. */
function columnsOf({ curriculum, places }: DocumentContext, unit: Unit, index: number): readonly MatrixColumn[] {
  const own = new Set(unit.outcomes.map(({ id }) => id))
  const lessons = unit.lessons.map(({ activities }, at): MatrixColumn => {
    const { label } = places.at(`/units/${index}/lessons/${at}`)
    return { group: 'lesson', label, outcomeIds: activities.flatMap(({ outcomeIds }) => outcomeIds), graded: false }
  })
  const assessments = curriculum.assessments.flatMap(({ outcomeIds, weight }, at): readonly MatrixColumn[] => {
    if (!outcomeIds.some((id) => own.has(id))) return []
    const { label } = places.at(`/assessments/${at}`)
    return [{ group: 'assessment', label, outcomeIds, graded: weight > 0 }]
  })
  const questions = (places.itemsByUnit[index] ?? []).map(
    ({ item, place: { label } }): MatrixColumn => ({
      group: 'question',
      label,
      outcomeIds: [item.outcomeId],
      graded: false,
    }),
  )
  return [...lessons, ...assessments, ...questions]
}

function tableOf(context: DocumentContext, unit: Unit, index: number): Table {
  return {
    kind: 'table',
    anchor: `matrix-${index + 1}-table`,
    caption: `What practises and checks the outcomes of unit ${index + 1}`,
    wide: true,
    columns: [
      { head: ['No.'], share: 1 },
      { head: ['Outcome'], share: 7 },
      { head: ['Level'], share: 1.8, short: true },
      { head: ['DOK'], share: 1, numeric: true },
      { head: ['Supports'], share: 1.8 },
      { head: ['Practised in'], share: 2.2 },
      { head: ['Assessed by'], share: 2.2 },
      { head: ['Questions'], share: 2.6 },
    ],
    rows: unit.outcomes.map((outcome, at) => rowOf(context, unit, outcome, `/units/${index}/outcomes/${at}`)),
  }
}

function rowOf(context: DocumentContext, { lessons }: Unit, outcome: Outcome, pointer: string): Row {
  const { curriculum, places } = context
  const { id, text, bloom, dok, supports } = outcome
  const { anchor, label } = places.at(pointer)
  const practising = lessons.filter(({ activities }) => activities.some(({ outcomeIds }) => outcomeIds.includes(id)))
  const assessing = curriculum.assessments.filter(({ outcomeIds }) => outcomeIds.includes(id))
  const asking = curriculum.items.filter(({ outcomeId }) => outcomeId === id)
  const idsOf = (parts: readonly { readonly id: string }[]) => parts.map((part) => part.id)
  const orNothing = (cell: Content): Content => (cell.length === 0 ? ['None'] : cell)
  return {
    cells: [
      [link(anchor, label)],
      [written(text)],
      [titleCase(bloom)],
      [String(dok)],
      context.labelCell('outcomes', supports),
      orNothing(context.labelCell('lessons', idsOf(practising))),
      orNothing(context.labelCell('assessments', idsOf(assessing))),
      orNothing(context.labelCell('items', idsOf(asking))),
    ],
  }
}
