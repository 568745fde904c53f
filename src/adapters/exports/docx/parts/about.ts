import type { FileChild } from 'docx'
import { titleCase } from '../../labels/wording.js'
import type { Manuscript } from '../writing/manuscript.js'
import { paragraph } from '../writing/paragraph.js'

/** What the program is for and what learners can do at its end. */
export function aboutPart(manuscript: Manuscript): readonly FileChild[] {
  const { program } = manuscript.generated.curriculum
  return [
    manuscript.heading(1, 'About the program'),
    manuscript.heading(2, 'Aims'),
    ...program.aims.map((aim) => paragraph('ListBullet', aim)),
    manuscript.heading(2, 'Program outcomes'),
    paragraph('Normal', 'Who completes the program can:', { keepNext: true }),
    ...manuscript.table({
      summary: 'Program outcomes with their levels',
      columns: [
        { head: 'No.', share: 1 },
        { head: 'Outcome', share: 8 },
        { head: 'Bloom level', share: 2 },
        { head: 'DOK', share: 1 },
      ],
      rows: program.outcomes.map(({ id, text, bloom, dok, citations }) => [
        manuscript.labels.outcome(id),
        [text, ...manuscript.cite(citations)],
        titleCase(bloom),
        String(dok),
      ]),
    }),
    paragraph('Details', 'DOK: depth of knowledge after Webb, from 1 (recall) to 4 (extended thinking).'),
  ]
}
