import type { DoctorFlags } from '../../../src/adapters/cli/index.js'
import { doctor } from '../../../src/app/composition/doctor.js'
import type { DoctorReport } from '../../../src/app/doctor/index.js'

type Line = DoctorReport['checks'][number]

/** What the doctor printed for people and for programs, from one run each. */
export interface Examined {
  readonly exitCode: number
  readonly text: string
  readonly report: DoctorReport
  /** The result of one check. Throws if there is none of that id. */
  line(id: string): Line
}

/**
 * Runs the doctor as the bin does, in this process.
 *
 * @param onLine told of each line for people as it is printed
 */
export async function examineRedis(
  env: NodeJS.ProcessEnv,
  flags: DoctorFlags = {},
  onLine: (line: string) => void = () => undefined,
): Promise<Examined> {
  const run = async (extra: DoctorFlags): Promise<{ exitCode: number; text: string }> => {
    let text = ''
    const print = (part: string): void => {
      text += part
      if (!extra.json) onLine(part)
    }
    const exitCode = await doctor({ readEnv: () => env, flags: { ...flags, ...extra }, print })
    return { exitCode, text }
  }
  const [people, programs] = await Promise.all([run({}), run({ json: true })])
  const report = JSON.parse(programs.text) as DoctorReport
  // Printed where somebody looks at the words.
  if (process.env.SHOW_DOCTOR) process.stderr.write(`${people.text}\n`)
  const line = (id: string): Line => {
    const found = report.checks.find((check) => check.id === id)
    if (!found) throw new Error(`no check ${id} in\n${people.text}`)
    return found
  }
  return { exitCode: people.exitCode, text: people.text, report, line }
}
