/** How a rule went. `not-applicable`: there was nothing to check, or not in this language. */
export type RuleStatus = 'pass' | 'fail' | 'not-applicable'

/** One thing that does not hold. */
export interface QualityFinding {
  /** JSON pointer (RFC 6901) into the curriculum. */
  readonly pointer: string
  readonly message: string
  /** How to mend it. */
  readonly hint: string
}

/** What one rule found. */
export interface RuleResult {
  /** `R01` to `R49`, never renumbered. */
  readonly id: string
  readonly title: string
  /** Whether it is a gate: what breaks it must not reach a user. */
  readonly hard: boolean
  readonly status: RuleStatus
  /** Share of checked things that hold, 0 to 1; 0 when nothing was checked. */
  readonly score: number
  /** The share from which on it passes. */
  readonly passAt: number
  readonly checked: number
  readonly failing: readonly QualityFinding[]
}

/** Content of which a unit has less than it should. */
export interface Shortfall {
  readonly pointer: string
  readonly content: 'outcomes' | 'lessons' | 'items' | 'item kinds' | 'key points' | 'glossary entries'
  readonly found: number
  readonly least: number
  /** `too little source text` excuses it; `not written` makes the rule on that content fail. */
  readonly reason: 'too little source text' | 'not written'
}

/** What the rules say of a curriculum. */
export interface QualityReport {
  /** Mean score of the applicable rules, 0 to 100, to two decimals. */
  readonly score: number
  /** Whether every hard rule holds. */
  readonly gatesHold: boolean
  readonly passed: number
  readonly failed: number
  readonly notApplicable: number
  /** R01 to R49. */
  readonly rules: readonly RuleResult[]
  readonly shortfalls: readonly Shortfall[]
}
