import type { CacheHit, LeaseResult } from '../../cache/index.js'
import { MINUTE } from './cache-law.js'

/**
 * A duration in whole minutes. In the commands every duration ends half a minute away from all steps of time. Of that
 * half, 29 s may pass in a store that has a clock of its own, and 1 s may be rounded up: the minutes are the same.
 */
export function minutesOf(ms: number): number {
  return Math.floor((ms + 29_000) / MINUTE)
}

/** A value as data that shows the types of its typed arrays, with every bit of their items. */
export function plainValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(plainValue)
  if (!ArrayBuffer.isView(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plainValue(part)]))
  }
  const items = Array.from(value as Float32Array, (item) => (Object.is(item, -0) ? '-0' : String(item)))
  return { [Object.prototype.toString.call(value)]: items }
}

/** A hit as data that is the same for every adapter: its time, where it is told, in minutes. */
export function plainHit(hit: CacheHit | undefined): unknown {
  if (!hit) return 'none'
  const { value, stale, remainingMs } = hit
  return { value: plainValue(value), stale, ...(remainingMs === undefined ? {} : { minutes: minutesOf(remainingMs) }) }
}

/** The answer to `acquire` as data that is the same for every adapter: without its token. */
export function plainLease(result: LeaseResult): unknown {
  if (result.state === 'hit') return { state: 'hit', hit: plainHit(result.hit) }
  const stale = plainHit(result.stale)
  return result.state === 'leased'
    ? { state: 'leased', stale }
    : { state: 'busy', stale, minutes: minutesOf(result.remainingMs) }
}

/** What concurrent callers got: which of them came first is not promised. */
export function inNoOrder(outcomes: readonly unknown[]): readonly unknown[] {
  const texts = new Map(outcomes.map((outcome) => [outcome, JSON.stringify(outcome)]))
  return [...outcomes].sort((a, b) => ((texts.get(a) ?? '') < (texts.get(b) ?? '') ? -1 : 1))
}
