import type { Rubric } from '../assessment.js'
import { apportion } from '../hours/apportion.js'
import type { Outcome } from '../outcome.js'
import type { AuthorTask } from './author-tasks.js'

const MAX_CRITERIA = 6

/** A rubric with the criteria of a task, all of the same weight; `undefined` if it has none. */
export function rubricOfTask({ criteria }: AuthorTask, outcomes: readonly Outcome[]): Rubric | undefined {
  const kept = criteria.slice(0, MAX_CRITERIA)
  if (kept.length === 0) return undefined
  const weights = apportion(
    100,
    kept.map(() => 1),
  )
  const outcomeIds = outcomes.map(({ id }) => id)
  return {
    criteria: kept.map(({ name, description }, index) => ({
      name,
      weight: weights[index] ?? 0,
      outcomeIds,
      description,
    })),
  }
}
