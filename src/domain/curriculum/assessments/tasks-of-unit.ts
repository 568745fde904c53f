import type { Rubric } from '../assessment.js'
import { reachesBloom } from '../bloom.js'
import type { Outcome } from '../outcome.js'
import { ConceptFit } from '../outcomes/concept-fit.js'
import type { DocumentPart } from '../outline/document-part.js'
import { type AuthorTask, authorTasks } from './author-tasks.js'
import { rubricOfTask } from './rubric-of-task.js'

/** A task with what it shows. */
export interface UnitTask {
  readonly task: AuthorTask
  readonly outcomes: readonly Outcome[]
  readonly rubric: Rubric
}

const MAX_OUTCOMES = 3

/** The tasks for the mark: the assignments of a unit; without any, the most demanding exercise that can be judged. */
export function tasksOfUnit(parts: readonly DocumentPart[], outcomes: readonly Outcome[]): readonly UnitTask[] {
  const fit = new ConceptFit(outcomes)
  const all = parts.flatMap(authorTasks).flatMap((task): readonly UnitTask[] => {
    const shown = outcomesOf(task, outcomes, fit)
    const rubric = rubricOfTask(task, shown)
    return shown.length === 0 || rubric === undefined ? [] : [{ task, outcomes: shown, rubric }]
  })
  const assignments = all.filter(({ task }) => task.isAssignment)
  if (assignments.length > 0) return assignments
  const [best] = [...all].sort((a, b) => worthOf(b) - worthOf(a))
  return best === undefined ? [] : [best]
}

/** Higher levels first, then longer tasks. */
function worthOf({ task }: UnitTask): number {
  const level = ['create', 'evaluate', 'analyze'].indexOf(task.bloom)
  return (level < 0 ? 0 : 3 - level) * 1000 + task.minutes
}

/** The outcomes that a task is about, at its level or below. */
function outcomesOf(task: AuthorTask, outcomes: readonly Outcome[], fit: ConceptFit<Outcome>): readonly Outcome[] {
  const about = [task.title, task.text, ...task.criteria.flatMap(({ name, description }) => [name, description])].join(
    '\n',
  )
  const found = new Set<Outcome>()
  while (found.size < MAX_OUTCOMES) {
    const best = fit.best(about, (outcome) => !found.has(outcome) && reachesBloom(task.bloom, outcome.bloom))
    if (best === undefined) break
    found.add(best)
  }
  return outcomes.filter((outcome) => found.has(outcome))
}
