import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const SCRIPT = fileURLToPath(new URL('./save-versions.mjs', import.meta.url))

export type Place = { readonly url: string } | { readonly dataDir: string }

/** A version that a process was told to be kept. */
export interface Acknowledged {
  readonly version: number
  readonly fingerprint: string
}

/** A process that saves versions of a curriculum until it is killed, on the built package. */
export class SavingProcess {
  readonly lines: string[] = []
  log = ''
  readonly ended: Promise<number | null>
  readonly #child: ChildProcessWithoutNullStreams

  constructor(place: Place, name: string) {
    this.#child = spawn(process.execPath, [SCRIPT, JSON.stringify(place), name])
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

  get acknowledged(): readonly Acknowledged[] {
    return this.lines.flatMap((line) => {
      const [, version, fingerprint] = /^saved (\d+) (\S+)$/.exec(line) ?? []
      return version && fingerprint ? [{ version: Number(version), fingerprint }] : []
    })
  }

  /** Codes of what failed, with their messages. */
  get failures(): readonly string[] {
    return this.lines.filter((line) => line.startsWith('failed ')).map((line) => line.slice('failed '.length))
  }

  /** Resolves when `count` versions were acknowledged. */
  async saves(count: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if (this.acknowledged.length < count) return
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
