import { totalMinutes } from '../../hours/plan-minutes.js'
import { readingMinutes } from '../../hours/workload.js'
import { WORK_FOR_READING } from '../calibration.js'
import type { CheckContext } from '../checks/check-rule.js'

/** How far the material fills the hours. */
export interface FilledHours {
  readonly plannedMinutes: number
  /** Planned minutes of readings, activities and assessments, as far as the material can carry them. */
  readonly filledMinutes: number
}

/**
 * The planned minutes without the open ones; but no more than what the material can carry, so that stretched time does not count:
 * its readings with the work on them, its exercises, and its questions and tasks.
 */
export function filledHours({ curriculum, documents }: CheckContext): FilledHours {
  const { program, units, items, assessments } = curriculum
  const plannedMinutes = totalMinutes(program.totalHours)
  const open = units.reduce((sum, { openMinutes }) => sum + openMinutes, 0)
  const read = new Map<string, number>()
  for (const { docId, words } of units.flatMap(({ lessons }) => lessons.flatMap(({ readings }) => readings)))
    read.set(docId, (read.get(docId) ?? 0) + words)
  // A document counts once, however often it is read.
  const minutes = [...read].map(([docId, words]) =>
    readingMinutes(Math.min(words, documents.get(docId)?.document.words ?? 0), program.level),
  )
  const reading = minutes.reduce((sum, each) => sum + each, 0)
  const tasks = assessments.filter(({ itemIds, citations }) => itemIds.length + citations.length > 0)
  const asked = tasks.length === 0 ? 0 : items.length * MINUTES_FOR_ITEM
  const practised = units
    .flatMap(({ lessons }) => lessons.flatMap(({ activities }) => activities))
    .filter(({ citations }) => citations.length > 0)
    .reduce((sum, activity) => sum + Math.min(activity.minutes, MINUTES_FOR_ACTIVITY), 0)
  const carried = reading * WORK_FOR_READING + practised + asked
  return { plannedMinutes, filledMinutes: Math.max(0, Math.min(plannedMinutes - open, carried)) }
}

/** Minutes of work on a question, with the feedback on it. */
const MINUTES_FOR_ITEM = 4
/** More for one exercise is stretched. */
const MINUTES_FOR_ACTIVITY = 45
