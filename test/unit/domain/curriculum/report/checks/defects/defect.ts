import type { Curriculum } from '../../../../../../../src/domain/curriculum/index.js'

/** Open to changes at every level. */
export type Draft<T> = T extends string ? T : { -readonly [K in keyof T]: Draft<T[K]> }

/** Something that a rule must catch. */
export interface Defect {
  readonly rule: string
  /** What is wrong, for the name of the test. */
  readonly fault: string
  /** Where the rule must point: the beginning of a pointer. */
  readonly at: string
  readonly plant: (draft: Draft<Curriculum>) => void
}

/** A copy of `curriculum` with changes. */
export function edit(curriculum: Curriculum, change: (draft: Draft<Curriculum>) => void): Curriculum {
  const draft = structuredClone(curriculum) as Draft<Curriculum>
  change(draft)
  return draft as Curriculum
}

/** The element of a list, which must be there. */
export function at<T>(list: readonly T[] | undefined, index: number): T {
  const element = list?.[index]
  if (element === undefined) throw new Error(`there is no element ${index}`)
  return element
}
