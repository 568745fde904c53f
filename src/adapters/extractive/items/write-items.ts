import type { Item } from '../../../domain/curriculum/index.js'
import { draftsOfUnit } from './drafts-of-unit.js'
import { type AskedBefore, askedBy, outcomeFor, settleItem } from './settle-items.js'
import type { UnitMaterial } from './unit-material.js'

/** The items of all units, in their order. */
export function writeItems(units: readonly UnitMaterial[], seed: number): readonly Item[] {
  const items: Item[] = []
  const asked: AskedBefore[] = []
  const used: number[] = []
  for (const material of units) {
    const { unit } = material
    const drafts = draftsOfUnit(material, asked, seed)
    asked.push(...drafts.map(askedBy))
    for (const [index, draft] of drafts.entries()) {
      const outcome = outcomeFor(draft, unit.outcomes)
      if (outcome === undefined) continue
      const item = settleItem(draft, `${unit.id}-i${index + 1}`, outcome.id, used, seed)
      items.push(item)
      if (item.format !== 'choice') continue
      const position = item.options.findIndex((option) => option.id === item.key)
      used[position] = (used[position] ?? 0) + 1
    }
  }
  return items
}
