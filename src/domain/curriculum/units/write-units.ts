import { tasksOfUnit } from '../assessments/tasks-of-unit.js'
import { type DraftAssessments, draftAssessments } from '../assessments/write-assessments.js'
import type { ProgramSpecification } from '../curriculum.js'
import { type MinutePlan, planMinutes, totalMinutes } from '../hours/plan-minutes.js'
import { writeItems } from '../items/write-items.js'
import { alignOutcomes } from '../outcomes/align-outcomes.js'
import { outcomesOfUnits } from '../outcomes/outcomes-of-units.js'
import type { UnitMaterial } from '../outline/document-part.js'
import type { Outline, PlannedUnit } from '../outline/plan-units.js'
import { PartIds } from '../part-ids.js'
import type { Lesson, Unit } from '../unit.js'
import { glossaryEntry, glossaryOfUnits } from './glossary-of-units.js'
import { keyPointsOfUnit } from './key-points-of-unit.js'
import { lessonsOfFolders, withoutShortLessons } from './lessons-of-folders.js'
import { type LessonPlan, loadOf, planLessons } from './plan-lessons.js'
import { prerequisitesOfUnits } from './prerequisites-of-units.js'
import { topicsOfUnit } from './topics-of-unit.js'

/** The units of a program, and what a reader should know about their time. */
export interface WrittenUnits {
  readonly units: readonly Unit[]
  readonly remarks: readonly string[]
}

/** Writes the units of an outline with all content. Readings that do not fit into the hours are named in a remark. */
export function writeUnits(outline: Outline, program: ProgramSpecification, seed: number): WrittenUnits {
  const all = draftUnits(outline, program, seed)
  const late = all.lessons.map((lessons, unit) =>
    lessons.flatMap(({ part }, lesson) =>
      (all.plan.units[unit]?.lessons[lesson]?.readings[0]?.minutes ?? 0) > 0 ? [] : [part],
    ),
  )
  if (late.every((parts) => parts.length === 0)) return { units: timedUnits(all), remarks: remarksOn(all, program) }
  // What is not read is not taught: the units are written again without it.
  const units = outline.units.map((unit, index) => ({
    ...unit,
    parts: unit.parts.filter((part) => !late[index]?.includes(part)),
  }))
  const rest = draftUnits({ ...outline, units }, program, seed)
  const names = late.flat().map(({ title, analysis }) => `"${title}" (${analysis.document.id})`)
  return {
    units: timedUnits(rest),
    remarks: [...remarksOn(all, program), `further reading, for which there is no time: ${names.join(', ')}`],
  }
}

function remarksOn({ plan }: DraftUnits, { totalHours }: ProgramSpecification): readonly string[] {
  const hours = (minutes: number) => Math.round(minutes / 6) / 10
  return [
    ...(plan.needed <= totalMinutes(totalHours)
      ? []
      : [`the material needs ${hours(plan.needed)} hours, the program has ${totalHours}: some of it is left out`]),
    ...(plan.assessments.includes(0) ? ['there is no time for the entry test: the units take all hours'] : []),
  ]
}

interface DraftUnits {
  /** Without lessons and minutes. */
  readonly units: readonly Unit[]
  readonly lessons: readonly (readonly LessonPlan[])[]
  readonly plan: MinutePlan
}

function draftUnits(outline: Outline, program: ProgramSpecification, seed: number): DraftUnits {
  const planned = outline.units
  const glossaries = glossaryOfUnits(outline)
  const outcomes = alignOutcomes(outcomesOfUnits(planned, glossaries, program.totalHours), program.outcomes)
  const needs = prerequisitesOfUnits(planned, glossaries)
  const taken = new Set<string>()
  const ids = new PartIds()
  const lessons = planned.map((unit, index) =>
    planLessons(unit, outcomes[index] ?? [], tasksOfUnit(unit.parts, outcomes[index] ?? []), taken),
  )
  const units = planned.map(({ id, title, parts, placement }, index): Unit => {
    const terms = glossaries[index] ?? []
    const topics = topicsOfUnit(parts, terms)
    const subjects = [title, ...topics, ...terms.map(({ term }) => term)]
    return {
      id,
      origin: 'generated',
      title,
      placement,
      minutes: 0,
      openMinutes: 0,
      prerequisites: needs[index] ?? [],
      topics,
      outcomes: outcomes[index] ?? [],
      keyPoints: keyPointsOfUnit(parts, subjects, ids),
      glossary: terms.map((term) => glossaryEntry(term, ids)),
      lessons: [],
    }
  })
  const materials = units.map((unit, index): UnitMaterial => ({ unit, parts: planned[index]?.parts ?? [] }))
  const assessments = draftAssessments(program, materials, writeItems(materials, seed))
  return { units, lessons, plan: planOf(program, planned, lessons, assessments) }
}

function planOf(
  { totalHours, level }: ProgramSpecification,
  units: readonly PlannedUnit[],
  lessons: readonly (readonly LessonPlan[])[],
  { ofProgram, ofUnits }: DraftAssessments,
): MinutePlan {
  return planMinutes({
    totalHours,
    level,
    units: units.map((unit, index) => ({
      lessons: (lessons[index] ?? []).map(loadOf),
      assessments: (ofUnits[index] ?? []).map(({ minutes }) => minutes),
      ...hoursOf(unit),
    })),
    assessments: ofProgram.map(({ minutes }) => minutes),
  })
}

/** The hours that the brief gives to a unit. */
function hoursOf(unit: PlannedUnit): { readonly minutes?: number } {
  return unit.hours === undefined ? {} : { minutes: totalMinutes(unit.hours) }
}

function timedUnits({ units, lessons, plan }: DraftUnits): readonly Unit[] {
  const ids = new PartIds()
  return units.map((unit, index) => {
    const time = plan.units[index]
    const timed = (lessons[index] ?? []).flatMap((planned, at) => {
      const lesson = timedLesson(planned, time?.lessons[at], ids)
      return lesson === undefined ? [] : [{ lesson, docId: planned.part.analysis.document.id }]
    })
    return {
      ...unit,
      minutes: time?.minutes ?? 0,
      openMinutes: time?.openMinutes ?? 0,
      lessons: withoutShortLessons(
        lessonsOfFolders(
          timed.map(({ lesson }) => lesson),
          timed.map(({ docId }) => docId),
        ),
      ),
    }
  })
}

function timedLesson(
  { title, part, activities }: LessonPlan,
  time: MinutePlan['units'][number]['lessons'][number] | undefined,
  ids: PartIds,
): Lesson | undefined {
  const { id: docId } = part.analysis.document
  const id = ids.of('lesson', docId, part.section ?? '')
  const [reading] = time?.readings ?? []
  if (time === undefined || time.minutes === 0) return undefined
  return {
    id,
    origin: 'generated',
    title,
    minutes: time.minutes,
    readings:
      reading === undefined || reading.minutes === 0
        ? []
        : [{ docId, ...reading, ...(part.section === undefined ? {} : { section: part.section }) }],
    activities: activities.flatMap(({ start: _, ...activity }, index) => {
      const activityId = ids.of('activity', docId, activity.type, activity.description)
      const minutes = time.activities[index] ?? 0
      return minutes === 0 ? [] : [{ ...activity, id: activityId, origin: 'generated' as const, minutes }]
    }),
  }
}
