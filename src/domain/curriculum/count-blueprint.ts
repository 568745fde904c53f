import type { Blueprint, BlueprintCell } from './blueprint.js'
import type { Item } from './item.js'
import type { Unit } from './unit.js'
import { BLOOM_LEVELS } from './vocabulary/bloom-levels.js'

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
