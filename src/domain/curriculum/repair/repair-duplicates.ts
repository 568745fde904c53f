import type { Curriculum } from '../curriculum.js'
import { findTwins } from '../quality/item-twins.js'
import { excerpt } from '../text/excerpt.js'
import type { RepairRun } from './repair-log.js'

/** R36: of items that ask the same the first stays. */
export function dropDuplicates(curriculum: Curriculum, run: RepairRun): Curriculum {
  const twins = findTwins(curriculum.items)
  return {
    ...curriculum,
    items: curriculum.items.filter(({ stem }, index) => {
      const twin = twins[index]
      if (twin === undefined) return true
      run.dropped('R36', `item ${excerpt(stem)}: item ${twin + 1} asks the same`)
      return false
    }),
  }
}
