import type { Curriculum } from '../curriculum.js'
import type { Rubric } from '../rubric.js'
import type { Unit } from '../unit.js'
import { allOutcomes } from './all-outcomes.js'
import { allRubrics } from './all-rubrics.js'

/** A text that readers see, and where it stands. */
export interface VisibleText {
  readonly pointer: string
  readonly text: string
  /** `prose` is made of sentences; `phrase` is a title, a term, an option. */
  readonly form: 'prose' | 'phrase'
}

/** What the generator wrote for readers. Not the brief, which is the user's; not code and quotes, which are as they are. */
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
  return criteria.flatMap(({ name, levels }, index) => [
    phrase(`${pointer}/criteria/${index}/name`, name),
    ...levels.flatMap(({ label, descriptor }, level) => [
      phrase(`${pointer}/criteria/${index}/levels/${level}/label`, label),
      prose(`${pointer}/criteria/${index}/levels/${level}/descriptor`, descriptor),
    ]),
  ])
}

function prose(pointer: string, text: string): VisibleText {
  return { pointer, text, form: 'prose' }
}

function phrase(pointer: string, text: string): VisibleText {
  return { pointer, text, form: 'phrase' }
}
