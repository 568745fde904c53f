import type { Readable } from 'node:stream'
import type { ProgressOutput } from '../../adapters/cli/index.js'

/** The parts of the process that a command uses which reads a folder of documents. */
export interface CommandContext<Flags> {
  readonly flags: Flags
  /** Aborts the run; its reason is thrown. */
  readonly signal: AbortSignal
  readonly env: NodeJS.ProcessEnv
  readonly stdin: Readable
  /** For the result: a report, an outline or a JSON object. */
  readonly stdout: ProgressOutput
  /** For progress. */
  readonly stderr: ProgressOutput
}
