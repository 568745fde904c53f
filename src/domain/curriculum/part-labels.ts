import type { Curriculum } from './curriculum.js'

/**
 * The labels of the parts of a curriculum, by index: short enough to be spoken, and the same in every output. Each starts
 * with a letter, because a spreadsheet takes `1.10` for the number 1.1 or a date.
 */
export const PART_LABELS = {
  unit: (unit: number) => `Unit ${unit + 1}`,
  programOutcome: (outcome: number) => `P${outcome + 1}`,
  outcome: (unit: number, outcome: number) => `O${unit + 1}.${outcome + 1}`,
  lesson: (unit: number, lesson: number) => `L${unit + 1}.${lesson + 1}`,
  /** @param unit left out: the outcome of the question belongs to no unit */
  question: (unit: number | undefined, question: number) =>
    unit === undefined ? `QP${question + 1}` : `Q${unit + 1}.${question + 1}`,
  assessment: (assessment: number) => `A${assessment + 1}`,
  skill: (skill: number) => `Skill ${skill + 1}`,
} as const

/** The label of the part that a JSON pointer leads to, or of the part around it; empty for a part without a label. */
export function labelsByPointer({ units, items }: Pick<Curriculum, 'units' | 'items'>): (pointer: string) => string {
  const unitOf = new Map(units.flatMap(({ outcomes }, unit) => outcomes.map(({ id }) => [id, unit] as const)))
  const counts = new Map<number | undefined, number>()
  const questions = items.map(({ outcomeId }) => {
    const unit = unitOf.get(outcomeId)
    const before = counts.get(unit) ?? 0
    counts.set(unit, before + 1)
    return PART_LABELS.question(unit, before)
  })
  return (pointer) => {
    const [, list, first = '', part, second = ''] = pointer.split('/')
    const [index, inner] = [Number(first), Number(second)]
    if (list === 'program' && first === 'outcomes' && part !== undefined)
      return PART_LABELS.programOutcome(Number(part))
    if (first === '') return ''
    if (list === 'items') return questions[index] ?? ''
    if (list === 'assessments') return PART_LABELS.assessment(index)
    if (list === 'skillBook') return PART_LABELS.skill(index)
    if (list !== 'units') return ''
    if (part === 'outcomes' && second !== '') return PART_LABELS.outcome(index, inner)
    if (part === 'lessons' && second !== '') return PART_LABELS.lesson(index, inner)
    return PART_LABELS.unit(index)
  }
}
