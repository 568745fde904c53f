import type { Unit } from '../../../domain/curriculum/index.js'
import { type DocumentContext, orNone, timeOf, unitTitle } from './document-context.js'
import { type Content, joined, link, written } from './inline.js'
import { type Block, type Chapter, note, paragraph, type Row, type Section, type Table } from './model.js'
import { preparationEntries, reviewEntries, verdictLine } from './report.js'

/** Parts that the first page names. */
const MAX_FIRST = 6

/** The units on one screen, what to prepare and what to look at first. */
export function atAGlance(context: DocumentContext): Chapter {
  const { placement, units } = context.curriculum
  const order: readonly Block[] =
    units.length < 2
      ? []
      : [note('Order: ', written(placement.reason), `, ${Math.round(placement.confidence * 100)} % sure.`)]
  return {
    kind: 'section',
    anchor: 'outline',
    title: 'At a glance',
    newPage: true,
    blocks: [
      unitTable(context),
      ...order,
      {
        kind: 'section',
        anchor: 'verdict',
        title: ['Verdict'],
        readers: 'teachers',
        blocks: [paragraph(...verdictLine(context.generated), ' ', link('report', 'The report'), ' says why.')],
      },
      ...first(
        'prepare-first',
        'What to prepare',
        preparationEntries(context).slice(0, MAX_FIRST),
        context.generated.report.preparation.length,
      ),
      ...first('review-first', 'What to review first', reviewEntries(context, MAX_FIRST), 0),
    ],
  }
}

/** A list with the first entries; the report has all of them. */
function first(anchor: string, title: string, entries: readonly Content[], all: number): readonly Section[] {
  if (entries.length === 0) return []
  const left = all - entries.length
  const items = [...entries, ...(left > 0 ? [[`and ${left} more, in `, link('preparation', 'the report')]] : [])]
  return [
    {
      kind: 'section',
      anchor,
      title: [title],
      readers: 'teachers',
      blocks: [{ kind: 'list', items: items.map((content) => ({ content })) }],
    },
  ]
}

/** The units in teaching order with their time, which adds up to that of the program. */
function unitTable({ curriculum, places }: DocumentContext): Table {
  const { units, assessments, items } = curriculum
  const ofProgram = assessments
    .filter(({ unitId }) => unitId === undefined)
    .reduce((sum, { minutes }) => sum + minutes, 0)
  const longest = Math.max(ofProgram, ...units.map(({ minutes }) => minutes))
  const total = units.reduce((sum, { minutes }) => sum + minutes, ofProgram)
  const open = units.reduce((sum, unit) => sum + unit.openMinutes, 0)
  const bar = (minutes: number): Content => [{ kind: 'bar', share: longest > 0 ? minutes / longest : 0 }]
  const count = (counts: readonly number[]) => String(counts.reduce((sum, number) => sum + number, 0))
  const unitRows = units.map((unit, index): Row => {
    const before = unit.prerequisites.map((id): Content => {
      const place = places.byId.units.get(id)
      return [place === undefined ? written(id) : link(place.anchor, place.label)]
    })
    return {
      cells: [
        [link(places.at(`/units/${index}`).anchor, ...unitTitle(unit, index))],
        [timeOf(unit.minutes)],
        bar(unit.minutes),
        unit.openMinutes > 0 ? [timeOf(unit.openMinutes)] : [],
        [String(unit.lessons.length)],
        [String(unit.outcomes.length)],
        [String(places.itemsByUnit[index]?.length ?? 0)],
        joined(before, ', '),
      ],
    }
  })
  const programRow: Row = {
    cells: [
      [link('assessments', 'Assessments of the whole program')],
      [timeOf(ofProgram)],
      bar(ofProgram),
      [],
      [],
      [],
      [],
      [],
    ],
  }
  const totalRow: Row = {
    total: true,
    cells: [
      ['Total'],
      [timeOf(total)],
      [],
      open > 0 ? [timeOf(open)] : [],
      [count(units.map(({ lessons }) => lessons.length))],
      [count(units.map(({ outcomes }) => outcomes.length))],
      [String(items.length)],
      [],
    ],
  }
  return {
    kind: 'table',
    anchor: 'outline-table',
    caption: 'Units in teaching order, with their time',
    wide: true,
    columns: [
      { head: ['Unit'], share: 8 },
      { head: ['Time'], share: 3, numeric: true },
      { head: ['Time as a bar'], share: 3, drawn: true },
      { head: ['Without material'], share: 2.6, numeric: true },
      { head: ['Lessons'], share: 2, numeric: true },
      { head: ['Outcomes'], share: 2.4, numeric: true },
      { head: ['Questions'], share: 2.4, numeric: true },
      { head: ['Builds on'], share: 3 },
    ],
    rows: [...unitRows, ...(ofProgram > 0 ? [programRow] : []), totalRow],
  }
}

/** When what is taught: the hours from start to end, unit by unit. */
export function plan({ curriculum, places }: DocumentContext): Chapter {
  let start = 0
  const rows = curriculum.units.map((unit, index): Row => {
    const from = start
    start += unit.minutes
    return {
      cells: [
        [`${hour(from)} to ${hour(start)}`],
        [link(places.at(`/units/${index}`).anchor, ...unitTitle(unit, index))],
        lessonsOf(unit, index, places),
        assessedIn(unit, curriculum.assessments, places),
        unit.openMinutes > 0 ? [timeOf(unit.openMinutes)] : [],
      ],
    }
  })
  const table: Table = {
    kind: 'table',
    anchor: 'plan-table',
    caption: 'Hours of the course, with what is taught and assessed in them',
    wide: true,
    columns: [
      { head: ['Hours'], share: 2.4, short: true },
      { head: ['Unit'], share: 5 },
      { head: ['Lessons'], share: 6 },
      { head: ['Assessed by'], share: 2 },
      { head: ['To fill'], share: 1.8, numeric: true },
    ],
    rows,
  }
  return { kind: 'section', anchor: 'plan', title: 'Plan', blocks: orNone(rows.length === 0 ? [] : [table]) }
}

/** An hour of the course as a clock shows it: `3:30`. */
function hour(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(Math.round(minutes % 60)).padStart(2, '0')}`
}

function lessonsOf({ lessons }: Unit, unit: number, places: DocumentContext['places']): Content {
  const named = lessons.map((lesson, at): Content => {
    const { anchor, label } = places.at(`/units/${unit}/lessons/${at}`)
    return [link(anchor, label), ' ', written(lesson.title)]
  })
  return joined(named, '; ')
}

function assessedIn(
  { id }: Unit,
  assessments: DocumentContext['curriculum']['assessments'],
  places: DocumentContext['places'],
): Content {
  const own = assessments.flatMap(({ unitId }, index): readonly Content[] => {
    const { anchor, label } = places.at(`/assessments/${index}`)
    return unitId === id ? [[link(anchor, label)]] : []
  })
  return joined(own, ', ')
}
