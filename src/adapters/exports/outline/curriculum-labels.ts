import type { Curriculum } from '../../../domain/curriculum/index.js'
import { itemsByUnit } from './items-by-unit.js'

type Labels = ReadonlyMap<string, string>

/** Short names by place, for people: `U1`, `U1-O2`, `U1-L3`, `U1-I4`, `P1`, `A1`, `S1`. An unknown id is its own label. */
export class CurriculumLabels {
  readonly #units: Labels
  readonly #outcomes: Labels
  readonly #items: Labels
  readonly #assessments: Labels

  constructor(curriculum: Pick<Curriculum, 'program' | 'units' | 'items' | 'assessments'>) {
    const { program, units, assessments } = curriculum
    this.#units = new Map(units.map(({ id }, index) => [id, `U${index + 1}`]))
    this.#outcomes = new Map([
      ...program.outcomes.map(({ id }, index) => [id, `P${index + 1}`] as const),
      ...units.flatMap(({ id, outcomes }) =>
        outcomes.map((outcome, index) => [outcome.id, `${this.unit(id)}-O${index + 1}`] as const),
      ),
    ])
    this.#items = new Map(
      itemsByUnit(curriculum).flatMap(({ unit, items }) =>
        items.map(({ id }, index) => [id, `${unit ? this.unit(unit.id) : 'P'}-I${index + 1}`] as const),
      ),
    )
    this.#assessments = new Map(assessments.map(({ id }, index) => [id, `A${index + 1}`]))
  }

  unit(id: string): string {
    return this.#units.get(id) ?? id
  }

  outcome(id: string): string {
    return this.#outcomes.get(id) ?? id
  }

  item(id: string): string {
    return this.#items.get(id) ?? id
  }

  assessment(id: string): string {
    return this.#assessments.get(id) ?? id
  }
}
