import type { Curriculum } from '../../../domain/curriculum/index.js'
import { itemsByUnit } from './items-by-unit.js'
import { labelRanges } from './label-ranges.js'
import { PART_LABELS } from './part-labels.js'

type Labels = ReadonlyMap<string, string>

/** The labels of a curriculum's parts by their ids. An id that nothing has is its own label. */
export class CurriculumLabels {
  readonly #units: Labels
  readonly #outcomes: Labels
  readonly #lessons: Labels
  readonly #items: Labels
  readonly #assessments: Labels

  constructor(curriculum: Pick<Curriculum, 'program' | 'units' | 'items' | 'assessments'>) {
    const { program, units, assessments } = curriculum
    const place = new Map(units.map((unit, index) => [unit, index]))
    this.#units = new Map(units.map(({ id }, index) => [id, PART_LABELS.unit(index)]))
    this.#outcomes = new Map([
      ...program.outcomes.map(({ id }, index) => [id, PART_LABELS.programOutcome(index)] as const),
      ...units.flatMap(({ outcomes }, unit) =>
        outcomes.map(({ id }, index) => [id, PART_LABELS.outcome(unit, index)] as const),
      ),
    ])
    this.#lessons = new Map(
      units.flatMap(({ lessons }, unit) =>
        lessons.map(({ id }, index) => [id, PART_LABELS.lesson(unit, index)] as const),
      ),
    )
    this.#items = new Map(
      itemsByUnit(curriculum).flatMap(({ unit, items }) =>
        items.map(({ id }, index) => [id, PART_LABELS.question(unit && place.get(unit), index)] as const),
      ),
    )
    this.#assessments = new Map(assessments.map(({ id }, index) => [id, PART_LABELS.assessment(index)]))
  }

  unit(id: string): string {
    return this.#units.get(id) ?? id
  }

  outcome(id: string): string {
    return this.#outcomes.get(id) ?? id
  }

  /** `P1, O1.1–O1.4`: in the order of the curriculum, unknown ones last. */
  outcomes(ids: readonly string[]): string {
    return listed(this.#outcomes, ids)
  }

  lesson(id: string): string {
    return this.#lessons.get(id) ?? id
  }

  item(id: string): string {
    return this.#items.get(id) ?? id
  }

  /** `Q1.1–Q1.4, Q2.1`, as {@link outcomes}. */
  items(ids: readonly string[]): string {
    return listed(this.#items, ids)
  }

  assessment(id: string): string {
    return this.#assessments.get(id) ?? id
  }

  /** `A1, A3`, as {@link outcomes}. */
  assessments(ids: readonly string[]): string {
    return listed(this.#assessments, ids)
  }
}

function listed(labels: Labels, ids: readonly string[]): string {
  const wanted = new Set(ids)
  const known = [...labels].filter(([id]) => wanted.has(id)).map(([, label]) => label)
  return labelRanges([...known, ...[...wanted].filter((id) => !labels.has(id))]).join(', ')
}
