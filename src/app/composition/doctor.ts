import { type DoctorFlags, doctorJson, doctorLine, doctorSummary } from '../../adapters/cli/index.js'
import { SystemClock, SystemIds } from '../../adapters/system/index.js'
import { isAppError } from '../../domain/platform/index.js'
import type { Clock, DoctorCheck } from '../../ports/index.js'
import { runDoctor } from '../doctor/index.js'
import { type ResolvedConfig, readConfig, resolveConfig } from './config/index.js'
import { createDoctorChecks, type DoctorChecks } from './doctor-checks.js'

/** Dependencies and flags of `doctor`. */
export interface DoctorDeps {
  /** @throws AppError `CONFIG_INVALID` */
  readonly readEnv: () => NodeJS.ProcessEnv
  readonly flags: DoctorFlags
  /** Default: the system clock. */
  readonly clock?: Clock
  /** Receives the report: text, or JSON with `--json`. */
  readonly print: (text: string) => void
}

/** Checks the configured services and prints a report. Returns the exit code. */
export async function doctor({ readEnv, flags, print, clock = new SystemClock() }: DoctorDeps): Promise<number> {
  // The timers of the clock do not keep the process alive.
  const keepAlive = setInterval(() => undefined, 60_000)
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
    clearInterval(keepAlive)
  }
}

async function prepare(readEnv: DoctorDeps['readEnv'], clock: Clock): Promise<DoctorChecks> {
  let config: ResolvedConfig
  try {
    config = resolveConfig(readConfig(readEnv()))
  } catch (error) {
    if (!isAppError(error, 'CONFIG_INVALID')) throw error
    return { checks: configFailures(error.details.problems), notes: [], close: async () => undefined }
  }
  return createDoctorChecks(config, { clock, ids: new SystemIds() })
}

/** One failed check for each problem. */
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
