import type { DocumentIndex } from '../quality/document-index.js'

/** Something that a repair did. */
export interface RepairChange {
  /** The rule that asked for it. */
  readonly ruleId: string
  readonly action: 'mended' | 'dropped'
  /** What was mended or dropped, and how, for people. */
  readonly what: string
}

/** What a step of a repair may look at, and where it writes down what it does. */
export interface RepairRun {
  readonly documents: DocumentIndex
  /** Whether the rules on English words apply. */
  readonly english: boolean
  mended(ruleId: string, what: string): void
  dropped(ruleId: string, what: string): void
}

/** `values` with what `change` makes of each; those for which it returns `undefined` are left out. */
export function mapDefined<T>(values: readonly T[], change: (value: T, index: number) => T | undefined): readonly T[] {
  return values.flatMap((value, index) => {
    const changed = change(value, index)
    return changed === undefined ? [] : [changed]
  })
}
