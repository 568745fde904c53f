import type { FileChild } from 'docx'
import type { Rubric } from '../../../../domain/curriculum/index.js'
import { formatNumber } from '../../labels/wording.js'
import type { Manuscript } from '../writing/manuscript.js'
import { WIDE_TEXT_WIDTH } from '../writing/page.js'
import { paragraph } from '../writing/paragraph.js'

/** How tasks and open answers are judged. */
export function rubricsPart(manuscript: Manuscript): readonly FileChild[] {
  const { labels, generated, itemGroups } = manuscript
  const ofAssessments = generated.curriculum.assessments.flatMap(({ id, title, rubric }) =>
    rubric === undefined ? [] : [{ title: `${labels.assessment(id)} ${title}`, rubric }],
  )
  const ofItems = itemGroups
    .flatMap(({ items }) => items)
    .flatMap((item) =>
      item.format === 'open' && item.rubric !== undefined
        ? [{ title: `Item ${labels.item(item.id)}`, rubric: item.rubric }]
        : [],
    )
  const all = [...ofAssessments, ...ofItems]
  return [
    manuscript.heading(1, 'Rubrics'),
    ...(all.length === 0 ? [paragraph('Normal', 'No assessment is judged by a rubric.')] : []),
    // One rubric is handed out by itself, so each has its page.
    ...all.flatMap(({ title, rubric }, index) => [
      manuscript.heading(2, title, { pageBreakBefore: index > 0 }),
      ...rubricTable(manuscript, rubric),
    ]),
  ]
}

function rubricTable(manuscript: Manuscript, { criteria }: Rubric): readonly FileChild[] {
  const columns = Math.max(0, ...criteria.map(({ levels }) => levels.length))
  const labelled = criteria.find(({ levels }) => levels.length === columns)?.levels ?? []
  return manuscript.table({
    summary: 'Rubric: criteria with the levels of quality, the best first',
    width: WIDE_TEXT_WIDTH,
    columns: [
      { head: 'Criterion', share: 4 },
      { head: 'Outcomes', share: 1.8 },
      { head: 'Weight', share: 1.2, numeric: true },
      ...labelled.map(({ label, points }) => ({ head: `${label} (${formatNumber(points)})`, share: 3.4 })),
    ],
    rows: criteria.map(({ name, weight, outcomeIds, levels }) => [
      name,
      manuscript.labels.outcomes(outcomeIds),
      `${formatNumber(weight)} %`,
      ...labelled.map(({ label, points }, index) => {
        const level = levels[index]
        if (level === undefined) return '–'
        const same = level.label === label && level.points === points
        return same ? level.descriptor : `${level.label} (${formatNumber(level.points)}): ${level.descriptor}`
      }),
    ]),
  })
}
