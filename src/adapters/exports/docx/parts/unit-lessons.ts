import type { FileChild } from 'docx'
import type { Lesson, Reading, Unit } from '../../../../domain/curriculum/index.js'
import { duration, pluralize, titleCase } from '../../labels/wording.js'
import type { Manuscript } from '../writing/manuscript.js'

/** The lessons of a unit: what is read and done, for how long, and what for. */
export function unitLessons(manuscript: Manuscript, { lessons }: Unit): readonly FileChild[] {
  return [
    manuscript.heading(3, 'Lessons'),
    ...lessons.flatMap((lesson) => [
      manuscript.heading(4, `${manuscript.labels.lesson(lesson.id)} ${lesson.title} (${duration(lesson.minutes)})`),
      ...steps(manuscript, lesson),
    ]),
  ]
}

function steps(manuscript: Manuscript, { readings, activities }: Lesson): readonly FileChild[] {
  return manuscript.table({
    summary: 'Readings and activities of the lesson',
    columns: [
      { head: 'Kind', share: 2.6 },
      { head: 'What learners do', share: 8 },
      { head: 'Outcomes', share: 2.2 },
      { head: 'Time', share: 1.9, numeric: true },
    ],
    rows: [
      ...readings.map((reading) => ['Reading', readingOf(manuscript, reading), '', duration(reading.minutes)]),
      ...activities.map(({ type, description, outcomeIds, minutes }) => [
        titleCase(type),
        description,
        manuscript.labels.outcomes(outcomeIds),
        duration(minutes),
      ]),
    ],
  })
}

function readingOf({ documents }: Manuscript, { docId, section, words }: Reading): string {
  const place = section === undefined ? '' : `, section “${section}”`
  return `Read ${documents.full(docId)}${place}: ${pluralize(words, 'word')}.`
}
