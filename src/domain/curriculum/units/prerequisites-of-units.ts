import type { Term } from '../analysis/terms.js'
import { textOfPart } from '../outline/document-part.js'
import type { PlannedUnit } from '../outline/plan-units.js'

const MAX_PREREQUISITES = 2
/** A unit needs another one if it uses so many of its terms so often. */
const MIN = { terms: 2, uses: 3 } as const
/** More uses of a term say no more. */
const MAX_USES = 5

/** For each unit, at most two earlier units whose terms it uses most. */
export function prerequisitesOfUnits(
  units: readonly PlannedUnit[],
  glossaries: readonly (readonly Term[])[],
): readonly (readonly string[])[] {
  const texts = units.map(({ parts }) => plain(parts.map(textOfPart).join(' ')))
  const usesIn = (unit: number, { key }: Term) => (texts[unit] ?? '').split(` ${key} `).length - 1
  return units.map((_unit, index) => {
    const needs = units.slice(0, index).map(({ id }, earlier) => {
      const used = (glossaries[earlier] ?? [])
        .filter((term) => usesIn(index, term) >= MIN.uses)
        .map((term) => Math.min(MAX_USES, usesIn(index, term)))
      return { id, earlier, terms: used.length, uses: used.reduce((sum, uses) => sum + uses, 0) }
    })
    return needs
      .filter(({ terms }) => terms >= MIN.terms)
      .sort((a, b) => b.uses - a.uses || b.earlier - a.earlier)
      .slice(0, MAX_PREREQUISITES)
      .sort((a, b) => a.earlier - b.earlier)
      .map(({ id }) => id)
  })
}

function plain(text: string): string {
  return ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')} `
}
