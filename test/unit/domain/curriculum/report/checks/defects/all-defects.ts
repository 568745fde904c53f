import type { Defect } from './defect.js'
import { HOUR_DEFECTS } from './hour-defects.js'
import { ITEM_DEFECTS } from './item-defects.js'
import { OUTCOME_DEFECTS } from './outcome-defects.js'
import { REFERENCE_DEFECTS } from './reference-defects.js'
import { SOURCE_DEFECTS } from './source-defects.js'
import { TASK_DEFECTS, TEXT_DEFECTS } from './text-defects.js'

/** All seeded defects; every rule has one. */
export const ALL_DEFECTS: readonly Defect[] = [
  ...OUTCOME_DEFECTS,
  ...REFERENCE_DEFECTS,
  ...HOUR_DEFECTS,
  ...SOURCE_DEFECTS,
  ...ITEM_DEFECTS,
  ...TEXT_DEFECTS,
  ...TASK_DEFECTS,
]
