import type { BloomLevel, Outcome, Unit } from '../../../domain/curriculum/index.js'
import type { PageContext } from './page-context.js'
import type { Place } from './places.js'

/** One column of the matrix: something that practises or checks outcomes. */
export interface AlignedColumn {
  readonly kind: 'lesson' | 'assessment' | 'question'
  /** Where it stands; its label is what stands above the column. */
  readonly place: Place
  readonly outcomeIds: ReadonlySet<string>
  /** Counts for the final mark. */
  readonly graded: boolean
}

/** One row of the matrix. */
export interface AlignedRow {
  readonly code: string
  readonly id: string
  readonly text: string
  readonly bloom: BloomLevel
  readonly dok: number
}

/** The alignment of one unit. */
export interface UnitAlignment {
  readonly rows: readonly AlignedRow[]
  readonly columns: readonly AlignedColumn[]
}

/** What practises and what checks each outcome of a unit. */
export function alignmentOf(unit: Unit, index: number, { curriculum, places }: PageContext): UnitAlignment {
  const own = new Set(unit.outcomes.map(({ id }) => id))
  const rows = unit.outcomes.map(({ id, text, bloom, dok }: Outcome, at): AlignedRow => {
    const { code } = places.at(`/units/${index}/outcomes/${at}`)
    return { code, id, text, bloom, dok }
  })
  const lessons = unit.lessons.map(({ activities }, lesson): AlignedColumn => {
    const place = places.at(`/units/${index}/lessons/${lesson}`)
    const outcomeIds = new Set(activities.flatMap((activity) => activity.outcomeIds))
    return { kind: 'lesson', place, outcomeIds, graded: false }
  })
  const assessments = curriculum.assessments.flatMap(({ outcomeIds, weight }, at): readonly AlignedColumn[] => {
    if (!outcomeIds.some((id) => own.has(id))) return []
    const place = places.at(`/assessments/${at}`)
    return [{ kind: 'assessment', place, outcomeIds: new Set(outcomeIds), graded: weight > 0 }]
  })
  const questions = (places.itemsByUnit[index] ?? []).map(
    ({ item, place }): AlignedColumn => ({
      kind: 'question',
      place,
      outcomeIds: new Set([item.outcomeId]),
      graded: false,
    }),
  )
  return { rows, columns: [...lessons, ...assessments, ...questions] }
}
