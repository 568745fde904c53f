import type { JsonObject } from '../../domain/platform/index.js'

/** `skip`: not tested. */
export type CheckStatus = 'ok' | 'warn' | 'fail' | 'skip'

/**
 * The kind of failure, for the exit code: the service is unreachable, it denies access, the configuration is invalid, or
 * (`check`) the service answers and has a problem.
 */
export type CheckFailure = 'check' | 'unreachable' | 'auth' | 'configuration'

/** The result of a check. It must be enough for an operator to act. No secrets. */
export interface CheckResult {
  readonly status: CheckStatus
  /** The result in one line. */
  readonly value: string
  /** An instruction in one line. Required with `warn` and `fail`. */
  readonly advice?: string
  /** For `fail`. Default: `check`. */
  readonly failure?: CheckFailure
  /** The result for programs. */
  readonly facts?: JsonObject
}

/** Options of one run of a check. */
export interface CheckRunOptions {
  /** Aborts at the deadline. The check must then release its resources. */
  readonly signal: AbortSignal
  /** Use fewer samples. */
  readonly quick: boolean
}

/**
 * One check of the doctor. Each capability may have one that makes a round trip through its port.
 *
 * Effects: may write data under a temporary name, with a time to live, and deletes it. Failure: a rejection counts as
 * `fail` with its message and hint. Deadline: the caller aborts the signal and stops waiting. Ordering: checks run one at a
 * time, in the order of the list. Repetition: each check runs once.
 *
 * @example
 * const check: DoctorCheck = {
 *   id: 'disk',
 *   deadlineMs: 1000,
 *   run: async () => ({ status: 'ok', value: '20 GB free' }),
 * }
 */
export interface DoctorCheck {
  /** Unique within a list: `tcp`, `memory`, `cache`. */
  readonly id: string
  /** Ids of earlier checks. If one of them failed, this check is skipped. */
  readonly needs?: readonly string[]
  readonly deadlineMs: number
  /** The result when the deadline passes. Default: a failure without a cause. */
  readonly onDeadline?: Omit<CheckResult, 'status'>
  /** Takes a second or more: skipped with `--quick`. */
  readonly slow?: true
  run(options: CheckRunOptions): Promise<CheckResult>
}
