import { excerpt } from '../../text/plain-text.js'
import { ASSESSMENT_METHODS, type Assessment, type Rubric } from '../assessment.js'
import type { Curriculum } from '../curriculum.js'
import type { Item } from '../item.js'
import { allOutcomes } from '../report/checks/located-parts.js'
import type { Unit } from '../unit.js'
import { mapDefined, type RepairRun } from './repair-run.js'

type Known = ReadonlySet<string>

/** R12 and R22: removes dangling references, and parts that make no sense without them. */
export function repairReferences(original: Curriculum, run: RepairRun): Curriculum {
  const curriculum = withUniqueIds(original, run)
  const known: Known = new Set(allOutcomes(curriculum).map(({ outcome }) => outcome.id))
  const programOutcomes: Known = new Set(curriculum.program.outcomes.map(({ id }) => id))
  const items = mapDefined(curriculum.items, (item) => repairItem(item, known, run))
  const itemsById = new Map(items.map((item) => [item.id, item]))
  const unitIds: Known = new Set(curriculum.units.map(({ id }) => id))
  return {
    ...curriculum,
    units: curriculum.units.map((unit, index) => {
      const earlier: Known = new Set(curriculum.units.slice(0, index).map(({ id }) => id))
      return repairUnit(unit, { earlier, known, programOutcomes }, run)
    }),
    items,
    assessments: mapDefined(curriculum.assessments, (assessment) =>
      repairAssessment(assessment, { known, unitIds, itemsById }, run),
    ),
    skillBook: mapDefined(curriculum.skillBook, (skill) => {
      const outcomeIds = existing(skill.outcomeIds, known, 'R12', `skill ${excerpt(skill.skill)}: an outcome`, run)
      if (outcomeIds.length > 0) return { ...skill, outcomeIds }
      run.dropped('R12', `skill ${excerpt(skill.skill)}: it covers no outcome`)
      return undefined
    }),
    sources: curriculum.sources.filter(({ docId }) => run.documents.has(docId) || dropDangling('source', docId, run)),
  }
}

function repairUnit(
  unit: Unit,
  {
    earlier,
    known,
    programOutcomes,
  }: { readonly earlier: Known; readonly known: Known; readonly programOutcomes: Known },
  run: RepairRun,
): Unit {
  const named = `unit ${excerpt(unit.title)}`
  return {
    ...unit,
    prerequisites: existing(unit.prerequisites, earlier, 'R22', `${named}: a prerequisite`, run),
    outcomes: unit.outcomes.map((outcome) => ({
      ...outcome,
      supports: existing(outcome.supports, programOutcomes, 'R12', `${named}: a program outcome`, run),
    })),
    lessons: unit.lessons.map((lesson) => ({
      ...lesson,
      readings: lesson.readings.filter(({ docId }) => run.documents.has(docId) || dropDangling('reading', docId, run)),
      activities: lesson.activities.map((activity) => ({
        ...activity,
        outcomeIds: existing(activity.outcomeIds, known, 'R12', `${named}: an outcome of an activity`, run),
      })),
    })),
  }
}

function repairItem(item: Item, known: Known, run: RepairRun): Item | undefined {
  const named = `item ${excerpt(item.stem)}`
  if (!known.has(item.outcomeId)) {
    run.dropped('R12', `${named}: it belongs to no outcome`)
    return undefined
  }
  if (item.format === 'order') {
    const shown = item.options.map(({ id }) => id)
    const whole = new Set(shown).size === shown.length && shown.length >= 2
    if (whole && [...shown].sort().join('\n') === [...item.key].sort().join('\n')) return item
    run.dropped('R12', `${named}: its order does not hold each step once`)
    return undefined
  }
  if (item.format === 'choice' || item.rubric === undefined) return item
  return { ...item, rubric: repairRubric(item.rubric, known, named, run) }
}

function repairAssessment(
  assessment: Assessment,
  known: { readonly known: Known; readonly unitIds: Known; readonly itemsById: ReadonlyMap<string, Item> },
  run: RepairRun,
): Assessment | undefined {
  const named = `assessment ${excerpt(assessment.title)}`
  const { unitId, rubric, ...rest } = assessment
  const itemIds = existing(assessment.itemIds, new Set(known.itemsById.keys()), 'R12', `${named}: an item`, run)
  const stated = existing(assessment.outcomeIds, known.known, 'R12', `${named}: an outcome`, run)
  // Without outcomes of its own, a test assesses those of its items.
  const ofItems = itemIds.flatMap((id) => known.itemsById.get(id)?.outcomeId ?? [])
  const outcomeIds = stated.length > 0 ? stated : [...new Set(ofItems)]
  if (stated.length < outcomeIds.length) run.fixed('R12', `${named}: the outcomes of its items`)
  const usable = ASSESSMENT_METHODS[assessment.method].form !== 'selected' || itemIds.length > 0
  if (outcomeIds.length === 0 || !usable) {
    run.dropped('R12', `${named}: ${usable ? 'it assesses no outcome' : 'it has no items'}`)
    return undefined
  }
  const ofUnit = unitId !== undefined && known.unitIds.has(unitId)
  if (unitId !== undefined && !ofUnit) run.fixed('R12', `${named}: it counts for the program, its unit is not there`)
  return {
    ...rest,
    ...(ofUnit ? { unitId } : {}),
    itemIds,
    outcomeIds,
    ...(rubric === undefined ? {} : { rubric: repairRubric(rubric, known.known, named, run) }),
  }
}

function repairRubric({ criteria }: Rubric, known: Known, named: string, run: RepairRun): Rubric {
  return {
    criteria: criteria.map((criterion) => ({
      ...criterion,
      outcomeIds: existing(criterion.outcomeIds, known, 'R12', `${named}: an outcome of a criterion`, run),
    })),
  }
}

function existing(
  ids: readonly string[],
  known: Known,
  ruleId: string,
  what: string,
  run: RepairRun,
): readonly string[] {
  return ids.filter((id) => {
    if (known.has(id)) return true
    run.dropped(ruleId, `${what}, ${id}`)
    return false
  })
}

function dropDangling(what: string, docId: string, run: RepairRun): false {
  run.dropped('R12', `${what} ${docId}: there is no such document`)
  return false
}

/** Keeps the first of several parts with the same id. */
function withUniqueIds(curriculum: Curriculum, run: RepairRun): Curriculum {
  const unique = <T extends { readonly id: string }>(kind: string, seen = new Set<string>()) => {
    return (parts: readonly T[]) =>
      parts.filter(({ id }) => {
        const fresh = id !== '' && !seen.has(id)
        if (!fresh) run.dropped('R12', `${kind} ${id || '(without id)'}: the id is taken`)
        seen.add(id)
        return fresh
      })
  }
  const outcomes = unique<Curriculum['program']['outcomes'][number]>('outcome')
  const lessons = unique<Unit['lessons'][number]>('lesson')
  return {
    ...curriculum,
    program: { ...curriculum.program, outcomes: outcomes(curriculum.program.outcomes) },
    units: unique<Unit>('unit')(curriculum.units).map((unit) => ({
      ...unit,
      outcomes: outcomes(unit.outcomes),
      lessons: lessons(unit.lessons),
    })),
    assessments: unique<Assessment>('assessment')(curriculum.assessments),
    items: unique<Item>('item')(curriculum.items),
    skillBook: unique<Curriculum['skillBook'][number]>('skill')(curriculum.skillBook),
  }
}
