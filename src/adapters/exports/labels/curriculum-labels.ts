import { type Curriculum, type Item, PART_LABELS, type Unit } from '../../../domain/curriculum/index.js'

type Labels = ReadonlyMap<string, string>

/** The labels of the parts of a curriculum by id. An unknown id is its own label. */
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
  const requested = new Set(ids)
  const known = [...labels].filter(([id]) => requested.has(id)).map(([, label]) => label)
  return labelRanges([...known, ...[...requested].filter((id) => !labels.has(id))]).join(', ')
}

/** The items of a unit. */
export interface ItemGroup {
  /** Left out: the outcomes of the items belong to no unit. */
  readonly unit?: Unit
  readonly items: readonly Item[]
}

/** The items by the unit of their outcome, in teaching order. Each item is in one group; no group is empty. */
export function itemsByUnit({ units, items }: Pick<Curriculum, 'units' | 'items'>): readonly ItemGroup[] {
  const unitOf = new Map(units.flatMap((unit) => unit.outcomes.map(({ id }) => [id, unit] as const)))
  const groups: readonly ItemGroup[] = [
    ...units.map((unit) => ({ unit, items: items.filter(({ outcomeId }) => unitOf.get(outcomeId) === unit) })),
    { items: items.filter(({ outcomeId }) => !unitOf.has(outcomeId)) },
  ]
  return groups.filter((group) => group.items.length > 0)
}

/** Labels in a row that become a range. */
const MIN_RUN = 3

/** Labels, with consecutive ones as a range: `O1.1–O1.6`. */
export function labelRanges(labels: readonly string[]): readonly string[] {
  const runs: string[][] = []
  for (const label of labels) {
    const run = runs.at(-1)
    if (run !== undefined && follows(label, run.at(-1) ?? '')) run.push(label)
    else runs.push([label])
  }
  return runs.flatMap((run) => (run.length < MIN_RUN ? run : [`${run[0]}–${run.at(-1)}`]))
}

function follows(label: string, before: string): boolean {
  const [one, other] = [splitNumber(label), splitNumber(before)]
  return one.stem === other.stem && one.number === other.number + 1
}

function splitNumber(label: string): { readonly stem: string; readonly number: number } {
  const digits = /\d{1,9}$/.exec(label)?.[0] ?? ''
  return { stem: label.slice(0, label.length - digits.length), number: digits === '' ? Number.NaN : Number(digits) }
}
