import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** A process that runs a script beside this file, on the built package, and tells what it does in lines. */
export class LineProcess {
  readonly lines: string[] = []
  log = ''
  readonly ended: Promise<number | null>
  readonly #child: ChildProcessWithoutNullStreams

  constructor(script: string, ...args: readonly string[]) {
    this.#child = spawn(process.execPath, [fileURLToPath(new URL(script, import.meta.url)), ...args])
    let rest = ''
    this.#child.stdout.on('data', (chunk: Buffer) => {
      const parts = (rest + chunk.toString()).split('\n')
      rest = parts.pop() ?? ''
      this.lines.push(...parts)
    })
    this.#child.stderr.on('data', (chunk: Buffer) => {
      this.log += chunk.toString()
    })
    this.ended = new Promise((resolve) => this.#child.once('close', (code) => resolve(code)))
  }

  /** Writes a line to its standard input. */
  send(line: string): void {
    this.#child.stdin.write(`${line}\n`)
  }

  /** Ends its standard input. Resolves to its exit code. */
  finish(): Promise<number | null> {
    this.#child.stdin.end()
    return this.ended
  }

  /** Resolves when its lines have made `condition` true. Rejects if it ends before. */
  async until(condition: () => boolean): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if (!condition()) return
        this.#child.stdout.off('data', look)
        resolve()
      }
      this.#child.stdout.on('data', look)
      look()
      void this.ended.then(() => reject(new Error(`it ended: ${this.lines.slice(-3).join('\n')}\n${this.log}`)))
    })
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.ended
  }
}
