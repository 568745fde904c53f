/** The result of a rule. `not-applicable`: nothing to check, or the rule is for another language. */
export type CheckStatus = 'pass' | 'fail' | 'not-applicable'

/** One part that does not pass a check. */
export interface Finding {
  /** JSON pointer (RFC 6901) into the curriculum. */
  readonly pointer: string
  readonly message: string
  /** How to fix it. */
  readonly hint: string
}

/** The result of one rule. */
export interface CheckResult {
  /** `R01` to `R49`, never renumbered. */
  readonly id: string
  readonly title: string
  /** Whether a curriculum that fails this rule is not usable. */
  readonly hard: boolean
  readonly status: CheckStatus
  /** The share of the checked parts that must pass, 0 to 1. */
  readonly threshold: number
  /** Number of checked parts. */
  readonly checked: number
  readonly failing: readonly Finding[]
}

/** The results of all checks: references, citations, hours and forms. */
export interface CheckReport {
  /** Whether a hard rule fails: then the curriculum is not usable. */
  readonly blocked: boolean
  readonly passed: number
  readonly failed: number
  readonly notApplicable: number
  /** By id. */
  readonly results: readonly CheckResult[]
}
