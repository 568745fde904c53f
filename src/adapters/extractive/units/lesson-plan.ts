import type { ActivityType, LessonLoad, Representation } from '../../../domain/curriculum/index.js'
import type { DocumentPart } from '../outline/document-part.js'

/** An activity before it has minutes. */
export interface PlannedActivity {
  readonly type: ActivityType
  readonly representation: Representation
  readonly description: string
  readonly outcomeIds: readonly string[]
}

/** A lesson before it has minutes. */
export interface LessonPlan {
  readonly title: string
  readonly parts: readonly DocumentPart[]
  readonly activities: readonly PlannedActivity[]
}

/** What takes time in a lesson. */
export function loadOf({ parts, activities }: LessonPlan): LessonLoad {
  return { readings: parts.map(({ words }) => words), activities: activities.map(({ type }) => type) }
}
