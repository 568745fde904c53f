import type {
  Assessment,
  Citation,
  Curriculum,
  Item,
  Lesson,
  Outcome,
  ProgramSpecification,
  Representation,
  Rubric,
  Unit,
} from '../../../domain/curriculum/index.js'
import { hoursOf } from '../labels/wording.js'

/** The curriculum in the form of `docs/schemas/curriculum-neutral-1.schema.json`. */
export function neutralCurriculum(curriculum: Curriculum): object {
  const { program, units, assessments, items, blueprint, scale, skillBook, sources } = curriculum
  return {
    schema: 'curriculum-neutral/1',
    program: neutralProgram(program),
    units: units.map(neutralUnit),
    assessments: assessments.map(neutralAssessment),
    items: items.map(neutralItem),
    blueprint: { cells: blueprint.cells.map(({ unitId, bloom, items: count }) => ({ unitId, bloom, items: count })) },
    scale: scale.map(({ label, points, descriptor }) => ({ label, points, descriptor })),
    skillBook: skillBook.map(({ id, skill, level, outcomeIds, evidence, citations }) => ({
      id,
      skill,
      level,
      outcomeIds,
      evidence,
      citations: citations.map(neutralCitation),
    })),
    sources: sources.map(({ docId, title, apa }) => ({ docId, title, apa })),
  }
}

function neutralProgram({
  id,
  title,
  level,
  language,
  totalHours,
  audience,
  aims,
  credits,
  outcomes,
}: ProgramSpecification) {
  return {
    id,
    title,
    level,
    language,
    totalHours,
    audience,
    aims,
    ...(credits === undefined ? {} : { credits: { system: credits.system, value: credits.value } }),
    outcomes: outcomes.map(neutralOutcome),
  }
}

function neutralUnit({ id, title, minutes, prerequisites, topics, outcomes, keyPoints, glossary, lessons }: Unit) {
  return {
    id,
    title,
    hours: hoursOf(minutes),
    prerequisites,
    topics,
    representations: representationsOf(lessons),
    outcomes: outcomes.map(neutralOutcome),
    keyPoints: keyPoints.map(({ text, citations }) => ({ text, citations: citations.map(neutralCitation) })),
    glossary: glossary.map(({ term, definition, citations }) => ({
      term,
      definition,
      citations: citations.map(neutralCitation),
    })),
    lessons: lessons.map(neutralLesson),
  }
}

/** The channels of a unit; the channel of readings is text. */
function representationsOf(lessons: readonly Lesson[]): readonly Representation[] {
  const channels = lessons.flatMap(({ readings, activities }): readonly Representation[] => [
    ...(readings.length > 0 ? ['text' as const] : []),
    ...activities.map(({ representation }) => representation),
  ])
  return [...new Set(channels)]
}

function neutralLesson({ id, title, minutes, readings, activities }: Lesson) {
  return {
    id,
    title,
    minutes,
    readings: readings.map((reading) => ({
      docId: reading.docId,
      words: reading.words,
      minutes: reading.minutes,
      ...(reading.section === undefined ? {} : { section: reading.section }),
    })),
    activities: activities.map(({ type, representation, minutes: spent, description, outcomeIds }) => ({
      type,
      representation,
      minutes: spent,
      description,
      outcomeIds,
    })),
  }
}

function neutralOutcome({ id, text, bloom, dok, supports, citations }: Outcome) {
  return { id, text, bloom, dok, supports, citations: citations.map(neutralCitation) }
}

function neutralCitation({ docId, quote, section }: Citation) {
  return { docId, quote, ...(section === undefined ? {} : { section }) }
}

function neutralAssessment(assessment: Assessment) {
  const { id, unitId, title, type, method, bloom, weight, minutes, instructions, outcomeIds, itemIds, rubric } =
    assessment
  return {
    id,
    ...(unitId === undefined ? {} : { unitId }),
    title,
    type,
    method,
    bloom,
    weight,
    minutes,
    instructions,
    outcomeIds,
    itemIds,
    ...(rubric === undefined ? {} : { rubric: neutralRubric(rubric) }),
  }
}

function neutralItem(item: Item) {
  const { id, stem, material, outcomeId, bloom, dok, citations, confidence } = item
  return {
    id,
    type: itemType(item),
    stem,
    ...(material === undefined ? {} : { material }),
    ...neutralAnswer(item),
    outcomeId,
    bloom,
    dok,
    citations: citations.map(neutralCitation),
    confidence,
  }
}

function neutralAnswer(item: Item) {
  if (item.format === 'open') {
    return { answer: item.answer, ...(item.rubric === undefined ? {} : { rubric: neutralRubric(item.rubric) }) }
  }
  const options = item.options.map(({ id, text }) => ({ id, text }))
  return { options, key: item.format === 'choice' ? [item.key] : item.key }
}

function neutralRubric({ criteria }: Rubric) {
  return {
    criteria: criteria.map(({ name, weight, outcomeIds, description }) => ({
      name,
      weight,
      outcomeIds,
      description,
    })),
  }
}

/** What the neutral form calls a kind of item. */
type NeutralItemType = 'mcq' | 'cloze' | 'truefalse' | 'matching' | 'short' | 'essay' | 'case' | 'practical'

/** The neutral type of an item, by its format and kind; the table is in `docs/reference/exports.md`. */
function itemType(item: Item): NeutralItemType {
  if (item.format === 'order') return 'matching'
  if (item.kind === 'cloze') return 'cloze'
  if (item.format === 'choice') return 'mcq'
  if (item.kind === 'case' || item.kind === 'practical') return item.kind
  return item.rubric === undefined ? 'short' : 'essay'
}
