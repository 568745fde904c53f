import type { ProgramLevel } from '../vocabulary/program-levels.js'
import { READING_PACE, READING_PACE_BY_LEVEL } from '../vocabulary/reading-paces.js'

/** The minutes that reading `words` words takes at the pace of `level`: a whole number, at least 1; 0 for no words. */
export function readingMinutes(words: number, level: ProgramLevel): number {
  if (words <= 0) return 0
  const minutes = Math.max(1, Math.round(words / READING_PACE_BY_LEVEL[level]))
  // From 100 words on there is a whole number of minutes at an accepted pace; below, it is one minute.
  return Math.max(
    Math.ceil(words / READING_PACE.most),
    Math.min(minutes, Math.max(1, Math.floor(words / READING_PACE.least))),
  )
}

/** The words that can be read in `minutes` at the pace of `level`. */
export function wordsReadIn(minutes: number, level: ProgramLevel): number {
  return minutes * READING_PACE_BY_LEVEL[level]
}

/** Whether nobody has to read faster or slower than people do; less than a minute's reading takes one minute. */
export function isReadable(words: number, minutes: number): boolean {
  return minutes >= words / READING_PACE.most && minutes <= Math.max(1, words / READING_PACE.least)
}
