/** The result of a rule. `not-applicable`: nothing to check, or the rule is for another language. */
export type RuleStatus = 'pass' | 'fail' | 'not-applicable'

/** One failed check. */
export interface QualityFinding {
  /** JSON pointer (RFC 6901) into the curriculum. */
  readonly pointer: string
  readonly message: string
  /** How to fix it. */
  readonly hint: string
}

/** The result of one rule. */
export interface RuleResult {
  /** `R01` to `R49`, never renumbered. */
  readonly id: string
  readonly title: string
  /** Whether a curriculum that fails this rule must not reach a user. */
  readonly hard: boolean
  readonly status: RuleStatus
  /** Share of passed checks, 0 to 1; 0 when nothing was checked. */
  readonly score: number
  /** The rule passes if {@link score} is at least this. */
  readonly threshold: number
  readonly checked: number
  readonly failing: readonly QualityFinding[]
}

/** Missing material: a unit has less of some content than it should. */
export interface Shortfall {
  readonly pointer: string
  readonly content: 'outcomes' | 'lessons' | 'items' | 'item kinds' | 'key points' | 'glossary entries'
  readonly found: number
  readonly min: number
  /** `too little source text` excuses it; `not written` makes the rule on that content fail. */
  readonly reason: 'too little source text' | 'not written'
}

/** The results of all rules. */
export interface QualityReport {
  /** Mean score of the applicable rules, 0 to 100, to two decimals. */
  readonly score: number
  /** Whether no hard rule fails. */
  readonly passesHardRules: boolean
  readonly passed: number
  readonly failed: number
  readonly notApplicable: number
  /** R01 to R49. */
  readonly rules: readonly RuleResult[]
  readonly shortfalls: readonly Shortfall[]
}
