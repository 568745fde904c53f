import type { Rubric } from '../../assessment.js'
import type { Citation } from '../../citation.js'
import type { Curriculum } from '../../curriculum.js'
import type { ChoiceItem } from '../../item.js'
import type { Outcome } from '../../outcome.js'
import type { Unit } from '../../unit.js'

/** An outcome of the program or of a unit. */
interface LocatedOutcome {
  readonly outcome: Outcome
  readonly pointer: string
}

/** One list of outcomes: those of the program, or those of a unit. */
interface OutcomeList {
  readonly pointer: string
  readonly outcomes: readonly Outcome[]
}

/** The lists of outcomes of a curriculum. */
export function outcomeLists({ program, units }: Curriculum): readonly OutcomeList[] {
  return [
    { pointer: '/program/outcomes', outcomes: program.outcomes },
    ...units.map(({ outcomes }, index) => ({ pointer: `/units/${index}/outcomes`, outcomes })),
  ]
}

/** All outcomes of a curriculum. */
export function allOutcomes(curriculum: Curriculum): readonly LocatedOutcome[] {
  return outcomeLists(curriculum).flatMap(({ pointer, outcomes }) =>
    outcomes.map((outcome, index) => ({ outcome, pointer: `${pointer}/${index}` })),
  )
}

/** A statement that needs a citation. */
interface CitedStatement {
  readonly kind: 'key point' | 'glossary entry' | 'item' | 'skill'
  /** The statement, for messages. */
  readonly text: string
  readonly citations: readonly Citation[]
  readonly pointer: string
}

/** Everything that must have a citation. */
export function citedStatements({ units, items, skillBook }: Curriculum): readonly CitedStatement[] {
  const inUnits = units.flatMap(({ keyPoints, glossary }, unit) => [
    ...keyPoints.map(
      ({ text, citations }, index): CitedStatement => ({
        kind: 'key point',
        text,
        citations,
        pointer: `/units/${unit}/keyPoints/${index}`,
      }),
    ),
    ...glossary.map(
      ({ term, definition, citations }, index): CitedStatement => ({
        kind: 'glossary entry',
        text: `${term}: ${definition}`,
        citations,
        pointer: `/units/${unit}/glossary/${index}`,
      }),
    ),
  ])
  return [
    ...inUnits,
    ...items.map(
      ({ stem, citations }, index): CitedStatement => ({
        kind: 'item',
        text: stem,
        citations,
        pointer: `/items/${index}`,
      }),
    ),
    ...skillBook.map(
      ({ skill, citations }, index): CitedStatement => ({
        kind: 'skill',
        text: skill,
        citations,
        pointer: `/skillBook/${index}`,
      }),
    ),
  ]
}

/** A citation and its location. */
interface LocatedCitation {
  readonly citation: Citation
  readonly pointer: string
}

/** All citations: of statements, of outcomes, of activities, then of assessments. */
export function allCitations(curriculum: Curriculum): readonly LocatedCitation[] {
  const locate = (citations: readonly Citation[], pointer: string) =>
    citations.map((citation, index) => ({ citation, pointer: `${pointer}/citations/${index}` }))
  return [
    ...citedStatements(curriculum).flatMap(({ citations, pointer }) => locate(citations, pointer)),
    ...curriculum.program.outcomes.flatMap(({ citations }, index) => locate(citations, `/program/outcomes/${index}`)),
    ...curriculum.units.flatMap(({ outcomes }, unit) =>
      outcomes.flatMap(({ citations }, index) => locate(citations, `/units/${unit}/outcomes/${index}`)),
    ),
    ...curriculum.units.flatMap(({ lessons }, unit) =>
      lessons.flatMap(({ activities }, lesson) =>
        activities.flatMap(({ citations }, index) =>
          locate(citations, `/units/${unit}/lessons/${lesson}/activities/${index}`),
        ),
      ),
    ),
    ...curriculum.assessments.flatMap(({ citations }, index) => locate(citations, `/assessments/${index}`)),
  ]
}

/** A choice item and its location. */
export interface LocatedChoice {
  readonly item: ChoiceItem
  readonly pointer: string
}

/** The items with one right option. */
export function choiceItems({ items }: Curriculum): readonly LocatedChoice[] {
  return items.flatMap((item, index) => (item.format === 'choice' ? [{ item, pointer: `/items/${index}` }] : []))
}

/** A rubric and its location. */
interface LocatedRubric {
  readonly rubric: Rubric
  readonly pointer: string
}

/** The rubrics of assessments, then those of items. */
export function allRubrics({ assessments, items }: Curriculum): readonly LocatedRubric[] {
  return [
    ...assessments.flatMap(({ rubric }, index) =>
      rubric === undefined ? [] : [{ rubric, pointer: `/assessments/${index}/rubric` }],
    ),
    ...items.flatMap((item, index) =>
      item.format !== 'open' || item.rubric === undefined
        ? []
        : [{ rubric: item.rubric, pointer: `/items/${index}/rubric` }],
    ),
  ]
}

/** A text that readers see, and its location. */
export interface VisibleText {
  readonly pointer: string
  readonly text: string
  /** `prose` has sentences; `phrase` is a title, a term, an option. */
  readonly form: 'prose' | 'phrase'
}

/** All texts that the generator wrote for readers. Without the brief, code and quotes, which it does not write. */
export function visibleTexts(curriculum: Curriculum): readonly VisibleText[] {
  const { units, items, assessments, skillBook } = curriculum
  return [
    ...allOutcomes(curriculum).map(({ outcome, pointer }) => phrase(`${pointer}/text`, outcome.text)),
    ...units.flatMap((unit, index) => unitTexts(unit, `/units/${index}`)),
    ...assessments.flatMap(({ title, instructions }, index) => [
      phrase(`/assessments/${index}/title`, title),
      prose(`/assessments/${index}/instructions`, instructions),
    ]),
    ...items.flatMap((item, index) => [
      phrase(`/items/${index}/stem`, item.stem),
      ...(item.format === 'open'
        ? [phrase(`/items/${index}/answer`, item.answer)]
        : item.options.map(({ text }, option) => phrase(`/items/${index}/options/${option}/text`, text))),
    ]),
    ...allRubrics(curriculum).flatMap(({ rubric, pointer }) => rubricTexts(rubric, pointer)),
    ...skillBook.flatMap(({ skill, evidence }, index) => [
      phrase(`/skillBook/${index}/skill`, skill),
      ...evidence.map((criterion, at) => prose(`/skillBook/${index}/evidence/${at}`, criterion)),
    ]),
  ]
}

function unitTexts({ title, topics, keyPoints, glossary, lessons }: Unit, pointer: string): readonly VisibleText[] {
  return [
    phrase(`${pointer}/title`, title),
    ...topics.map((topic, index) => phrase(`${pointer}/topics/${index}`, topic)),
    ...keyPoints.map(({ text }, index) => prose(`${pointer}/keyPoints/${index}/text`, text)),
    ...glossary.flatMap(({ term, definition }, index) => [
      phrase(`${pointer}/glossary/${index}/term`, term),
      phrase(`${pointer}/glossary/${index}/definition`, definition),
    ]),
    ...lessons.flatMap((lesson, index) => [
      phrase(`${pointer}/lessons/${index}/title`, lesson.title),
      ...lesson.activities.map(({ description }, activity) =>
        prose(`${pointer}/lessons/${index}/activities/${activity}/description`, description),
      ),
    ]),
  ]
}

function rubricTexts({ criteria }: Rubric, pointer: string): readonly VisibleText[] {
  return criteria.flatMap(({ name, description }, index) => [
    phrase(`${pointer}/criteria/${index}/name`, name),
    // The name may say it all.
    ...(description === '' ? [] : [prose(`${pointer}/criteria/${index}/description`, description)]),
  ])
}

function prose(pointer: string, text: string): VisibleText {
  return { pointer, text, form: 'prose' }
}

function phrase(pointer: string, text: string): VisibleText {
  return { pointer, text, form: 'phrase' }
}
