import { textOfPart } from '../outline/document-part.js'
import type { PlannedUnit } from '../outline/plan-units.js'
import type { Term } from '../survey/terms-of.js'

const MOST = 2
const LEAST_USES = 3

/** For each unit the earlier ones whose terms it uses most, at most two; where none is used, the one before it. */
export function prerequisitesOfUnits(
  units: readonly PlannedUnit[],
  glossaries: readonly (readonly Term[])[],
): readonly (readonly string[])[] {
  const texts = units.map(
    ({ parts }) =>
      ` ${parts
        .map(textOfPart)
        .join(' ')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')} `,
  )
  return units.map((_unit, index) => {
    const uses = units.slice(0, index).map(({ id }, earlier) => ({
      id,
      earlier,
      count: (glossaries[earlier] ?? []).reduce(
        (sum, { key }) => sum + Math.min(5, (texts[index] ?? '').split(` ${key} `).length - 1),
        0,
      ),
    }))
    const needed = uses
      .filter(({ count }) => count >= LEAST_USES)
      .sort((a, b) => b.count - a.count || b.earlier - a.earlier)
      .slice(0, MOST)
      .sort((a, b) => a.earlier - b.earlier)
    const before = units[index - 1]
    if (needed.length > 0) return needed.map(({ id }) => id)
    return before === undefined ? [] : [before.id]
  })
}
