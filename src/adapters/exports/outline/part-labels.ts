/**
 * What the parts of a curriculum are called, by place from 0: short enough to be spoken, and the same in every format.
 * Each begins with a letter, since a spreadsheet takes `1.10` for the number 1.1 or for a day.
 */
export const PART_LABELS = {
  unit: (unit: number) => `Unit ${unit + 1}`,
  programOutcome: (outcome: number) => `P${outcome + 1}`,
  outcome: (unit: number, outcome: number) => `O${unit + 1}.${outcome + 1}`,
  lesson: (unit: number, lesson: number) => `L${unit + 1}.${lesson + 1}`,
  /** Left out: the question is evidence of no unit's outcome. */
  question: (unit: number | undefined, question: number) =>
    unit === undefined ? `QP${question + 1}` : `Q${unit + 1}.${question + 1}`,
  assessment: (assessment: number) => `A${assessment + 1}`,
  skill: (skill: number) => `Skill ${skill + 1}`,
} as const
