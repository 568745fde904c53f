import type { Curriculum, Item, Unit } from '../../../../domain/curriculum/index.js'

/** The items of a unit; without one: those whose outcome no unit has. */
export interface ItemGroup {
  readonly unit?: Unit
  readonly items: readonly Item[]
}

/** The items by the units whose outcomes they test, in teaching order, without empty groups. */
export function itemGroups({ units, items }: Curriculum): readonly ItemGroup[] {
  const unitOf = new Map(units.flatMap((unit) => unit.outcomes.map(({ id }) => [id, unit] as const)))
  const groups: readonly ItemGroup[] = [
    ...units.map((unit) => ({ unit, items: items.filter(({ outcomeId }) => unitOf.get(outcomeId) === unit) })),
    { items: items.filter(({ outcomeId }) => !unitOf.has(outcomeId)) },
  ]
  return groups.filter((group) => group.items.length > 0)
}
