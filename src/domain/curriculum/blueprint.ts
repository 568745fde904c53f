import type { BloomLevel } from './vocabulary/bloom-levels.js'

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
