import type { FileChild } from 'docx'
import type { Unit } from '../../../../domain/curriculum/index.js'
import { duration, titleCase } from '../../labels/wording.js'
import type { Manuscript } from '../writing/manuscript.js'
import { paragraph } from '../writing/paragraph.js'
import { unitKnowledge } from './unit-knowledge.js'
import { unitLessons } from './unit-lessons.js'

/** The outline, then each unit. */
export function unitsPart(manuscript: Manuscript): readonly FileChild[] {
  const { units } = manuscript.generated.curriculum
  return [
    manuscript.heading(1, 'Units', { pageBreakBefore: true }),
    ...outline(manuscript),
    ...units.flatMap((unit) => [
      manuscript.heading(2, `${manuscript.labels.unit(unit.id)}: ${unit.title}`),
      paragraph('Details', summaryOf(manuscript, unit), { keepNext: true }),
      ...unitOutcomes(manuscript, unit),
      ...unitLessons(manuscript, unit),
      ...unitKnowledge(manuscript, unit),
    ]),
  ]
}

function outline(manuscript: Manuscript): readonly FileChild[] {
  const { units, assessments } = manuscript.generated.curriculum
  const ofProgram = assessments.filter(({ unitId }) => unitId === undefined)
  const programMinutes = ofProgram.reduce((sum, { minutes }) => sum + minutes, 0)
  const allMinutes = units.reduce((sum, { minutes }) => sum + minutes, programMinutes)
  return manuscript.table({
    summary: 'Units with their hours',
    columns: [
      { head: 'No.', share: 2 },
      { head: 'Unit', share: 9 },
      { head: 'Builds on', share: 3 },
      { head: 'Lessons', share: 2, numeric: true },
      { head: 'Outcomes', share: 2.4, numeric: true },
      { head: 'Time', share: 3, numeric: true },
    ],
    rows: [
      ...units.map(({ id, title, prerequisites, lessons, outcomes, minutes }) => [
        manuscript.labels.unit(id),
        title,
        prerequisites.map((unitId) => manuscript.labels.unit(unitId)).join(', ') || '–',
        String(lessons.length),
        String(outcomes.length),
        duration(minutes),
      ]),
      ...(ofProgram.length === 0
        ? []
        : [['', 'Assessments of the whole program', '', '', '', duration(programMinutes)]]),
      ['', strong('All'), '', '', '', strong(duration(allMinutes))],
    ],
  })
}

const strong = (text: string) => ({ text, look: 'Strong' }) as const

function summaryOf({ labels }: Manuscript, { minutes, prerequisites, topics }: Unit): string {
  const base = prerequisites.length === 0 ? '' : ` Builds on ${prerequisites.map((id) => labels.unit(id)).join(', ')}.`
  const about = topics.length === 0 ? '' : ` Topics: ${topics.join(', ')}.`
  return `${duration(minutes)}.${base}${about}`
}

function unitOutcomes(manuscript: Manuscript, { outcomes }: Unit): readonly FileChild[] {
  const { labels } = manuscript
  return [
    manuscript.heading(3, 'Learning outcomes'),
    ...manuscript.table({
      summary: 'Learning outcomes of the unit',
      columns: [
        { head: 'No.', share: 1.2 },
        { head: 'Outcome', share: 7.5 },
        { head: 'Bloom level', share: 2 },
        { head: 'DOK', share: 1 },
        { head: 'Supports', share: 1.6 },
      ],
      rows: outcomes.map(({ id, text, bloom, dok, supports, citations }) => [
        labels.outcome(id),
        [text, ...manuscript.cite(citations)],
        titleCase(bloom),
        String(dok),
        labels.outcomes(supports) || '–',
      ]),
    }),
  ]
}
