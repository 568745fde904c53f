import type { DoctorFlags } from '../../../src/adapters/cli/index.js'
import { doctor } from '../../../src/app/composition/doctor.js'
import { type DoctorReport, verdictOf } from '../../../src/app/doctor/index.js'
import { StretchedClock } from '../../support/stretched-clock.js'

type Line = DoctorReport['checks'][number]

/** A machine that is slow or stands still for a moment misses no deadline of the doctor. */
const PATIENCE = 20

/** What these find depends on what else the machine does. */
export const MEASURED = ['latency', 'throughput', 'slow-log']

/** What the doctor printed for people and for programs, from one run each. */
export interface Examined {
  /** As the doctor would end if this machine were idle. */
  readonly exitCode: number
  /** What the run for people printed, and its own exit code: the only run that `onLine` can interfere with. */
  readonly text: string
  readonly textExitCode: number
  readonly report: DoctorReport
  /** The result of one check. Throws if there is none of that id. */
  line(id: string): Line
}

interface ExamineOptions {
  /** Called with each line for people as it is printed. */
  readonly onLine?: (line: string) => void
  readonly clock?: StretchedClock
}

/**
 * Runs the doctor as the bin does, in this process.
 */
export async function examineRedis(
  env: NodeJS.ProcessEnv,
  flags: DoctorFlags = {},
  { onLine = () => undefined, clock = new StretchedClock(PATIENCE) }: ExamineOptions = {},
): Promise<Examined> {
  const run = async (extra: DoctorFlags): Promise<{ exitCode: number; text: string }> => {
    let text = ''
    const print = (part: string): void => {
      text += part
      if (!extra.json) onLine(part)
    }
    const exitCode = await doctor({ readEnv: () => env, flags: { ...flags, ...extra }, print, clock })
    return { exitCode, text }
  }
  const [people, programs] = await Promise.all([run({}), run({ json: true })])
  const report = JSON.parse(programs.text) as DoctorReport
  if (programs.exitCode !== report.exitCode) throw new Error(`ended with ${programs.exitCode}:\n${programs.text}`)
  const { exitCode } = verdictOf(
    report.checks.filter(({ id }) => !MEASURED.some((measured) => id.endsWith(measured))),
    report.strict,
  )
  // Printed where somebody looks at the words.
  if (process.env.SHOW_DOCTOR) process.stderr.write(`${people.text}\n`)
  const line = (id: string): Line => {
    const found = report.checks.find((check) => check.id === id)
    if (!found) throw new Error(`no check ${id} in\n${people.text}`)
    return found
  }
  return { exitCode, text: people.text, textExitCode: people.exitCode, report, line }
}
