import type { Curriculum, Item, Unit } from '../../../domain/curriculum/index.js'

/** Items that belong together. */
export interface ItemGroup {
  /** Left out: the items are evidence of no unit's outcome. */
  readonly unit?: Unit
  readonly items: readonly Item[]
}

/** The items by the unit whose outcome they are evidence of, in teaching order; none is lost, no group is empty. */
export function itemsByUnit({ units, items }: Pick<Curriculum, 'units' | 'items'>): readonly ItemGroup[] {
  const unitOf = new Map(units.flatMap((unit) => unit.outcomes.map(({ id }) => [id, unit] as const)))
  const groups: readonly ItemGroup[] = [
    ...units.map((unit) => ({ unit, items: items.filter(({ outcomeId }) => unitOf.get(outcomeId) === unit) })),
    { items: items.filter(({ outcomeId }) => !unitOf.has(outcomeId)) },
  ]
  return groups.filter((group) => group.items.length > 0)
}
