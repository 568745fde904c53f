import type { Assessment, Unit } from '../../../domain/curriculum/index.js'
import { type DocumentContext, timeOf } from './document-context.js'
import { amount, type Content, joined, link, written } from './inline.js'
import { type Chapter, note, type Row, type Table } from './model.js'

/** When what is taught: the hours from start to end, an entry test first, then unit by unit, then other assessments of the program. */
export function plan(context: DocumentContext): Chapter {
  const { curriculum, places, words } = context
  let start = 0
  const ofProgram = (fits: (assessment: Assessment) => boolean): readonly Row[] =>
    curriculum.assessments.flatMap((assessment, index): readonly Row[] => {
      const { unitId, minutes, title } = assessment
      if (unitId !== undefined || minutes === 0 || !fits(assessment)) return []
      const { anchor, label } = places.at(`/assessments/${index}`)
      const from = start
      start += minutes
      const time = hours(context, from, start)
      return [{ cells: [time, [words.say.wholeProgram], [written(title)], [link(anchor, label)], []] }]
    })
  const before = ofProgram(({ type }) => type === 'diagnostic')
  const ofUnits = curriculum.units.map((unit, index): Row => {
    const from = start
    start += unit.minutes
    return {
      cells: [
        hours(context, from, start),
        [link(places.at(`/units/${index}`).anchor, ...context.unitTitle(unit, index))],
        lessonsOf(context, unit, index),
        assessedIn(context, unit),
        unit.openMinutes > 0 ? [timeOf(unit.openMinutes)] : [],
      ],
    }
  })
  const rows = [...before, ...ofUnits, ...ofProgram(({ type }) => type !== 'diagnostic')]
  const table: Table = {
    kind: 'table',
    anchor: 'plan-table',
    caption: words.captions.plan,
    wide: true,
    columns: [
      { head: [words.heads.hours], short: true },
      { head: [words.heads.unit] },
      { head: [words.heads.lessons] },
      { head: [words.heads.assessedBy] },
      { head: [words.heads.toFill], numeric: true },
    ],
    rows,
  }
  return {
    kind: 'section',
    anchor: 'plan',
    title: words.chapters.plan,
    newPage: true,
    blocks: [...context.orNone(rows.length === 0 ? [] : [table]), note(words.say.legend)],
  }
}

function hours(context: DocumentContext, from: number, to: number): Content {
  return context.tell('hoursFromTo', { from: [amount(hour(from))], to: [amount(hour(to))] })
}

/** An hour of the course as a clock shows it: `3:30`. */
function hour(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(Math.round(minutes % 60)).padStart(2, '0')}`
}

function lessonsOf({ places }: DocumentContext, { lessons }: Unit, unit: number): Content {
  const named = lessons.map((lesson, at): Content => {
    const { anchor, label } = places.at(`/units/${unit}/lessons/${at}`)
    return [link(anchor, label), ' ', written(lesson.title)]
  })
  return joined(named, '; ')
}

function assessedIn({ curriculum, places }: DocumentContext, { id }: Unit): Content {
  const own = curriculum.assessments.flatMap(({ unitId }, index): readonly Content[] => {
    const { anchor, label } = places.at(`/assessments/${index}`)
    return unitId === id ? [[link(anchor, label)]] : []
  })
  return joined(own, ', ')
}
