import type { CheckFailure, CheckResult, CheckStatus } from '../../ports/index.js'

/** What became of one check. */
export interface CheckReport extends CheckResult {
  readonly id: string
  /** How long it took, in milliseconds. */
  readonly elapsedMs: number
}

/** What became of all of them. */
export interface DoctorReport {
  readonly checks: readonly CheckReport[]
  readonly counts: { readonly [status in CheckStatus]: number }
  /** Whether a warning counts as a failure. */
  readonly strict: boolean
  /** 0: all is well; 1: a check failed; 2: unreachable; 3: not let in; 4: the configuration cannot be used. */
  readonly exitCode: number
}

/** The gravest first: what is wrong further down may follow from it. */
const EXIT_CODES: readonly (readonly [CheckFailure, number])[] = [
  ['configuration', 4],
  ['unreachable', 2],
  ['auth', 3],
  ['check', 1],
]

export function verdictOf(checks: readonly CheckReport[], strict: boolean): DoctorReport {
  const count = (status: CheckStatus) => checks.filter((check) => check.status === status).length
  const counts = { ok: count('ok'), warn: count('warn'), fail: count('fail'), skip: count('skip') }
  const failures = checks.filter(({ status }) => status === 'fail').map(({ failure = 'check' }) => failure)
  const gravest = EXIT_CODES.find(([failure]) => failures.includes(failure))
  return { checks, counts, strict, exitCode: gravest?.[1] ?? (strict && counts.warn > 0 ? 1 : 0) }
}
