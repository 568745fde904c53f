import { afterAll } from '@jest/globals'
import type { DoctorFlags } from '../../src/adapters/cli/index.js'
import { doctor } from '../../src/app/composition/doctor.js'
import { type DoctorReport, summarizeChecks } from '../../src/app/doctor/index.js'
import { RedisServer, type RedisServerOptions } from './redis-server.js'
import { StretchedClock } from './stretched-clock.js'

type Line = DoctorReport['checks'][number]

/** A slow or paused machine misses no deadline of the doctor. */
const PATIENCE = 20

/** The results of these checks depend on the load of the machine. */
export const MEASURED = ['latency', 'throughput', 'slow-log']

/** The output of the doctor as text and as JSON, from one run each. */
export interface DoctorRun {
  /** The exit code without the checks of {@link MEASURED}. */
  readonly exitCode: number
  /** The text and its exit code. Only this run calls `onLine`. */
  readonly text: string
  readonly textExitCode: number
  readonly report: DoctorReport
  /** The result of a check. Throws for an unknown id. */
  line(id: string): Line
}

interface DoctorRunOptions {
  /** Called with each line of the text as it is printed. */
  readonly onLine?: (line: string) => void
  readonly clock?: StretchedClock
}

/** Runs the doctor like the command, in this process. */
export async function runDoctorOn(
  env: NodeJS.ProcessEnv,
  flags: DoctorFlags = {},
  { onLine = () => undefined, clock = new StretchedClock(PATIENCE) }: DoctorRunOptions = {},
): Promise<DoctorRun> {
  const run = async (extra: DoctorFlags): Promise<{ exitCode: number; text: string }> => {
    let text = ''
    const print = (line: string): void => {
      text += line
      if (!extra.json) onLine(line)
    }
    const exitCode = await doctor({ readEnv: () => env, flags: { ...flags, ...extra }, print, clock })
    return { exitCode, text }
  }
  const [asText, asJson] = await Promise.all([run({}), run({ json: true })])
  const report = JSON.parse(asJson.text) as DoctorReport
  if (asJson.exitCode !== report.exitCode) throw new Error(`ended with ${asJson.exitCode}:\n${asJson.text}`)
  const { exitCode } = summarizeChecks(
    report.checks.filter(({ id }) => !MEASURED.some((measured) => id.endsWith(measured))),
    report.strict,
  )
  // To read the texts: SHOW_DOCTOR=1.
  if (process.env.SHOW_DOCTOR) process.stderr.write(`${asText.text}\n`)
  const line = (id: string): Line => {
    const found = report.checks.find((check) => check.id === id)
    if (!found) throw new Error(`no check ${id} in\n${asText.text}`)
    return found
  }
  return { exitCode, text: asText.text, textExitCode: asText.exitCode, report, line }
}

/** Settings without warnings. */
export const GOOD: RedisServerOptions = { appendOnly: true, maxMemory: '64mb', policy: 'noeviction' }

/** Starts servers, one for equal options, because the doctor leaves no data. Stops them after the file. */
export function sharedServers(): (options?: RedisServerOptions) => Promise<RedisServer> {
  const servers = new Map<string, Promise<RedisServer>>()
  afterAll(async () => {
    for (const server of servers.values()) await (await server).stop()
  })
  return (options = {}) => {
    const key = JSON.stringify(options)
    const server = servers.get(key) ?? RedisServer.start(options)
    servers.set(key, server)
    return server
  }
}
