import type { Assessment, Unit } from '../../../domain/curriculum/index.js'
import { type DocumentContext, timeOf } from './document-context.js'
import { amount, type Content, link, written } from './inline.js'
import type { Chapter, Row, Table } from './model.js'

/** When what is taught: the hours from start to end, an entry test first, then lesson by lesson, then other assessments of the program. */
export function plan(context: DocumentContext): Chapter {
  const { curriculum, times, words } = context
  const clock = new Clock(context)
  const ofProgram = (fits: (assessment: Assessment) => boolean): readonly Row[] =>
    curriculum.assessments.flatMap((assessment, index): readonly Row[] => {
      const minutes = times.assessments[index] ?? 0
      if (assessment.unitId !== undefined || minutes === 0 || !fits(assessment)) return []
      return [{ cells: [clock.next(minutes), assessmentName(context, index), [words.say.wholeProgram]] }]
    })
  const before = ofProgram(({ type }) => type === 'diagnostic')
  const ofUnits = curriculum.units.flatMap((unit, index) => rowsOfUnit(context, unit, index, clock))
  const rows = [...before, ...ofUnits, ...ofProgram(({ type }) => type !== 'diagnostic')]
  const table: Table = {
    kind: 'table',
    anchor: 'plan-table',
    caption: words.captions.plan,
    columns: [
      { head: [words.heads.hours], short: true },
      { head: [words.heads.lessons] },
      { head: [words.heads.outcomes] },
    ],
    rows,
  }
  return {
    kind: 'section',
    anchor: 'plan',
    title: words.chapters.plan,
    newPage: true,
    blocks: context.orNone(rows.length === 0 ? [] : [table]),
  }
}

/** A unit with its lessons, its assessments and the time without material. */
function rowsOfUnit(context: DocumentContext, unit: Unit, index: number, clock: Clock): readonly Row[] {
  const { curriculum, places, times } = context
  const shown = times.units[index]
  const own = curriculum.assessments.flatMap(({ unitId }, at) => (unitId === unit.id ? [at] : []))
  return [
    { group: true, cells: [[link(places.at(`/units/${index}`).anchor, ...context.unitTitle(unit, index))]] },
    ...unit.lessons.map(({ title, activities }, at): Row => {
      const { anchor, label } = places.at(`/units/${index}/lessons/${at}`)
      const practised = [...new Set(activities.flatMap(({ outcomeIds }) => outcomeIds))]
      return {
        cells: [
          clock.next(shown?.lessons[at]?.minutes ?? 0),
          [link(anchor, label), ' ', written(title)],
          context.labelCell('outcomes', practised),
        ],
      }
    }),
    ...own.map(
      (at): Row => ({
        cells: [
          clock.next(times.assessments[at] ?? 0),
          assessmentName(context, at),
          context.labelCell('outcomes', curriculum.assessments[at]?.outcomeIds ?? []),
        ],
      }),
    ),
    ...(shown === undefined || shown.open === 0
      ? []
      : [{ cells: [clock.next(shown.open), context.tell('openTime', { time: [timeOf(shown.open)] }), []] }]),
  ]
}

function assessmentName({ curriculum, places }: DocumentContext, index: number): Content {
  const { anchor, label } = places.at(`/assessments/${index}`)
  return [link(anchor, label), ' ', written(curriculum.assessments[index]?.title ?? '')]
}

/** The time of the course, from its start. */
class Clock {
  readonly #context: DocumentContext
  #minutes = 0

  constructor(context: DocumentContext) {
    this.#context = context
  }

  /** From now to `minutes` later. */
  next(minutes: number): Content {
    const from = this.#minutes
    this.#minutes += minutes
    const [start, end] = [from, this.#minutes].map((at) => [amount(hour(at))])
    return this.#context.tell('hoursFromTo', { from: start ?? [], to: end ?? [] })
  }
}

/** An hour of the course as a clock shows it: `3:30`. */
function hour(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(Math.round(minutes % 60)).padStart(2, '0')}`
}
