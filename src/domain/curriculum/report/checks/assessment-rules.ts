import { excerpt } from '../../../text/plain-text.js'
import { countWords } from '../../../text/words.js'
import type { Rubric, RubricCriterion } from '../../assessment.js'
import { countBlueprint } from '../../blueprint.js'
import { SKILL_LEVELS } from '../../outcome.js'
import { type CheckRule, check, checkThat } from './check-rule.js'
import { allRubrics } from './located-parts.js'

/** R30. */
export const BLUEPRINT_RULE: CheckRule = {
  id: 'R30',
  title: 'Table of specifications: summative weights sum to 100; cells match the number of items',
  hard: true,
  threshold: 1,
  language: 'any',
  checks: ({ curriculum: { assessments, blueprint, items, units } }) => {
    const graded = assessments.filter(({ type }) => type === 'summative')
    const weight = graded.reduce((sum, assessment) => sum + assessment.weight, 0)
    const message = `the summative weights sum to ${weight}`
    // Without a summative assessment there is nothing to weigh: that is a gap.
    const weighed = graded.length === 0 || Math.abs(weight - 100) < 1e-6
    const weights = checkThat(weighed, '/assessments', message, 'let them sum to 100')
    const nameOf = (cell: { readonly unitId: string; readonly bloom: string }) => `${cell.unitId} ${cell.bloom}`
    const stated = new Map<string, number>()
    for (const cell of blueprint.cells) stated.set(nameOf(cell), (stated.get(nameOf(cell)) ?? 0) + cell.items)
    const counted = new Map(countBlueprint(units, items).cells.map((cell) => [nameOf(cell), cell.items]))
    const cells = [...new Set([...stated.keys(), ...counted.keys()])].map((name) =>
      checkThat(
        (stated.get(name) ?? 0) === (counted.get(name) ?? 0),
        '/blueprint/cells',
        `the cell ${name} states ${stated.get(name) ?? 0} items, there are ${counted.get(name) ?? 0}`,
        'count the items again',
      ),
    )
    return [weights, ...cells]
  },
}

const MIN_RUBRIC = { criteria: 1, descriptionWords: 4 } as const

/** The defect of a rubric, if any. */
function rubricFault({ criteria }: Rubric): string | undefined {
  if (criteria.length < MIN_RUBRIC.criteria) return `the rubric has ${criteria.length} criteria`
  const weight = criteria.reduce((sum, criterion) => sum + criterion.weight, 0)
  if (Math.abs(weight - 100) > 1e-6) return `the weights of the criteria sum to ${weight}`
  return criteria.map(criterionFault).find((fault) => fault !== undefined)
}

function criterionFault({ name, description, outcomeIds }: RubricCriterion): string | undefined {
  if (countWords(description) < MIN_RUBRIC.descriptionWords)
    return `criterion "${name}" is described in less than ${MIN_RUBRIC.descriptionWords} words`
  return outcomeIds.length === 0 ? `criterion "${name}" belongs to no outcome` : undefined
}

/** R39. */
export const RUBRIC_RULE: CheckRule = {
  id: 'R39',
  title: 'Rubric: weights 100, each criterion described and mapped to outcomes',
  hard: false,
  threshold: 1,
  language: 'any',
  checks: ({ curriculum }) =>
    allRubrics(curriculum).map(({ rubric, pointer }) =>
      check(pointer, rubricFault(rubric), 'say what full work shows, for each criterion'),
    ),
}

/** R44. */
export const SKILL_RULE: CheckRule = {
  id: 'R44',
  title: 'Skill book: skills have a level, evidence and outcomes',
  hard: false,
  threshold: 1,
  language: 'any',
  checks: ({ curriculum: { skillBook } }) =>
    skillBook.map(({ skill, level, evidence, outcomeIds }, index) => {
      const shown = evidence.some((criterion) => criterion.trim() !== '')
      const fault = !SKILL_LEVELS.includes(level)
        ? `has the level ${level}`
        : !shown
          ? 'has no evidence'
          : outcomeIds.length === 0
            ? 'covers no outcome'
            : undefined
      const message = fault === undefined ? undefined : `skill ${excerpt(skill)} ${fault}`
      return check(`/skillBook/${index}`, message, 'say at which level it is shown, by what, and for which outcomes')
    }),
}
