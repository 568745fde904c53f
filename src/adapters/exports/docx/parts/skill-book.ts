import type { FileChild } from 'docx'
import { titleCase } from '../../labels/wording.js'
import type { Manuscript } from '../writing/manuscript.js'
import { paragraph } from '../writing/paragraph.js'

/** The skills of the program, and by what an observer knows them. */
export function skillBookPart(manuscript: Manuscript): readonly FileChild[] {
  const { skillBook } = manuscript.generated.curriculum
  if (skillBook.length === 0) return []
  return [
    manuscript.heading(1, 'Skill book', { pageBreakBefore: true }),
    ...manuscript.table({
      summary: 'Skills with their levels, outcomes and the evidence of each',
      columns: [
        { head: 'Skill', share: 3.4 },
        { head: 'Level', share: 1.8 },
        { head: 'Outcomes', share: 1.8 },
        { head: 'What an observer sees', share: 7 },
      ],
      rows: skillBook.map(({ skill, level, outcomeIds, evidence, citations }) => [
        [{ text: skill, look: 'Strong' }, ...manuscript.cite(citations)],
        titleCase(level),
        manuscript.labels.outcomes(outcomeIds),
        evidence.map((criterion) => paragraph('TableBullet', criterion)),
      ]),
    }),
  ]
}
