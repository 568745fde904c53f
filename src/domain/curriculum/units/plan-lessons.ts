import { isGenericTitle } from '../../knowledge/assembly/document-title.js'
import { countWords } from '../../text/words.js'
import type { UnitTask } from '../assessments/tasks-of-unit.js'
import type { LessonLoad } from '../hours/plan-minutes.js'
import type { Outcome } from '../outcome.js'
import type { DocumentPart } from '../outline/document-part.js'
import type { PlannedUnit } from '../outline/plan-units.js'
import { plainTitle } from '../outline/unit-title.js'
import { lessonActivities, type PlannedActivity } from './lesson-activities.js'

/** A lesson before it has minutes. */
export interface LessonPlan {
  readonly title: string
  readonly part: DocumentPart
  readonly activities: readonly PlannedActivity[]
}

/** The time-consuming content of a lesson. */
export function loadOf({ part, activities }: LessonPlan): LessonLoad {
  return { readings: [part.words], activities: activities.map(({ minutes }) => minutes) }
}

const MAX_TITLE_WORDS = 10
/** A longer title of a unit says too much in the title of a lesson. */
const MAX_UNIT_WORDS = 5

/**
 * The lessons of a unit: one on each part.
 *
 * @param taken titles that are in use, in lower case; those of the new lessons are added
 */
export function planLessons(
  unit: PlannedUnit,
  outcomes: readonly Outcome[],
  tasks: readonly UnitTask[],
  taken: Set<string>,
): readonly LessonPlan[] {
  return unit.parts
    .filter(({ words }) => words > 0)
    .map((part) => ({
      title: freeTitle(part, unit.title, taken),
      part,
      activities: lessonActivities(part, outcomes, tasks),
    }))
}

/** The title of a part. One without a subject, or that another part has, is told apart by the title of its unit. */
function freeTitle(part: DocumentPart, unit: string, taken: Set<string>): string {
  const own = plainTitle(part.title)
  const title = countWords(own) >= 1 ? own : 'Untitled'
  const inUnit = `${title}: ${unit}`
  const isOpen = isGenericTitle(part.title) && countWords(unit) <= MAX_UNIT_WORDS
  const candidates = (isOpen ? [inUnit, title] : [title, inUnit]).filter((one) => countWords(one) <= MAX_TITLE_WORDS)
  let free = candidates.find((candidate) => !taken.has(candidate.toLowerCase())) ?? `${title} 2`
  for (let number = 3; taken.has(free.toLowerCase()); number++) free = `${title} ${number}`
  taken.add(free.toLowerCase())
  return free
}
