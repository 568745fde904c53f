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
    .map((part) => ({ title: freeTitle(part, taken), part, activities: lessonActivities(part, outcomes, tasks) }))
}

/** The title of a part; a second part with the same title is told apart by its document. */
function freeTitle(part: DocumentPart, taken: Set<string>): string {
  const title = plainTitle(part.title)
  const words = countWords(title)
  const first = words >= 1 && words <= MAX_TITLE_WORDS ? title : 'Lesson'
  const candidates = [first, `${first} (${nameOf(part, 1)})`, `${first} (${nameOf(part, 2)})`]
  let free = candidates.find((candidate) => !taken.has(candidate.toLowerCase())) ?? `${first} 2`
  for (let number = 3; taken.has(free.toLowerCase()); number++) free = `${first} ${number}`
  taken.add(free.toLowerCase())
  return free
}

/** The end of the path of a document as words. */
function nameOf({ analysis }: DocumentPart, segments: number): string {
  const name = analysis.document.id.split('/').slice(-segments).join(' ')
  return name.replace(/\.\w+$/, '').replace(/[-_/]+/g, ' ')
}
