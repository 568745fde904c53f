import { isProse, rolesAround } from '../../knowledge/document-region.js'
import { markupLeftoverIn } from '../../text/text-faults.js'
import type { Term } from '../analysis/terms.js'
import { PROGRAM_ASSESSMENTS, UNIT_ASSESSMENTS } from '../assessments/write-assessments.js'
import { reachesBloom } from '../bloom.js'
import type { ProgramSpecification } from '../curriculum.js'
import { planMinutes, totalMinutes } from '../hours/plan-minutes.js'
import type { Outcome } from '../outcome.js'
import { alignOutcomes } from '../outcomes/align-outcomes.js'
import { chooseOutcomes, raiseLastUnits } from '../outcomes/choose-outcomes.js'
import {
  outcomesOfPurposes,
  outcomesOfTerms,
  outcomesOfTitles,
  outcomesOfTopics,
} from '../outcomes/derived-outcomes.js'
import { outcomesOfObjectives, outcomesOfQuestions } from '../outcomes/stated-outcomes.js'
import { type DocumentPart, textOfPart, withinPart } from '../outline/document-part.js'
import type { Outline, PlannedUnit } from '../outline/plan-units.js'
import { plainTitle } from '../outline/unit-title.js'
import type { Unit } from '../unit.js'
import { glossaryEntry, glossaryOfUnits } from './glossary-of-units.js'
import { keyPointsOfUnit } from './key-points-of-unit.js'
import { type LessonPlan, loadOf, planLessons } from './plan-lessons.js'

const LESSON_MINUTES = 12

/** Writes the units of an outline with all content. */
export function writeUnits(outline: Outline, program: ProgramSpecification): readonly Unit[] {
  const { units } = outline
  const glossaries = glossaryOfUnits(outline)
  const topics = units.map(({ parts }, index) => topicsOfUnit(parts, glossaries[index] ?? []))
  const outcomes = outcomesOfUnits(outline, glossaries, topics, program)
  const needs = prerequisitesOfUnits(units, glossaries)
  const taken = new Set<string>()
  const maxLessons = Math.max(2, Math.floor((program.totalHours * 60) / units.length / LESSON_MINUTES))
  const lessons = units.map((unit, index) =>
    planLessons(unit, glossaries[index] ?? [], outcomes[index] ?? [], maxLessons, taken),
  )
  const plan = planMinutes({
    totalHours: program.totalHours,
    level: program.level,
    units: units.map(({ parts, hours }, index) => ({
      weight: weightOf(parts),
      ...(hours === undefined ? {} : { minutes: totalMinutes(hours) }),
      lessons: (lessons[index] ?? []).map(loadOf),
      assessments: Object.values(UNIT_ASSESSMENTS),
    })),
    assessments: Object.values(PROGRAM_ASSESSMENTS),
  })
  return units.map(({ id, title, parts, placement }, index): Unit => {
    const minutes = plan.units[index]
    const terms = glossaries[index] ?? []
    const named = topics[index] ?? []
    const planned = lessons[index] ?? []
    const subjects = [title, ...named, ...terms.map(({ term }) => term), ...planned.map((lesson) => lesson.title)]
    return {
      id,
      origin: 'generated',
      title,
      placement,
      minutes: minutes?.minutes ?? 0,
      openMinutes: 0,
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
    const purposes = parts.flatMap((part) => withinPart(part, part.analysis.purposes))
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
    origin: 'generated',
    title,
    minutes: minutes.minutes,
    readings: parts.flatMap(({ analysis, section }, index) => {
      const reading = minutes.readings[index]
      if (reading === undefined || reading.minutes === 0) return []
      return [{ docId: analysis.document.id, ...reading, ...(section === undefined ? {} : { section }) }]
    }),
    activities: activities.flatMap((activity, index) => {
      const given = minutes.activities[index] ?? 0
      return given === 0
        ? []
        : [{ ...activity, id: `${id}-a${index + 1}`, origin: 'generated', citations: [], minutes: given }]
    }),
  }
}

/** Words to read, and activities. */
function weightOf(parts: readonly DocumentPart[]): number {
  return parts.reduce((sum, part) => sum + part.words + 120 * withinPart(part, part.analysis.exercises).length, 0)
}

const MAX_PREREQUISITES = 2
const MIN_USES = 3

/** For each unit, at most two earlier units whose terms it uses most; if it uses none, the previous unit. */
function prerequisitesOfUnits(
  units: readonly PlannedUnit[],
  glossaries: readonly (readonly Term[])[],
): readonly (readonly string[])[] {
  const texts = units.map(
    ({ parts }) =>
      ` ${parts
        .map(textOfPart)
        .join(' ')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')} `,
  )
  return units.map((_unit, index) => {
    const uses = units.slice(0, index).map(({ id }, earlier) => ({
      id,
      earlier,
      count: (glossaries[earlier] ?? []).reduce(
        (sum, { key }) => sum + Math.min(5, (texts[index] ?? '').split(` ${key} `).length - 1),
        0,
      ),
    }))
    const needed = uses
      .filter(({ count }) => count >= MIN_USES)
      .sort((a, b) => b.count - a.count || b.earlier - a.earlier)
      .slice(0, MAX_PREREQUISITES)
      .sort((a, b) => a.earlier - b.earlier)
    const before = units[index - 1]
    if (needed.length > 0) return needed.map(({ id }) => id)
    return before === undefined ? [] : [before.id]
  })
}

const MAX_TOPICS = 12

/** The topics of a unit: the titles of its parts, its terms, then its headings. */
function topicsOfUnit(parts: readonly DocumentPart[], terms: readonly Term[]): readonly string[] {
  const headings = parts.flatMap((part) =>
    part.analysis.document.sections
      .filter(({ heading, region }) => heading !== undefined && isProse(rolesAround(part.analysis.document, region)))
      .flatMap(({ heading, level }) => (heading === undefined || level > 3 ? [] : [heading]))
      .filter((heading) => withinPart(part, [heading]).length > 0)
      .map(({ text }) => plainTitle(text)),
  )
  const all = [
    ...parts.map(({ title }) => plainTitle(title)),
    ...terms.slice(0, 6).map(({ term }) => term),
    ...headings,
  ]
  const byKey = new Map(
    all.filter((topic) => markupLeftoverIn(topic) === undefined).map((topic) => [topic.toLowerCase(), topic]),
  )
  return [...byKey.values()].slice(0, MAX_TOPICS)
}
