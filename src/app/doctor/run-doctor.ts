import { AppError, formatMs, isAppError, messageOf } from '../../domain/platform/index.js'
import type { CheckFailure, CheckResult, CheckStatus, Clock, DoctorCheck } from '../../ports/index.js'

export interface DoctorOptions {
  readonly clock: Clock
  /** Skips slow checks. */
  readonly quick: boolean
  /** Whether a warning counts as a failure. */
  readonly strict: boolean
  /** Receives each result at once, so that a slow check can be seen. */
  readonly onResult?: (report: CheckReport) => void
}

/** The result of one check. */
export interface CheckReport extends CheckResult {
  readonly id: string
  /** Duration in milliseconds. */
  readonly elapsedMs: number
}

/** The results of all checks. */
export interface DoctorReport {
  readonly checks: readonly CheckReport[]
  readonly counts: { readonly [status in CheckStatus]: number }
  /** Whether a warning counts as a failure. */
  readonly strict: boolean
  /** 0: ok; 1: a check failed; 2: unreachable; 3: access denied; 4: invalid configuration. */
  readonly exitCode: number
}

/** Runs the checks one after another, each within its deadline. Always ends, never rejects. */
export async function runDoctor(checks: readonly DoctorCheck[], options: DoctorOptions): Promise<DoctorReport> {
  const reports: CheckReport[] = []
  /** Failed checks and those that need them, each with the check that failed first. */
  const blocked = new Map<string, string>()
  for (const check of checks) {
    const cause = check.needs?.map((id) => blocked.get(id)).find((id) => id !== undefined)
    const startedAt = options.clock.monotonic()
    const result = await resultOf(check, cause, options)
    if (cause !== undefined || result.status === 'fail') blocked.set(check.id, cause ?? check.id)
    const elapsedMs = Math.round((options.clock.monotonic() - startedAt) * 10) / 10
    const report = { ...result, id: check.id, elapsedMs }
    reports.push(report)
    options.onResult?.(report)
  }
  return summarizeChecks(reports, options.strict)
}

async function resultOf(
  check: DoctorCheck,
  cause: string | undefined,
  { clock, quick }: DoctorOptions,
): Promise<CheckResult> {
  if (cause !== undefined) return { status: 'skip', value: `skipped: ${cause} failed` }
  if (quick && check.slow) return { status: 'skip', value: 'skipped with --quick' }
  const abort = new AbortController()
  return new Promise((resolve) => {
    const deadline = clock.setTimer(check.deadlineMs, () => {
      abort.abort(new AppError('ABORTED', `the check ${check.id} exceeded ${formatMs(check.deadlineMs)}`))
      resolve({
        status: 'fail',
        ...(check.onDeadline ?? {
          value: `no result within ${formatMs(check.deadlineMs)}`,
          advice: 'run the doctor again; if this persists, the service is overloaded or hangs',
        }),
      })
    })
    // Inside a promise, because `run` may throw.
    void new Promise<CheckResult>((done) => done(check.run({ signal: abort.signal, quick })))
      .catch(failed)
      .then((result) => {
        deadline.cancel()
        resolve(result)
      })
  })
}

function failed(error: unknown): CheckResult {
  const hint = (isAppError(error) ? error.hint : undefined) ?? 'this error is not expected: please report it'
  // Hints of the service name the doctor, which is running.
  const advice = hint.includes('curriculum doctor')
    ? 'the failed checks above show the cause; if there are none, see the log of the server'
    : hint
  return { status: 'fail', value: messageOf(error), advice }
}

/** The most severe failure first: it may have caused the others. */
const EXIT_CODES: readonly (readonly [CheckFailure, number])[] = [
  ['configuration', 4],
  ['unreachable', 2],
  ['auth', 3],
  ['check', 1],
]

export function summarizeChecks(checks: readonly CheckReport[], strict: boolean): DoctorReport {
  const count = (status: CheckStatus) => checks.filter((check) => check.status === status).length
  const counts = { ok: count('ok'), warn: count('warn'), fail: count('fail'), skip: count('skip') }
  const failures = checks.filter(({ status }) => status === 'fail').map(({ failure = 'check' }) => failure)
  const worst = EXIT_CODES.find(([failure]) => failures.includes(failure))
  return { checks, counts, strict, exitCode: worst?.[1] ?? (strict && counts.warn > 0 ? 1 : 0) }
}
