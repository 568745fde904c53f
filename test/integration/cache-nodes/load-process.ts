import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const SCRIPT = fileURLToPath(new URL('load-child.mjs', import.meta.url))
/** A process that hangs fails its test with a name. */
const DEADLINE_MS = 120_000

/** The load that a process runs. */
export interface LoadOrder {
  readonly key: string
  readonly callers: number
  readonly loadMs: number
  /** Seconds. */
  readonly hardTimeout?: number
}

/** What came of it. */
export interface LoadResult {
  /** How often its loader ran. */
  readonly loads: number
  /** The different values that its callers got: a loader gives the id of its process. */
  readonly values: readonly number[]
}

/** The built package in a separate process that runs loads on request. */
export class LoadProcess {
  readonly pid: number
  readonly #child: ChildProcessWithoutNullStreams
  readonly #lines: AsyncIterator<string>
  #errors = ''

  private constructor(child: ChildProcessWithoutNullStreams, pid: number) {
    this.#child = child
    this.pid = pid
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    child.stderr.on('data', (chunk: Buffer) => {
      this.#errors += chunk.toString()
    })
    // It may be gone before it has read everything.
    child.stdin.on('error', () => undefined)
  }

  /** Resolves when its app has reached Redis. */
  static async start(url: string): Promise<LoadProcess> {
    const child = spawn(process.execPath, [SCRIPT, url])
    await once(child, 'spawn')
    if (child.pid === undefined) throw new Error('the process has no id')
    const made = new LoadProcess(child, child.pid)
    await made.#next('ready')
    return made
  }

  begin(order: LoadOrder): void {
    this.#child.stdin.write(`${JSON.stringify(order)}\n`)
  }

  /** Resolves when its loader runs. */
  async loading(): Promise<void> {
    await this.#next('loading')
  }

  /** The result of the earliest started load that was not yet requested. */
  async result(): Promise<LoadResult> {
    const { loads, values } = await this.#next('values')
    return { loads: Number(loads), values: values as readonly number[] }
  }

  /** `kill -9`. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const ended = once(this.#child, 'exit')
    this.#child.kill('SIGKILL')
    await ended
  }

  /** The next message that has `part`. Rejects with what the process printed if it ends, or says that it failed. */
  async #next(part: string): Promise<Record<string, unknown>> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no "${part}" from process ${this.pid}`)), DEADLINE_MS)
    })
    try {
      for (;;) {
        const { value, done } = await Promise.race([this.#lines.next(), late])
        if (done) throw new Error(`process ${this.pid} ended:\n${this.#errors}`)
        const message = JSON.parse(value) as Record<string, unknown>
        if ('error' in message) throw new Error(`process ${this.pid} failed: ${String(message.error)}`)
        if (part in message) return message
      }
    } finally {
      clearTimeout(timer)
    }
  }
}
