import { AppError, isAppError, messageOf } from '../../domain/platform/index.js'
import type { CheckResult, Clock, DoctorCheck } from '../../ports/index.js'
import { type CheckReport, type DoctorReport, verdictOf } from './verdict.js'

export interface DoctorOptions {
  readonly clock: Clock
  /** Leave out what takes long. */
  readonly quick: boolean
  /** A warning counts as a failure. */
  readonly strict: boolean
  /** Told of each result as it comes, so that a person sees where it hangs. */
  readonly onResult?: (report: CheckReport) => void
}

/** Runs the checks one after another, each against its own deadline. Never rejects, always ends. */
export async function runDoctor(checks: readonly DoctorCheck[], options: DoctorOptions): Promise<DoctorReport> {
  const reports: CheckReport[] = []
  /** What failed, and what could not run because of it; each with the check where it began. */
  const blocked = new Map<string, string>()
  for (const check of checks) {
    const culprit = check.needs?.map((id) => blocked.get(id)).find((id) => id !== undefined)
    const began = options.clock.monotonic()
    const result = await resultOf(check, culprit, options)
    if (culprit !== undefined || result.status === 'fail') blocked.set(check.id, culprit ?? check.id)
    const elapsedMs = Math.round((options.clock.monotonic() - began) * 10) / 10
    const report = { ...result, id: check.id, elapsedMs }
    reports.push(report)
    options.onResult?.(report)
  }
  return verdictOf(reports, options.strict)
}

async function resultOf(
  check: DoctorCheck,
  culprit: string | undefined,
  { clock, quick }: DoctorOptions,
): Promise<CheckResult> {
  if (culprit !== undefined) return { status: 'skip', value: `not tested, as ${culprit} failed` }
  if (quick && check.slow) return { status: 'skip', value: 'not tested, as --quick leaves it out' }
  const abort = new AbortController()
  return new Promise((resolve) => {
    const deadline = clock.setTimer(check.deadlineMs, () => {
      abort.abort(new AppError('ABORTED', `the check ${check.id} exceeded ${check.deadlineMs} ms`))
      resolve({
        status: 'fail',
        ...(check.onDeadline ?? {
          value: `no result within ${check.deadlineMs} ms`,
          advice: 'run the doctor again; if it stays so, what answers is overloaded or stuck',
        }),
      })
    })
    // Inside a promise, so that a check that throws at once is handled like one that rejects.
    void new Promise<CheckResult>((done) => done(check.run({ signal: abort.signal, quick })))
      .catch(failed)
      .then((result) => {
        deadline.cancel()
        resolve(result)
      })
  })
}

function failed(error: unknown): CheckResult {
  const advice = (isAppError(error) ? error.hint : undefined) ?? 'this fault was not foreseen: please report it'
  return { status: 'fail', value: messageOf(error), advice }
}
