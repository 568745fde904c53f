import type { Curriculum } from '../curriculum.js'
import type { Rubric } from '../rubric.js'

/** A rubric and where it stands. */
export interface LocatedRubric {
  readonly rubric: Rubric
  readonly pointer: string
}

/** The rubrics of assessments, then those of items. */
export function allRubrics({ assessments, items }: Curriculum): readonly LocatedRubric[] {
  return [
    ...assessments.flatMap(({ rubric }, index) =>
      rubric === undefined ? [] : [{ rubric, pointer: `/assessments/${index}/rubric` }],
    ),
    ...items.flatMap((item, index) =>
      item.format !== 'open' || item.rubric === undefined
        ? []
        : [{ rubric: item.rubric, pointer: `/items/${index}/rubric` }],
    ),
  ]
}
