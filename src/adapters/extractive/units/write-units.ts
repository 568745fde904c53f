import {
  type Outcome,
  type ProgramSpecification,
  planMinutes,
  reachesBloom,
  type Unit,
} from '../../../domain/curriculum/index.js'
import { PROGRAM_ASSESSMENTS, UNIT_ASSESSMENTS } from '../assessments/assessment-frame.js'
import { alignOutcomes } from '../outcomes/align-outcomes.js'
import { chooseOutcomes } from '../outcomes/choose-outcomes.js'
import {
  outcomesOfPurposes,
  outcomesOfTerms,
  outcomesOfTitles,
  outcomesOfTopics,
} from '../outcomes/derived-outcomes.js'
import { raiseLastUnits } from '../outcomes/raise-last-units.js'
import { outcomesOfObjectives, outcomesOfQuestions } from '../outcomes/stated-outcomes.js'
import type { DocumentPart } from '../outline/document-part.js'
import { textOfPart, withinPart } from '../outline/document-part.js'
import type { Outline } from '../outline/plan-units.js'
import type { Term } from '../survey/terms-of.js'
import { glossaryEntry, glossaryOfUnits } from './glossary-of-units.js'
import { keyPointsOfUnit } from './key-points-of-unit.js'
import { type LessonPlan, loadOf } from './lesson-plan.js'
import { planLessons } from './plan-lessons.js'
import { prerequisitesOfUnits } from './prerequisites-of-units.js'
import { topicsOfUnit } from './topics-of-unit.js'

const LESSON_MINUTES = 12

/** The units of an outline, with all that they hold. */
export function writeUnits(outline: Outline, program: ProgramSpecification): readonly Unit[] {
  const { units } = outline
  const glossaries = glossaryOfUnits(outline)
  const topics = units.map(({ parts }, index) => topicsOfUnit(parts, glossaries[index] ?? []))
  const outcomes = outcomesOfUnits(outline, glossaries, topics, program)
  const needs = prerequisitesOfUnits(units, glossaries)
  const taken = new Set<string>()
  const mostLessons = Math.max(2, Math.floor((program.totalHours * 60) / units.length / LESSON_MINUTES))
  const lessons = units.map((unit, index) =>
    planLessons(unit, glossaries[index] ?? [], outcomes[index] ?? [], mostLessons, taken),
  )
  const plan = planMinutes({
    totalHours: program.totalHours,
    level: program.level,
    units: units.map(({ parts }, index) => ({
      weight: weightOf(parts),
      lessons: (lessons[index] ?? []).map(loadOf),
      assessments: Object.values(UNIT_ASSESSMENTS),
    })),
    assessments: Object.values(PROGRAM_ASSESSMENTS),
  })
  return units.map(({ id, title, parts }, index): Unit => {
    const minutes = plan.units[index]
    const terms = glossaries[index] ?? []
    const named = topics[index] ?? []
    const planned = lessons[index] ?? []
    const subjects = [title, ...named, ...terms.map(({ term }) => term), ...planned.map((lesson) => lesson.title)]
    return {
      id,
      title,
      minutes: minutes?.minutes ?? 0,
      prerequisites: needs[index] ?? [],
      topics: named,
      outcomes: outcomes[index] ?? [],
      keyPoints: keyPointsOfUnit(parts, subjects),
      glossary: terms.map(glossaryEntry),
      lessons: planned.flatMap((lesson, at) => timedLesson(`${id}-l${at + 1}`, lesson, minutes?.lessons[at]) ?? []),
    }
  })
}

function outcomesOfUnits(
  { units }: Outline,
  glossaries: readonly (readonly Term[])[],
  topics: readonly (readonly string[])[],
  program: ProgramSpecification,
): readonly (readonly Outcome[])[] {
  const derived = units.map(({ parts }, index) => {
    const purposes = parts.flatMap((part) => withinPart(part, part.survey.purposes))
    return [
      ...outcomesOfQuestions(parts),
      ...outcomesOfTitles(parts),
      ...outcomesOfPurposes(purposes),
      ...outcomesOfTerms(glossaries[index] ?? []),
      ...outcomesOfTopics(parts),
    ]
  })
  const chosen = units.map(({ parts }, index) =>
    chooseOutcomes(outcomesOfObjectives(parts), derived[index] ?? [], program.level),
  )
  const demanding = derived.map((outcomes) => outcomes.filter(({ bloom }) => reachesBloom(bloom, 'analyze')))
  const raised = raiseLastUnits(chosen, demanding)
  const serving = units.map(({ title, parts }, index) => ({
    outcomes: raised[index] ?? [],
    about: [title, ...(topics[index] ?? [])].join('\n'),
    text: parts.map(textOfPart).join('\n'),
  }))
  return alignOutcomes(serving, program.outcomes)
}

function timedLesson(
  id: string,
  { title, parts, activities }: LessonPlan,
  minutes: ReturnType<typeof planMinutes>['units'][number]['lessons'][number] | undefined,
): Unit['lessons'][number] | undefined {
  if (minutes === undefined || minutes.minutes === 0) return undefined
  return {
    id,
    title,
    minutes: minutes.minutes,
    readings: parts.flatMap(({ survey, section }, index) => {
      const reading = minutes.readings[index]
      if (reading === undefined || reading.minutes === 0) return []
      return [{ docId: survey.document.id, ...reading, ...(section === undefined ? {} : { section }) }]
    }),
    activities: activities.flatMap((activity, index) => {
      const given = minutes.activities[index] ?? 0
      return given === 0 ? [] : [{ ...activity, minutes: given }]
    }),
  }
}

/** Words, and what is to be done beside reading. */
function weightOf(parts: readonly DocumentPart[]): number {
  return parts.reduce((sum, part) => sum + part.words + 120 * withinPart(part, part.survey.exercises).length, 0)
}
