import { duration as durationOf } from '../outline/durations.js'
import { percent as percentOf } from '../outline/figures.js'

/** As in every format, with spaces at which no line breaks. */
export function duration(minutes: number): string {
  return unbroken(durationOf(minutes))
}

/** As in every format, with a space at which no line breaks. */
export function percent(share: number): string {
  return unbroken(percentOf(share))
}

function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00A0')
}
