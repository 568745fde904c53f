import { countWords } from '../../text/words.js'
import type { Rubric } from '../assessment.js'
import { apportion } from '../hours/apportion.js'
import type { Outcome } from '../outcome.js'
import type { AuthorTask } from './tasks-of-parts.js'

const MAX_CRITERIA = 6
const MAX_NAME_WORDS = 8

/** The criteria that the document states for a task, else one for each thing that the task asks; `undefined` for fewer than two. */
export function rubricOfTask({ criteria, asks }: AuthorTask, outcomes: readonly Outcome[]): Rubric | undefined {
  const named = criteria.length > 0 ? criteria : asks.map((ask) => ({ name: shortened(ask), description: ask }))
  const kept = named.slice(0, MAX_CRITERIA)
  if (kept.length < (criteria.length > 0 ? 1 : 2)) return undefined
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

/** The first words of an ask, as a name. */
function shortened(ask: string): string {
  const words = ask.split(' ')
  return countWords(ask) <= MAX_NAME_WORDS
    ? ask
    : `${words
        .slice(0, MAX_NAME_WORDS)
        .join(' ')
        .replace(/[,;:]$/, '')} …`
}
