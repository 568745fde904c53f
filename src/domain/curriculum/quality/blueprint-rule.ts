import { countBlueprint } from '../count-blueprint.js'
import { checkThat, type QualityRule } from './quality-rule.js'

/** R30. */
export const BLUEPRINT_RULE: QualityRule = {
  id: 'R30',
  title: 'Blueprint: summative weights sum to 100; cells are the real counts of items',
  hard: true,
  passAt: 1,
  language: 'any',
  checks: ({ curriculum: { assessments, blueprint, items, units } }) => {
    const weight = assessments
      .filter(({ type }) => type === 'summative')
      .reduce((sum, assessment) => sum + assessment.weight, 0)
    const message = `the summative weights sum to ${weight}`
    const weights = checkThat(Math.abs(weight - 100) < 1e-6, '/assessments', message, 'let them sum to 100')
    const nameOf = (cell: { readonly unitId: string; readonly bloom: string }) => `${cell.unitId} ${cell.bloom}`
    const stated = new Map<string, number>()
    for (const cell of blueprint.cells) stated.set(nameOf(cell), (stated.get(nameOf(cell)) ?? 0) + cell.items)
    const counted = new Map(countBlueprint(units, items).cells.map((cell) => [nameOf(cell), cell.items]))
    const cells = [...new Set([...stated.keys(), ...counted.keys()])].map((name) =>
      checkThat(
        (stated.get(name) ?? 0) === (counted.get(name) ?? 0),
        '/blueprint/cells',
        `the cell ${name} states ${stated.get(name) ?? 0} items, there are ${counted.get(name) ?? 0}`,
        'count the items anew',
      ),
    )
    return [weights, ...cells]
  },
}
