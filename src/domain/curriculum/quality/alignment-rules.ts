import { excerpt } from '../../text/plain-text.js'
import { ASSESSMENT_METHODS, type Assessment, type ResponseForm, type Rubric } from '../assessment.js'
import { reachesBloom } from '../bloom.js'
import { ITEM_KINDS, type Item } from '../item.js'
import type { Outcome } from '../outcome.js'
import { checkThat, type QualityRule, type RuleContext } from './quality-rule.js'

/** The items of an assessment that exist. */
function itemsOf({ itemIds }: Assessment, { itemsById }: Pick<RuleContext, 'itemsById'>): readonly Item[] {
  return itemIds.flatMap((id) => itemsById.get(id) ?? [])
}

/** R11 and R13 to R15: outcomes, teaching and assessment are aligned. */
export const ALIGNMENT_RULES: readonly QualityRule[] = [
  {
    id: 'R11',
    title: 'Every unit outcome is assessed at least once',
    hard: true,
    threshold: 1,
    language: 'any',
    checks: ({ curriculum: { assessments }, unitOutcomes }) => {
      const assessed = new Set(assessments.flatMap(({ outcomeIds }) => outcomeIds))
      return unitOutcomes.map(({ outcome, pointer }) =>
        checkThat(
          assessed.has(outcome.id),
          pointer,
          `no assessment covers ${excerpt(outcome.text)}`,
          'add the outcome to an assessment that can show it',
        ),
      )
    },
  },
  {
    id: 'R13',
    title: 'Cognitive alignment: some assessment reaches the Bloom level of the outcome with a capable method',
    hard: true,
    threshold: 1,
    language: 'any',
    checks: (context) => {
      const held = context.curriculum.assessments.map((assessment) => ({
        assessment,
        items: itemsOf(assessment, context),
      }))
      return context.unitOutcomes.map(({ outcome, pointer }) =>
        checkThat(
          held.some(({ assessment, items }) => assessmentReaches(assessment, items, outcome)),
          pointer,
          `no assessment gives evidence of ${excerpt(outcome.text)} at level ${outcome.bloom}`,
          'assess it with a method and an item or task that reach that level',
        ),
      )
    },
  },
  {
    id: 'R14',
    title: 'Every unit outcome is practised in a learning activity',
    hard: false,
    threshold: 1,
    language: 'any',
    checks: ({ curriculum: { units }, unitOutcomes }) => {
      const activities = units.flatMap(({ lessons }) => lessons.flatMap((lesson) => lesson.activities))
      const practised = new Set(activities.flatMap(({ outcomeIds }) => outcomeIds))
      return unitOutcomes.map(({ outcome, pointer }) =>
        checkThat(
          practised.has(outcome.id),
          pointer,
          `no activity practises ${excerpt(outcome.text)}`,
          'add the outcome to an activity of a lesson',
        ),
      )
    },
  },
  {
    id: 'R15',
    title: 'Outcomes at apply or higher have a constructed response or a performance; evaluate and create a rubric',
    hard: false,
    threshold: 1,
    language: 'any',
    checks: ({ curriculum: { assessments, items }, unitOutcomes }) =>
      unitOutcomes
        .filter(({ outcome }) => reachesBloom(outcome.bloom, 'apply'))
        .map(({ outcome, pointer }) => {
          const tasks = assessments.filter(
            ({ method, outcomeIds }) =>
              ASSESSMENT_METHODS[method].form !== 'selected' && outcomeIds.includes(outcome.id),
          )
          const answers = items.filter((item) => item.outcomeId === outcome.id && formOf(item) !== 'selected')
          const judged =
            tasks.some(({ rubric }) => judges(rubric, outcome.id)) ||
            answers.some((item) => item.format === 'open' && judges(item.rubric, outcome.id))
          if (tasks.length + answers.length === 0)
            return checkThat(
              false,
              pointer,
              `${excerpt(outcome.text)} is only assessed by picking answers`,
              'add a task or an open question for it',
            )
          return checkThat(
            judged || !reachesBloom(outcome.bloom, 'evaluate'),
            pointer,
            `no rubric judges ${excerpt(outcome.text)}`,
            'give its task a rubric with a criterion for this outcome',
          )
        }),
  },
]

/** How the answer to an item is given. */
function formOf(item: Item): ResponseForm {
  if (item.format !== 'open') return 'selected'
  const { form } = ITEM_KINDS[item.kind]
  return form === 'performance' ? 'performance' : 'constructed'
}

/** Whether an item gives evidence of an outcome at its Bloom level. */
export function itemReaches(item: Item, outcome: Outcome): boolean {
  return (
    item.outcomeId === outcome.id &&
    reachesBloom(item.bloom, outcome.bloom) &&
    reachesBloom(ITEM_KINDS[item.kind].reaches, outcome.bloom)
  )
}

/** Whether a criterion of the rubric judges the outcome. */
export function judges(rubric: Rubric | undefined, outcomeId: string): boolean {
  return rubric?.criteria.some(({ outcomeIds }) => outcomeIds.includes(outcomeId)) ?? false
}

/**
 * Whether an assessment gives evidence of an outcome at its Bloom level: by its method and its content. A test
 * needs an item that does; a task may be judged as a whole.
 */
export function assessmentReaches(assessment: Assessment, items: readonly Item[], outcome: Outcome): boolean {
  const { form, reaches } = ASSESSMENT_METHODS[assessment.method]
  if (!assessment.outcomeIds.includes(outcome.id)) return false
  if (!reachesBloom(reaches, outcome.bloom) || !reachesBloom(assessment.bloom, outcome.bloom)) return false
  if (items.some((item) => itemReaches(item, outcome))) return true
  return form !== 'selected' && (items.length === 0 || judges(assessment.rubric, outcome.id))
}
