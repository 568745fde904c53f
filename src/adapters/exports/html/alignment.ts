import type { BloomLevel, Outcome, Unit } from '../../../domain/curriculum/index.js'
import type { PageContext } from './page-context.js'
import type { Place } from './places.js'

/** One column of the matrix: something that practises or checks outcomes. */
export interface AlignedColumn {
  readonly kind: 'activity' | 'assessment' | 'question'
  /** What stands above it: the number within its group. */
  readonly head: string
  /** What it is called in the table. */
  readonly name: string
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
  const activities = unit.lessons.flatMap(({ activities: steps }, lesson) => {
    const place = places.at(`/units/${index}/lessons/${lesson}`)
    return steps.map(({ outcomeIds }, step): AlignedColumn => {
      const name = `${place.code} activity ${step + 1}`
      return {
        kind: 'activity',
        head: `${lesson + 1}.${step + 1}`,
        name,
        place,
        outcomeIds: new Set(outcomeIds),
        graded: false,
      }
    })
  })
  const assessments = curriculum.assessments.flatMap(({ outcomeIds, weight }, at): readonly AlignedColumn[] => {
    if (!outcomeIds.some((id) => own.has(id))) return []
    const place = places.at(`/assessments/${at}`)
    const column = { head: place.code, name: place.code, place, outcomeIds: new Set(outcomeIds), graded: weight > 0 }
    return [{ kind: 'assessment', ...column }]
  })
  const questions = (places.itemsByUnit[index] ?? []).map(({ item, place }): AlignedColumn => {
    const outcomeIds = new Set([item.outcomeId])
    return {
      kind: 'question',
      head: place.code.replace(/^.*\./, ''),
      name: place.code,
      place,
      outcomeIds,
      graded: false,
    }
  })
  return { rows, columns: [...activities, ...assessments, ...questions] }
}
