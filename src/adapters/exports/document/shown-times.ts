import { apportion, type Curriculum, type Unit } from '../../../domain/curriculum/index.js'

/** Minutes as pages show them. A part and its own parts add up. */
export interface ShownTimes {
  /** All minutes that are planned. */
  readonly planned: number
  readonly filled: number
  readonly open: number
  readonly units: readonly ShownUnit[]
  /** Of all assessments, in their order. */
  readonly assessments: readonly number[]
}

export interface ShownUnit {
  readonly minutes: number
  readonly open: number
  readonly lessons: readonly ShownLesson[]
}

export interface ShownLesson {
  readonly minutes: number
  /** Of its readings, then of its activities. */
  readonly steps: readonly number[]
}

/** Nobody plans a course to the minute. */
const STEP_MINUTES = 5

/**
 * Rounds the times of a curriculum to five minutes, so that they still add up; to one minute where a part is too short for
 * that. Less than five minutes without material are not shown. JSON and CSV have the exact minutes.
 *
 * @param filled the exact minutes that the material fills
 */
export function shownTimes({ units, assessments }: Curriculum, filled: number): ShownTimes {
  const ofProgram = assessments.flatMap(({ unitId }, index) => (unitId === undefined ? [index] : []))
  const shownAssessments = assessments.map(({ minutes }) => minutes)
  const minutesOf = (index: number) => assessments[index]?.minutes ?? 0
  const exact = [...ofProgram.map(minutesOf), ...units.map(({ minutes }) => minutes)]
  const planned = sumOf(exact)
  const shown = rounded(planned, exact)
  for (const [at, index] of ofProgram.entries()) shownAssessments[index] = shown[at] ?? 0
  const shownUnits = units.map((unit, index): ShownUnit => {
    const own = assessments.flatMap(({ unitId }, at) => (unitId === unit.id ? [at] : []))
    const minutes = shown[ofProgram.length + index] ?? 0
    const { open, lessons, assessed } = withinUnit(unit, minutes, own.map(minutesOf))
    for (const [at, assessment] of own.entries()) shownAssessments[assessment] = assessed[at] ?? 0
    return { minutes, open, lessons }
  })
  const open = sumOf(shownUnits.map((unit) => unit.open))
  const unfilled = planned - filled - sumOf(units.map(({ openMinutes }) => openMinutes))
  const rest = Math.max(0, Math.round(unfilled / STEP_MINUTES) * STEP_MINUTES)
  return { planned, filled: Math.max(0, planned - open - rest), open, units: shownUnits, assessments: shownAssessments }
}

function withinUnit({ lessons, openMinutes }: Unit, minutes: number, assessments: readonly number[]) {
  const taught = [...lessons.map((lesson) => lesson.minutes), ...assessments]
  const isShown = openMinutes >= STEP_MINUTES || sumOf(taught) === 0
  const [open = 0, ...shown] = rounded(minutes, [isShown ? openMinutes : 0, ...taught])
  return {
    open,
    lessons: lessons.map(({ readings, activities }, index): ShownLesson => {
      const own = shown[index] ?? 0
      const steps = [...readings, ...activities].map((step) => step.minutes)
      return { minutes: own, steps: rounded(own, steps) }
    }),
    assessed: shown.slice(lessons.length),
  }
}

/** `total` divided in proportion to `minutes`, in steps; no part that takes time gets none. */
function rounded(total: number, minutes: readonly number[]): readonly number[] {
  if (sumOf(minutes) === 0 || !Number.isInteger(total)) return minutes
  const isLong = total % STEP_MINUTES === 0 && minutes.every((part) => part === 0 || part >= STEP_MINUTES / 2)
  const step = isLong ? STEP_MINUTES : 1
  const least = minutes.map((part) => (part > 0 ? 1 : 0))
  return apportion(total / step, minutes, least).map((count) => count * step)
}

function sumOf(minutes: readonly number[]): number {
  return minutes.reduce((sum, each) => sum + each, 0)
}
