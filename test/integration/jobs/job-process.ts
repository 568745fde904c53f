import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { until } from '../../support/until.js'

const SCRIPT = fileURLToPath(new URL('./worker-process.mjs', import.meta.url))

interface JobProcessOptions {
  readonly url: string
  readonly prefix: string
  /** Default: the default of the queue. */
  readonly lockMs?: number
  readonly concurrency?: number
  /** The deadline of close after SIGTERM. Default: longer than a test. */
  readonly closeMs?: number
  /** The process sends itself SIGTERM after this many runs have started. Default: never. */
  readonly stopAfter?: number
}

/** A worker in a separate process, with the built package. */
export class JobProcess {
  readonly lines: string[] = []
  readonly #child: ChildProcessWithoutNullStreams
  /** The exit code or signal. */
  readonly ended: Promise<unknown>
  log = ''

  private constructor(child: ChildProcessWithoutNullStreams) {
    this.#child = child
    let rest = ''
    child.stdout.on('data', (chunk: Buffer) => {
      const parts = (rest + chunk.toString()).split('\n')
      rest = parts.pop() ?? ''
      this.lines.push(...parts)
    })
    child.stderr.on('data', (chunk: Buffer) => {
      this.log += chunk.toString()
    })
    this.ended = once(child, 'close').then(([code, signal]: unknown[]) => code ?? signal)
  }

  static async start({ url, prefix, ...options }: JobProcessOptions): Promise<JobProcess> {
    const args = [SCRIPT, url, prefix, JSON.stringify(options)]
    const process = new JobProcess(spawn(globalThis.process.execPath, args))
    await process.says('ready')
    return process
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  /** The job ids in the order in which their runs started. */
  get began(): readonly string[] {
    return this.lines.flatMap((line) => /^began (\S+)/.exec(line)?.[1] ?? [])
  }

  async says(line: string): Promise<void> {
    const look = () => (this.lines.includes(line) ? true : undefined)
    await until(`the worker says "${line}"`, look).catch((error: Error) => {
      throw new Error(`${error.message}; it said: ${this.lines.join(', ')}\n${this.log}`)
    })
  }

  /** Whether it has logged that this job stalled. */
  hasGivenUp(id: string): boolean {
    return this.log.split('\n').some((line) => line.includes('the job waits again') && line.includes(`"id":"${id}"`))
  }

  async end(signal: NodeJS.Signals): Promise<unknown> {
    this.#child.kill(signal)
    return this.ended
  }
}
