import type { CheckReport, DoctorReport } from '../../app/doctor/index.js'
import { pluralize } from '../../domain/platform/index.js'

const MARKS = { ok: 'ok  ', warn: 'WARN', fail: 'FAIL', skip: 'skip' } as const

/** `FAIL  tcp           127.0.0.1 port 6379: ECONNREFUSED -> start Redis there` */
export function doctorLine({ status, id, value, advice }: CheckReport): string {
  return `${MARKS[status]}  ${id.padEnd(12)}  ${value}${advice === undefined ? '' : ` -> ${advice}`}\n`
}

/** The last line. */
export function doctorSummary({ counts, strict, exitCode }: DoctorReport): string {
  const { ok, warn, fail, skip } = counts
  const verdict =
    exitCode === 0
      ? warn === 0
        ? 'ok'
        : 'usable, with warnings'
      : fail > 0
        ? VERDICTS[exitCode]
        : 'warnings count as failures with --strict'
  const hint = strict || warn === 0 || fail > 0 ? '' : '; --strict makes warnings fail'
  return `\n${verdict}: ${ok} ok, ${pluralize(warn, 'warning')}, ${fail} failed, ${skip} skipped (exit code ${exitCode}${hint})\n`
}

const VERDICTS: { readonly [exitCode: number]: string } = {
  1: 'checks failed',
  2: 'Redis cannot be reached',
  3: 'Redis denies access',
  4: 'the configuration is invalid',
}

/** The report for programs. */
export function doctorJson(report: DoctorReport): string {
  return `${JSON.stringify(report, null, 2)}\n`
}
