/** Where documents speak of an aim. */
export interface AimPassage {
  readonly docId: string
  readonly section?: string
}

/** What the documents have for one aim of the brief. */
export interface AimCoverage {
  readonly aim: string
  readonly covered: boolean
  /** Content words of the aim, as it has them, that the passages found do not contain. */
  readonly missing: readonly string[]
  /** The best first, few. */
  readonly passages: readonly AimPassage[]
}

/** A document that nothing cites and no lesson reads. */
export interface UnusedDocument {
  readonly docId: string
  /** For people: "too little text (35 words)". */
  readonly reason: string
}

/** A file that could not be read at all. */
export interface RefusedDocument {
  readonly name: string
  /** A code of `ERROR_CODES`. */
  readonly code: string
  readonly reason: string
  /** How to mend it. */
  readonly hint: string
}

/** What became of the brief's aims and of the documents. */
export interface SourcingReport {
  /** In the order of the brief. */
  readonly aims: readonly AimCoverage[]
  readonly unused: readonly UnusedDocument[]
  readonly refused: readonly RefusedDocument[]
}
