/** How one part of the reference is found again. */
export interface BenchmarkRow {
  /** The title of the reference's unit. */
  readonly title: string
  /** The unit that matches it best; left out: none does. */
  readonly unitId?: string
  /** Hours there and here, where both are known. */
  readonly hours?: { readonly reference: number; readonly ours: number }
}

/** How a curriculum compares with a reference outline or with the version before it. */
export interface BenchmarkReport {
  readonly against:
    | { readonly kind: 'reference'; readonly title: string }
    | { readonly kind: 'version'; readonly version: number }
  /** Share of the reference's units that are found again, 0 to 1. */
  readonly coverage: number
  /** Share of the pairs of found units that stand in the same order, 0 to 1; left out with fewer than two. */
  readonly order?: number
  /** Share of the hours that are spent alike, 0 to 1: 1 less half the sum of the differences of shares; left out where hours are unknown. */
  readonly hours?: number
  /** In the order of the reference. */
  readonly rows: readonly BenchmarkRow[]
  /** Ids of the units that match nothing there. */
  readonly added: readonly string[]
}
