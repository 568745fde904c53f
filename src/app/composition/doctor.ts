import { type DoctorFlags, doctorJson, doctorLine, doctorSummary } from '../../adapters/cli/index.js'
import { SystemClock, SystemIds } from '../../adapters/system/index.js'
import { isAppError } from '../../domain/platform/index.js'
import type { Clock, DoctorCheck } from '../../ports/index.js'
import { runDoctor } from '../doctor/index.js'
import { type ResolvedConfig, readConfig, resolveConfig } from './config/index.js'
import { type Examination, examine } from './examination.js'

/** What `doctor` gets from the process it runs in. */
export interface DoctorContext {
  /** @throws AppError `CONFIG_INVALID` */
  readonly readEnv: () => NodeJS.ProcessEnv
  readonly flags: DoctorFlags
  /** Default: that of the machine. */
  readonly clock?: Clock
  /** Writes for people, or for programs with `--json`. */
  readonly print: (text: string) => void
}

/** Tests what the configuration names and prints what it finds. Returns the exit code. */
export async function doctor({ readEnv, flags, print, clock = new SystemClock() }: DoctorContext): Promise<number> {
  // The timers of the clock let the process end; a deadline must still come.
  const awake = setInterval(() => undefined, 60_000)
  const { checks, notes, close } = await prepare(readEnv, clock)
  try {
    if (!flags.json) for (const note of notes) print(`${note}\n`)
    const report = await runDoctor(checks, {
      clock,
      quick: flags.quick ?? false,
      strict: flags.strict ?? false,
      ...(flags.json ? {} : { onResult: (result) => print(doctorLine(result)) }),
    })
    print(flags.json ? doctorJson(report) : doctorSummary(report))
    return report.exitCode
  } finally {
    await close()
    clearInterval(awake)
  }
}

async function prepare(readEnv: DoctorContext['readEnv'], clock: Clock): Promise<Examination> {
  let config: ResolvedConfig
  try {
    config = resolveConfig(readConfig(readEnv()))
  } catch (error) {
    if (!isAppError(error, 'CONFIG_INVALID')) throw error
    return { checks: configFailures(error.details.problems), notes: [], close: async () => undefined }
  }
  return examine(config, { clock, ids: new SystemIds() })
}

/** A line for each problem. */
function configFailures(problems: unknown): readonly DoctorCheck[] {
  const found = problems as readonly { readonly setting: string; readonly found: string; readonly expected: string }[]
  return found.map(({ setting, found, expected }, index) => ({
    id: index === 0 ? 'config' : `config-${index + 1}`,
    deadlineMs: 1000,
    run: async () => {
      const advice = `correct it in the environment or in .env; expected: ${expected}`
      return { status: 'fail', failure: 'configuration', value: `${setting} is ${found}`, advice }
    },
  }))
}
