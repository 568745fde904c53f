import { BLOOM_LEVELS, type BloomLevel } from './bloom.js'
import type { Item } from './item.js'
import type { Unit } from './unit.js'

/** How many items a unit has at a Bloom level. */
export interface BlueprintCell {
  readonly unitId: string
  readonly bloom: BloomLevel
  readonly items: number
}

/** The table of specifications. Cells without items are left out. */
export interface Blueprint {
  readonly cells: readonly BlueprintCell[]
}

/** The table of specifications that the items make: by unit, then by Bloom level, without empty cells. */
export function countBlueprint(units: readonly Unit[], items: readonly Item[]): Blueprint {
  const cells = units.flatMap(({ id, outcomes }) => {
    const ids = new Set(outcomes.map((outcome) => outcome.id))
    const own = items.filter(({ outcomeId }) => ids.has(outcomeId))
    return BLOOM_LEVELS.map(
      (bloom): BlueprintCell => ({ unitId: id, bloom, items: own.filter((item) => item.bloom === bloom).length }),
    )
  })
  return { cells: cells.filter(({ items: count }) => count > 0) }
}
