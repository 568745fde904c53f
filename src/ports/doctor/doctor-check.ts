import type { JsonObject } from '../../domain/platform/index.js'

/** `skip`: could not be found out, or need not be. */
export type CheckStatus = 'ok' | 'warn' | 'fail' | 'skip'

/**
 * What kind of failure it is, for the exit code: the service cannot be reached, it does not let us in, the
 * configuration cannot be used, or (`check`) it is there and not as it should be.
 */
export type CheckFailure = 'check' | 'unreachable' | 'auth' | 'configuration'

/** What a check found. An operator must know what to do from this alone. No secrets. */
export interface CheckResult {
  readonly status: CheckStatus
  /** What was found, in one line. */
  readonly value: string
  /** What to do, as an instruction in one line. Given with every `warn` and `fail`. */
  readonly advice?: string
  /** With `fail`; left out: `check`. */
  readonly failure?: CheckFailure
  /** The same for programs. */
  readonly facts?: JsonObject
}

/** How a check is asked to run. */
export interface CheckRun {
  /** Aborted at the deadline; nothing must be held on to then. */
  readonly signal: AbortSignal
  /** Rather fewer samples than exact numbers. */
  readonly quick: boolean
}

/**
 * Answers one question of whoever has to find out why something does not work. Each capability may bring one that makes
 * a round trip through its port.
 *
 * Effects: may write under a throwaway name of its own, with a time to live, and removes it. Failure: a rejection
 * counts as `fail` with its message and hint. Deadline: the caller aborts the signal and stops waiting. Ordering: one
 * at a time, in the order of the list. Repetition: each runs once.
 */
export interface DoctorCheck {
  /** Unique within a list: `tcp`, `memory`, `cache`. */
  readonly id: string
  /** Checks before it without which it cannot run: if one of them failed, this one is skipped. */
  readonly needs?: readonly string[]
  readonly deadlineMs: number
  /** What it means when the deadline passes. Left out: a plain failure. */
  readonly onDeadline?: Omit<CheckResult, 'status'>
  /** Takes a second or more: left out where haste was asked for. */
  readonly slow?: true
  run(run: CheckRun): Promise<CheckResult>
}
