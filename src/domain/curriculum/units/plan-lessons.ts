import { countWords } from '../../text/words.js'
import type { Term } from '../analysis/terms.js'
import type { LessonLoad } from '../hours/plan-minutes.js'
import type { Outcome } from '../outcome.js'
import type { DocumentPart } from '../outline/document-part.js'
import type { PlannedUnit } from '../outline/plan-units.js'
import { plainTitle } from '../outline/unit-title.js'
import { closingActivities, lessonActivities, type PlannedActivity } from './lesson-activities.js'

/** A lesson before it has minutes. */
export interface LessonPlan {
  readonly title: string
  readonly parts: readonly DocumentPart[]
  readonly activities: readonly PlannedActivity[]
}

/** The time-consuming content of a lesson. */
export function loadOf({ parts, activities }: LessonPlan): LessonLoad {
  return { readings: parts.map(({ words }) => words), activities: activities.map(({ type }) => type) }
}

const MIN_LESSONS = 3
const MAX_TITLE_WORDS = 10

/**
 * The lessons of a unit: one on each part, and a last one over all of them if there are few.
 *
 * @param most maximum number, by the available time
 * @param taken titles that are in use, in lower case; those of the new lessons are added
 */
export function planLessons(
  unit: PlannedUnit,
  terms: readonly Term[],
  outcomes: readonly Outcome[],
  max: number,
  taken: Set<string>,
): readonly LessonPlan[] {
  const groups = shareOut(unit.parts, Math.max(1, max - 1))
  const lessons = groups.map((parts): LessonPlan => {
    const own = outcomes.filter(({ citations }) =>
      citations.some((citation) => parts.some((part) => holds(part, citation))),
    )
    const ownTerms = terms.filter(({ citation }) => parts.some((part) => holds(part, citation)))
    return {
      title: freeTitle(
        parts.map(({ title }) => plainTitle(title)),
        taken,
      ),
      parts,
      activities: lessonActivities(parts, ownTerms, own.length > 0 ? own : outcomes),
    }
  })
  if (lessons.length >= MIN_LESSONS && practisesAll(lessons, outcomes)) return lessons
  return [
    ...lessons,
    {
      title: freeTitle([`${unit.title} in practice`, `Unit ${unit.id.replace(/\D/g, '')} in practice`], taken),
      parts: [],
      activities: closingActivities(unit.title, unit.parts, outcomes),
    },
  ]
}

function practisesAll(lessons: readonly LessonPlan[], outcomes: readonly Outcome[]): boolean {
  const practised = new Set(lessons.flatMap(({ activities }) => activities.flatMap(({ outcomeIds }) => outcomeIds)))
  return outcomes.every(({ id }) => practised.has(id))
}

function holds(part: DocumentPart, { docId, start }: { readonly docId: string; readonly start: number }): boolean {
  return part.analysis.document.id === docId && part.start <= start && start < part.end
}

/** Groups neighbours into at most `most` groups of similar size. */
function shareOut(parts: readonly DocumentPart[], max: number): readonly (readonly DocumentPart[])[] {
  const count = Math.min(max, parts.length)
  return Array.from({ length: count }, (_unused, group) =>
    parts.slice(Math.floor((group * parts.length) / count), Math.floor(((group + 1) * parts.length) / count)),
  )
}

function freeTitle(candidates: readonly string[], taken: Set<string>): string {
  const fitting = candidates.filter((title) => countWords(title) >= 1 && countWords(title) <= MAX_TITLE_WORDS)
  const first = fitting[0] ?? 'Lesson'
  let title = fitting.find((candidate) => !taken.has(candidate.toLowerCase())) ?? `${first} 2`
  for (let number = 3; taken.has(title.toLowerCase()); number++) title = `${first} ${number}`
  taken.add(title.toLowerCase())
  return title
}
