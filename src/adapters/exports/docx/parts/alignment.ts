import type { FileChild } from 'docx'
import { titleCase } from '../../labels/wording.js'
import type { Manuscript } from '../writing/manuscript.js'
import { WIDE_TEXT_WIDTH } from '../writing/page.js'
import { paragraph } from '../writing/paragraph.js'

/** What each outcome serves, where it is practised, and how it is assessed. */
export function alignmentPart(manuscript: Manuscript): readonly FileChild[] {
  const { labels, generated } = manuscript
  const { units, assessments, items } = generated.curriculum
  const lessons = units.flatMap((unit) => unit.lessons)
  return [
    manuscript.heading(1, 'Alignment', { pageBreakBefore: true }),
    paragraph('Normal', 'What each outcome serves, where it is practised, and how it is assessed.', { keepNext: true }),
    ...manuscript.table({
      summary: 'Outcomes with the program outcomes, lessons, assessments and items that go with them',
      width: WIDE_TEXT_WIDTH,
      columns: [
        { head: 'No.', share: 1 },
        { head: 'Outcome', share: 7 },
        { head: 'Bloom level', share: 1.8 },
        { head: 'Supports', share: 1.8 },
        { head: 'Practised in', share: 2.2 },
        { head: 'Assessed by', share: 2.2 },
        { head: 'Items', share: 2.6 },
      ],
      rows: units
        .flatMap(({ outcomes }) => outcomes)
        .map(({ id, text, bloom, supports }) => [
          labels.outcome(id),
          text,
          titleCase(bloom),
          labels.outcomes(supports) || '–',
          lessons
            .filter(({ activities }) => activities.some(({ outcomeIds }) => outcomeIds.includes(id)))
            .map((lesson) => labels.lesson(lesson.id))
            .join(', ') || '–',
          labels.assessments(
            assessments.filter(({ outcomeIds }) => outcomeIds.includes(id)).map((assessment) => assessment.id),
          ) || '–',
          labels.items(items.filter(({ outcomeId }) => outcomeId === id).map((item) => item.id)) || '–',
        ]),
    }),
  ]
}
