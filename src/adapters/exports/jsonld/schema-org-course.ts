import {
  type Assessment,
  type Curriculum,
  type Lesson,
  type ProgramSpecification,
  totalMinutes,
  type Unit,
} from '../../../domain/curriculum/index.js'

/** The curriculum as a schema.org `Course`, without items, keys and quotes. */
export function schemaOrgCourse({ program, units, assessments, sources }: Curriculum): object {
  const outcomes = new Map(
    [program, ...units].flatMap((part) => part.outcomes.map(({ id, text }) => [id, text] as const)),
  )
  const textsOf = (ids: readonly string[]): readonly string[] => ids.flatMap((id) => outcomes.get(id) ?? [])
  const time = isoDuration(totalMinutes(program.totalHours))
  return {
    '@context': 'https://schema.org',
    '@type': 'Course',
    identifier: program.id,
    name: program.title,
    description: program.aims.join('\n'),
    inLanguage: program.language,
    educationalLevel: program.level,
    audience: { '@type': 'EducationalAudience', audienceType: program.audience, educationalRole: 'student' },
    timeRequired: time,
    ...creditsOf(program),
    teaches: program.outcomes.map(({ text }) => text),
    syllabusSections: units.map((unit, index) => syllabus(unit, index + 1, units)),
    hasPart: assessments.map((assessment) => assessmentPart(assessment, textsOf(assessment.outcomeIds))),
    hasCourseInstance: { '@type': 'CourseInstance', name: program.title, courseWorkload: time },
    citation: sources.map(({ apa }) => apa),
  }
}

/** Number and system of the credits, if the program awards any. */
function creditsOf({ credits }: ProgramSpecification): object {
  if (credits === undefined) return {}
  return { numberOfCredits: { '@type': 'QuantitativeValue', value: credits.value, unitText: credits.system } }
}

function syllabus(unit: Unit, position: number, units: readonly Unit[]): object {
  const { id, title, minutes, topics, prerequisites, outcomes, lessons } = unit
  const required = units.filter((other) => prerequisites.includes(other.id)).flatMap((other) => other.outcomes)
  return {
    '@type': 'Syllabus',
    identifier: id,
    position,
    name: title,
    timeRequired: isoDuration(minutes),
    ...(topics.length === 0 ? {} : { keywords: topics }),
    teaches: outcomes.map(({ text }) => text),
    ...(required.length === 0 ? {} : { competencyRequired: required.map(({ text }) => text) }),
    hasPart: lessons.map((lesson, index) => lessonPart(lesson, index + 1)),
  }
}

function lessonPart({ id, title, minutes }: Lesson, position: number): object {
  return {
    '@type': 'LearningResource',
    learningResourceType: 'lesson',
    identifier: id,
    position,
    name: title,
    timeRequired: isoDuration(minutes),
  }
}

function assessmentPart(
  { id, title, type, method, minutes, instructions }: Assessment,
  assesses: readonly string[],
): object {
  return {
    '@type': method === 'quiz' ? 'Quiz' : 'LearningResource',
    learningResourceType: method,
    educationalUse: `${type} assessment`,
    identifier: id,
    name: title,
    description: instructions,
    timeRequired: isoDuration(minutes),
    assesses,
  }
}

/** Minutes as a duration of ISO 8601, in hours and minutes: `PT24H`, `PT1H30M`, `PT0M`. */
export function isoDuration(minutes: number): string {
  const whole = Math.round(minutes)
  const [hours, rest] = [Math.floor(whole / 60), whole % 60]
  if (hours === 0) return `PT${rest}M`
  return rest === 0 ? `PT${hours}H` : `PT${hours}H${rest}M`
}
