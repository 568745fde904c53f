import type { Clock, Timer } from '../../../ports/index.js'
import { columnsOf, quietText } from '../terminal-text.js'
import { progressBar } from './progress-bar.js'

/** How far a run is. */
export interface ShownProgress {
  readonly stage: string
  /** 0 to 100. */
  readonly percent: number
  /** For people. */
  readonly message: string
}

/** Where progress is shown: what is used of a stream to a terminal or a file. */
export interface ProgressOutput {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

/** How progress is shown. */
export interface ProgressDisplayOptions {
  readonly output: ProgressOutput
  readonly clock: Clock
  /** Of it `NO_COLOR`, `TERM` and the locale are read. */
  readonly env: { readonly [name: string]: string | undefined }
}

const REDRAW_MS = 100
const TICK_MS = 1000
const DEFAULT_COLUMNS = 80

/** Shows how far a run is: on a terminal as a bar, elsewhere as a line for each stage. */
export class ProgressDisplay {
  readonly #output: ProgressOutput
  readonly #clock: Clock
  readonly #env: ProgressDisplayOptions['env']
  readonly #isBar: boolean
  readonly #startedAt: number
  #shown: ShownProgress | undefined
  #drawnAt = Number.NEGATIVE_INFINITY
  #drawnColumns = 0
  #timer: Timer | undefined

  constructor({ output, clock, env }: ProgressDisplayOptions) {
    this.#output = output
    this.#clock = clock
    this.#env = env
    this.#isBar = output.isTTY === true && env.TERM !== 'dumb'
    this.#startedAt = clock.monotonic()
  }

  show(progress: ShownProgress): void {
    const isNew = progress.stage !== this.#shown?.stage
    this.#shown = { ...progress, message: quietText(progress.message) }
    if (this.#isBar) this.#drawSoon()
    else if (isNew) this.#output.write(lineOf(this.#shown))
  }

  /** Takes the bar away. What is written next begins at the start of an empty line. */
  end(): void {
    this.#timer?.cancel()
    this.#timer = undefined
    this.#shown = undefined
    if (this.#drawnColumns > 0) this.#output.write(this.#toStart())
    this.#drawnColumns = 0
  }

  /** Now, or when the last drawing is old enough. */
  #drawSoon(): void {
    const wait = this.#drawnAt + REDRAW_MS - this.#clock.monotonic()
    if (wait <= 0) this.#draw()
    else this.#drawIn(wait)
  }

  #draw(): void {
    if (this.#shown === undefined) return
    const now = this.#clock.monotonic()
    const elapsedMs = now - this.#startedAt
    const view = { ...this.#shown, elapsedMs, columns: this.#columns(), unicode: isUnicode(this.#env) }
    this.#output.write(this.#toStart() + progressBar({ ...view, colour: (this.#env.NO_COLOR ?? '') === '' }))
    this.#drawnAt = now
    this.#drawnColumns = columnsOf(progressBar({ ...view, colour: false }))
    // The time goes on while a stage takes long.
    this.#drawIn(TICK_MS)
  }

  #drawIn(ms: number): void {
    this.#timer?.cancel()
    this.#timer = this.#clock.setTimer(ms, () => this.#draw())
  }

  /** Back over what was drawn. A terminal that became narrower since has wrapped it into several rows. */
  #toStart(): string {
    const rows = Math.ceil(this.#drawnColumns / Math.max(1, this.#columns()))
    return `${rows > 1 ? `\u001b[${rows - 1}A` : ''}\r\u001b[J`
  }

  #columns(): number {
    return this.#output.columns || DEFAULT_COLUMNS
  }
}

function lineOf({ percent, message }: ShownProgress): string {
  return `${Math.floor(percent).toString().padStart(3)} %  ${message}\n`
}

function isUnicode(env: ProgressDisplayOptions['env']): boolean {
  return /utf-?8/i.test(env.LC_ALL || env.LC_CTYPE || env.LANG || '') || env.WT_SESSION !== undefined
}
