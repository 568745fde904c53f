import { columnsOf, fitted } from '../terminal-text.js'

/** What a bar shows, and where. */
export interface ProgressBarView {
  /** 0 to 100. */
  readonly percent: number
  readonly message: string
  readonly elapsedMs: number
  /** Columns of the terminal. */
  readonly columns: number
  /** Whether the terminal has more than ASCII. */
  readonly unicode: boolean
  readonly colour: boolean
}

const MOST_BAR = 30
const LEAST_BAR = 8
const LEAST_MESSAGE = 24
const TIME = 10

/** One line that is never as wide as the terminal, so that it does not wrap: bar, percent, message, time. */
export function progressBar({ percent, message, elapsedMs, columns, unicode, colour }: ProgressBarView): string {
  const share = Math.min(100, Math.max(0, percent)) / 100
  const room = Math.max(0, columns - 1)
  const figure = `${Math.floor(share * 100)
    .toString()
    .padStart(3)} %`
  const bar = Math.min(MOST_BAR, room - figure.length - LEAST_MESSAGE - TIME - 3)
  const drawn = bar < LEAST_BAR ? '' : ` ${barOf(share, bar, unicode, colour)} `
  const left = room - columnsOf(figure) - (drawn === '' ? 0 : bar + 2) - 1
  if (left < 1) return figure.slice(0, room)
  const time = `  ${duration(elapsedMs)}`
  const withTime = left - columnsOf(time) >= LEAST_MESSAGE
  const text = fitted(message, withTime ? left - columnsOf(time) : left)
  return `${drawn}${figure} ${text}${withTime ? time : ''}`
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
