import { pluralize } from '../../platform/text.js'
import { excerpt } from '../../text/plain-text.js'
import type { Gap, GapKind } from './gaps.js'
import { partOf, type ReportContext } from './report-context.js'

/** What the teacher must prepare for one unit, or for an aim. */
export interface Preparation {
  /** JSON pointer to the unit or the aim. */
  readonly pointer: string
  /** Planned minutes of the course that it has to fill; 0 if it only has to be ready. */
  readonly minutes: number
  /** For people, without full stops: "a task for O3.2". */
  readonly tasks: readonly string[]
}

/** What follows from the gaps: one entry for each unit in teaching order, then those aims without material. */
export function toPrepare({ curriculum, labelOf }: ReportContext, gaps: readonly Gap[]): readonly Preparation[] {
  const units = curriculum.units.flatMap((unit, index): readonly Preparation[] => {
    const pointer = `/units/${index}`
    const own = gaps.filter((gap) => gap.pointer === pointer || gap.pointer.startsWith(`${pointer}/`))
    const has = (kind: GapKind) => own.some((gap) => gap.kind === kind)
    const tasked = [
      ...new Set(own.filter(({ kind }) => kind === 'practice' || kind === 'level').map((gap) => gap.pointer)),
    ]
    const asked = new Set(curriculum.items.map(({ outcomeId }) => outcomeId))
    const unasked = unit.outcomes.filter(({ id }) => !asked.has(id)).length
    const isAssessed = curriculum.assessments.some(({ unitId }) => unitId === unit.id)
    const tasks = [
      ...(has('outcomes') ? ['what learners can do at the end of it'] : []),
      ...(tasked.length === 0 ? [] : [`a task for ${tasked.map((at) => labelOf(partOf(at))).join(', ')}`]),
      ...(isAssessed ? [] : ['an assessment']),
    ]
    const questions = unasked === 0 ? [] : [`questions for ${unasked} of ${pluralize(unit.outcomes.length, 'outcome')}`]
    const fill = [...(unit.openMinutes > 0 && tasks.length === 0 ? ['teaching or practice'] : tasks), ...questions]
    return fill.length === 0 ? [] : [{ pointer, minutes: unit.openMinutes, tasks: fill }]
  })
  const aims = gaps
    .filter(({ kind, text }) => kind === 'aim' && text.endsWith('no material'))
    .map(({ pointer }): Preparation => {
      const aim = curriculum.program.aims[Number(pointer.split('/').at(-1))] ?? ''
      return { pointer, minutes: 0, tasks: [`documents on the aim ${excerpt(aim)}, or leave it out of the brief`] }
    })
  return [...units, ...aims]
}
