import type { FileChild } from 'docx'
import type { Credits } from '../../../../domain/curriculum/index.js'
import { oneLine } from '../../../../domain/text/index.js'
import { duration, formatNumber, languageName, pluralize, titleCase } from '../../labels/wording.js'
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
      ['Level', titleCase(program.level)],
      ['Workload', duration(program.totalHours * 60)],
      ...(program.credits === undefined ? [] : [['Credits', credits(program.credits)] as const]),
      ['Language', languageName(program.language)],
      ['Units', `${pluralize(units.length, 'unit')} with ${pluralize(lessons, 'lesson')}`],
      ['Assessment', `${pluralize(assessments.length, 'assessment')}, ${pluralize(items.length, 'item')} with keys`],
      ['Sources', pluralize(sources.length, 'document')],
      ['Quality', `${formatNumber(quality.score)} of 100; ${gates}`],
    ]),
  ]
}

function credits({ system, value, hoursPerCredit }: Credits): string {
  const each = hoursPerCredit === undefined ? '' : ` (${pluralize(hoursPerCredit, 'hour')} each)`
  return `${formatNumber(value)} ${system}${each}`
}
