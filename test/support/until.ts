import { setTimeout as delay } from 'node:timers/promises'
import { runningTime } from './running-time.js'

/** Far longer than any wait, so that a slow machine fails no test. */
const PATIENCE_MS = 60_000

/** Polls `look` until it returns a value; an error counts as no value. */
export async function until<T>(what: string, look: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const end = runningTime() + PATIENCE_MS
  for (;;) {
    const seen = await Promise.resolve()
      .then(look)
      .catch(() => undefined)
    if (seen !== undefined) return seen
    if (runningTime() > end) throw new Error(`waited ${PATIENCE_MS} ms in vain: ${what}`)
    await delay(20)
  }
}
