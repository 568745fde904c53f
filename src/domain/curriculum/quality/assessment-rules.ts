import { excerpt } from '../../text/plain-text.js'
import { countWords } from '../../text/words.js'
import type { Rubric, RubricCriterion } from '../assessment.js'
import { reachesBloom } from '../bloom.js'
import { countBlueprint } from '../blueprint.js'
import { SKILL_LEVELS } from '../outcome.js'
import { allRubrics } from './located-parts.js'
import { check, checkThat, type QualityRule } from './quality-rule.js'

/** R30. */
export const BLUEPRINT_RULE: QualityRule = {
  id: 'R30',
  title: 'Table of specifications: summative weights sum to 100; cells match the number of items',
  hard: true,
  threshold: 1,
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
export const RUBRIC_RULE: QualityRule = {
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

const MIN_VARIETY = { activityTypes: 2, representations: 2, methods: 3 } as const

/** R40. */
export const VARIETY_RULE: QualityRule = {
  id: 'R40',
  title:
    'Universal design: two activity types and representations in each unit, three assessment methods in the program',
  hard: false,
  threshold: 1,
  language: 'any',
  checks: ({ curriculum: { units, assessments } }) => {
    const perUnit = units.flatMap(({ lessons }, index) => {
      const activities = lessons.flatMap((lesson) => lesson.activities)
      const types = new Set(activities.map(({ type }) => type)).size
      const representations = new Set(activities.map(({ representation }) => representation)).size
      const pointer = `/units/${index}/lessons`
      return [
        checkThat(
          types >= MIN_VARIETY.activityTypes,
          pointer,
          `unit ${index + 1} has ${types} types of activity`,
          'let learners do something of another kind',
        ),
        checkThat(
          representations >= MIN_VARIETY.representations,
          pointer,
          `unit ${index + 1} uses ${representations} representations`,
          'offer the content in another way too',
        ),
      ]
    })
    const methods = new Set(assessments.map(({ method }) => method)).size
    const message = `the program assesses with ${methods} methods`
    return [...perUnit, checkThat(methods >= MIN_VARIETY.methods, '/assessments', message, 'assess in another way too')]
  },
}

const MIN_EVIDENCE = 2

/** R44. */
export const SKILL_RULE: QualityRule = {
  id: 'R44',
  title: 'Skill book: skills have a level, evidence and outcomes; every outcome at apply or higher is in a skill',
  hard: false,
  threshold: 1,
  language: 'any',
  checks: ({ curriculum: { skillBook }, unitOutcomes }) => {
    const covered = new Set(skillBook.flatMap(({ outcomeIds }) => outcomeIds))
    return [
      ...skillBook.map(({ skill, level, evidence, outcomeIds }, index) => {
        const distinct = new Set(evidence.map((criterion) => criterion.trim()).filter((criterion) => criterion !== ''))
        const fault = !SKILL_LEVELS.includes(level)
          ? `has the level ${level}`
          : distinct.size < MIN_EVIDENCE
            ? `has ${distinct.size} criteria of evidence`
            : outcomeIds.length === 0
              ? 'covers no outcome'
              : undefined
        const message = fault === undefined ? undefined : `skill ${excerpt(skill)} ${fault}`
        return check(`/skillBook/${index}`, message, 'say at which level it is shown, by what, and for which outcomes')
      }),
      ...unitOutcomes
        .filter(({ outcome }) => reachesBloom(outcome.bloom, 'apply'))
        .map(({ outcome, pointer }) =>
          checkThat(
            covered.has(outcome.id),
            pointer,
            `${excerpt(outcome.text)} is in no skill`,
            'add the outcome to a skill',
          ),
        ),
    ]
  },
}
