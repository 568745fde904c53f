import type { FileChild } from 'docx'
import type { Credits } from '../../../../domain/curriculum/index.js'
import { counted, decimal, named, oneLine } from '../writing/formats.js'
import type { Manuscript } from '../writing/manuscript.js'
import { paragraph } from '../writing/paragraph.js'

/** The title of the program and what there is to know of it at a glance. */
export function titlePart(manuscript: Manuscript): readonly FileChild[] {
  const { curriculum, quality } = manuscript.generated
  const { program, units, assessments, items, sources } = curriculum
  const lessons = units.reduce((sum, unit) => sum + unit.lessons.length, 0)
  const gates = quality.gatesHold ? 'all hard rules hold' : 'a hard rule is broken'
  return [
    paragraph('Title', oneLine(program.title)),
    paragraph('Subtitle', `Curriculum, ${program.level} level, ${decimal(program.totalHours)} hours`),
    ...manuscript.facts('Facts of the program', [
      ['Audience', program.audience],
      ['Level', named(program.level)],
      ['Hours of work', decimal(program.totalHours)],
      ...(program.credits === undefined ? [] : [['Credits', credits(program.credits)] as const]),
      ['Language', program.language],
      ['Units', `${counted(units.length, 'unit')} with ${counted(lessons, 'lesson')}`],
      ['Assessment', `${counted(assessments.length, 'assessment')}, ${counted(items.length, 'item')} with keys`],
      ['Sources', counted(sources.length, 'document')],
      ['Quality', `${decimal(quality.score)} of 100; ${gates}`],
    ]),
  ]
}

function credits({ system, value, hoursPerCredit }: Credits): string {
  const each = hoursPerCredit === undefined ? '' : ` of ${decimal(hoursPerCredit)} hours each`
  return `${decimal(value)} ${system}${each}`
}
