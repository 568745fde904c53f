import type { Clock, Timer } from '../../../ports/index.js'
import { displayWidth, sanitizeText, truncateToWidth } from '../terminal-text.js'

/** The progress of a run. */
export interface ShownProgress {
  readonly stage: string
  /** 0 to 100. */
  readonly percent: number
  /** For people. */
  readonly message: string
}

/** The part of a stream that is used: a terminal or a file. */
export interface ProgressOutput {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

/** Options of {@link ProgressDisplay}. */
export interface ProgressDisplayOptions {
  readonly output: ProgressOutput
  readonly clock: Clock
  /** `NO_COLOR`, `TERM`, `WT_SESSION` and the locale variables are read. */
  readonly env: { readonly [name: string]: string | undefined }
}

const REDRAW_MS = 100
const TICK_MS = 1000
const DEFAULT_COLUMNS = 80

/** Shows progress: as a bar on a terminal, otherwise as one line for each stage. */
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
    this.#shown = { ...progress, message: sanitizeText(progress.message) }
    if (this.#isBar) this.#drawSoon()
    else if (isNew) this.#output.write(lineOf(this.#shown))
  }

  /** Removes the bar. The next output starts on an empty line. */
  end(): void {
    this.#timer?.cancel()
    this.#timer = undefined
    this.#shown = undefined
    if (this.#drawnColumns > 0) this.#output.write(this.#toStart())
    this.#drawnColumns = 0
  }

  /** Draws now, or when {@link REDRAW_MS} have passed since the last drawing. */
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
    this.#drawnColumns = displayWidth(progressBar({ ...view, colour: false }))
    // Updates the elapsed time during a long stage.
    this.#drawIn(TICK_MS)
  }

  #drawIn(ms: number): void {
    this.#timer?.cancel()
    this.#timer = this.#clock.setTimer(ms, () => this.#draw())
  }

  /** Moves the cursor to the start of the bar. A terminal that became narrower has wrapped it into several rows. */
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

/** The content and layout of a bar. */
export interface ProgressBarView {
  /** 0 to 100. */
  readonly percent: number
  readonly message: string
  readonly elapsedMs: number
  /** Columns of the terminal. */
  readonly columns: number
  /** Whether the terminal shows Unicode. */
  readonly unicode: boolean
  readonly colour: boolean
}

const MAX_BAR = 30
const MIN_BAR = 8
const MIN_MESSAGE = 24
const TIME = 10

/** One line: bar, percent, message, time. Narrower than the terminal, so that it does not wrap. */
export function progressBar({ percent, message, elapsedMs, columns, unicode, colour }: ProgressBarView): string {
  const share = Math.min(100, Math.max(0, percent)) / 100
  const room = Math.max(0, columns - 1)
  const percentText = `${Math.floor(share * 100)
    .toString()
    .padStart(3)} %`
  const bar = Math.min(MAX_BAR, room - percentText.length - MIN_MESSAGE - TIME - 3)
  const drawn = bar < MIN_BAR ? '' : ` ${barOf(share, bar, unicode, colour)} `
  const left = room - displayWidth(percentText) - (drawn === '' ? 0 : bar + 2) - 1
  if (left < 1) return percentText.slice(0, room)
  const time = `  ${duration(elapsedMs)}`
  const withTime = left - displayWidth(time) >= MIN_MESSAGE
  const text = truncateToWidth(message, withTime ? left - displayWidth(time) : left)
  return `${drawn}${percentText} ${text}${withTime ? time : ''}`
}

function barOf(share: number, width: number, unicode: boolean, colour: boolean): string {
  const full = Math.floor(share * width)
  const [on, off] = unicode ? ['█', '░'] : ['#', '-']
  const done = on.repeat(full)
  return `${colour ? `\u001b[36m${done}\u001b[39m` : done}${off.repeat(width - full)}`
}

/** `7 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
