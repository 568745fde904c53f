import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../dist/app/main.js', import.meta.url))

/** How a process ended. */
export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** The built bin as a process of its own. */
export class ServiceProcess {
  readonly #child: ChildProcessWithoutNullStreams
  stdout = ''
  stderr = ''
  readonly ended: Promise<Ended>

  /** @param env its whole environment, apart from PATH */
  constructor(args: readonly string[], env: { readonly [name: string]: string }, cwd: string) {
    const { PATH = '' } = process.env
    this.#child = spawn(process.execPath, [MAIN, ...args], { env: { PATH, ...env }, cwd })
    this.#child.stdout.on('data', (chunk: Buffer) => {
      this.stdout += chunk.toString()
    })
    this.#child.stderr.on('data', (chunk: Buffer) => {
      this.stderr += chunk.toString()
    })
    this.ended = new Promise((resolve) => this.#child.once('close', (code, signal) => resolve({ code, signal })))
  }

  /** The address from the banner. Rejects with what was printed if the process ends before. */
  async address(): Promise<string> {
    const printed = new Promise<string>((resolve) => {
      const look = (): void => {
        const [, url] = /address\s+(http:\S+)/.exec(this.stdout) ?? []
        if (url && this.stdout.includes('workers')) resolve(url)
      }
      look()
      this.#child.stdout.on('data', look)
    })
    const ended = this.ended.then(({ code }) => {
      throw new Error(`the service ended with ${code} before it listened:\n${this.stdout}${this.stderr}`)
    })
    return Promise.race([printed, ended])
  }

  /** Resolves when it has printed `text`. Rejects with what was printed if it ends before. */
  async says(text: string): Promise<void> {
    const said = new Promise<void>((resolve) => {
      const look = (): void => {
        if (this.stdout.includes(text)) resolve()
      }
      look()
      this.#child.stdout.on('data', look)
    })
    const ended = this.ended.then(({ code }) => {
      throw new Error(`it ended with ${code} before it said "${text}":\n${this.stdout}${this.stderr}`)
    })
    await Promise.race([said, ended])
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }
}
