import type { FileChild } from 'docx'
import type { Credits } from '../../../../domain/curriculum/index.js'
import { oneLine } from '../../../../domain/text/index.js'
import { duration } from '../../outline/durations.js'
import { counted, figure } from '../../outline/figures.js'
import { languageName } from '../../outline/language-name.js'
import { worded } from '../../outline/worded.js'
import type { Manuscript } from '../writing/manuscript.js'
import { paragraph } from '../writing/paragraph.js'

/** The title of the program and what there is to know of it at a glance. */
export function titlePart(manuscript: Manuscript): readonly FileChild[] {
  const { curriculum, quality } = manuscript.generated
  const { program, units, assessments, items, sources } = curriculum
  const lessons = units.reduce((sum, unit) => sum + unit.lessons.length, 0)
  const gates = quality.passesHardRules ? 'all hard rules hold' : 'a hard rule is broken'
  return [
    paragraph('Title', oneLine(program.title)),
    paragraph('Subtitle', `Curriculum, ${program.level} level, ${duration(program.totalHours * 60)}`),
    ...manuscript.facts('Facts of the program', [
      ['Audience', program.audience],
      ['Level', worded(program.level)],
      ['Workload', duration(program.totalHours * 60)],
      ...(program.credits === undefined ? [] : [['Credits', credits(program.credits)] as const]),
      ['Language', languageName(program.language)],
      ['Units', `${counted(units.length, 'unit')} with ${counted(lessons, 'lesson')}`],
      ['Assessment', `${counted(assessments.length, 'assessment')}, ${counted(items.length, 'item')} with keys`],
      ['Sources', counted(sources.length, 'document')],
      ['Quality', `${figure(quality.score)} of 100; ${gates}`],
    ]),
  ]
}

function credits({ system, value, hoursPerCredit }: Credits): string {
  const each = hoursPerCredit === undefined ? '' : ` (${counted(hoursPerCredit, 'hour')} each)`
  return `${figure(value)} ${system}${each}`
}
