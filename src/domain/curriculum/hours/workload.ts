import { CREDIT_SYSTEMS, type CreditSystem, type Program, type ProgramLevel } from '../program.js'

/** Range of reading speeds for teaching material, in words per minute. */
export const READING_PACE = { min: 100, max: 250 } as const

/** Words per minute at which readings are planned: newcomers read slowly. */
export const READING_PACE_BY_LEVEL: { readonly [level in ProgramLevel]: number } = {
  introductory: 150,
  intermediate: 175,
  advanced: 200,
}

/** The minutes that reading `words` words takes at the pace of `level`: a whole number, at least 1; 0 for no words. */
export function readingMinutes(words: number, level: ProgramLevel): number {
  if (words <= 0) return 0
  const minutes = Math.max(1, Math.round(words / READING_PACE_BY_LEVEL[level]))
  // From 100 words on, a whole number of minutes gives an accepted pace; shorter texts take one minute.
  return Math.max(
    Math.ceil(words / READING_PACE.max),
    Math.min(minutes, Math.max(1, Math.floor(words / READING_PACE.min))),
  )
}

/** The words that can be read in `minutes` at the pace of `level`. */
export function wordsReadIn(minutes: number, level: ProgramLevel): number {
  return minutes * READING_PACE_BY_LEVEL[level]
}

/** Whether the minutes fit a normal reading speed; less than a minute of reading counts as one minute. */
export function isReadable(words: number, minutes: number): boolean {
  return minutes >= words / READING_PACE.max && minutes <= Math.max(1, words / READING_PACE.min)
}

/** Hours of work for one credit; `undefined` for a program without credits. */
export function hoursPerCredit({ totalHours, credits }: Pick<Program, 'totalHours' | 'credits'>): number | undefined {
  return credits === undefined ? undefined : totalHours / credits.value
}

/** Minimum and maximum credits for `totalHours` in `system`, to two decimals. */
export function creditsFor(system: CreditSystem, totalHours: number): { readonly min: number; readonly max: number } {
  const { minHours, maxHours } = CREDIT_SYSTEMS[system]
  return {
    min: Math.ceil((totalHours / maxHours) * 100) / 100,
    max: Math.floor((totalHours / minHours) * 100) / 100,
  }
}

/** Minutes of an exercise: the shortest, the longest, and words of its text for one minute of work. */
const TASK_PACE = { min: 5, max: 30, words: 20 } as const

/** The minutes that a text says that it takes: "(20 minutes)", "Time: 15 min"; `undefined` if it says none. */
export function statedMinutes(text: string): number | undefined {
  const [, minutes = ''] =
    /(?:\(|\b(?:time|duration|zeit|dauer|durée|duración): ?)(?:(?:about|approx\.|ca\.|~) ?)?(\d{1,3}) ?(?:min\.?|minutes?|Minuten|minutos)(?=[\s).,;:]|$)/i.exec(
      text,
    ) ?? []
  const found = Number(minutes)
  return minutes !== '' && found > 0 && found <= MAX_STATED_MINUTES ? found : undefined
}

const MAX_STATED_MINUTES = 240

/** The minutes that an exercise with so many words usually takes. */
export function taskMinutes(words: number): number {
  return Math.min(TASK_PACE.max, TASK_PACE.min + Math.round(words / TASK_PACE.words))
}
