import type { Clock, Timer } from '../../ports/index.js'
import { callerGaveUp, loadTimeout } from './load-errors.js'

/** How long one caller waits for what others may wait for as well. */
export interface Passage {
  readonly clock: Clock
  readonly signal?: AbortSignal | undefined
  /** After so long with a stale value at hand that one will do. */
  readonly softMs?: number | undefined
  /** Longer than this he waits for no loader. */
  readonly hardMs?: number | undefined
}

/** What a caller may get on the way. */
export interface Waypoints<T> {
  /** Calls `tell` as soon as a stale value is at hand. Returns how to end that. */
  whenOffered(tell: () => void): () => void
  /** The stale value, if it is at hand, for one who leaves with it. */
  takeStale(): T | undefined
  /** When the loader began, in monotonic milliseconds; 0 if it has not. */
  loadBeganAt(): number
}

/** What `landing` gives, or less, as soon as the caller will wait no longer. @throws AppError `ABORTED`, `LOAD_TIMEOUT` */
export async function within<T extends object>(
  landing: Promise<T>,
  passage: Passage,
  waypoints: Waypoints<T>,
): Promise<T> {
  const { clock, signal, softMs, hardMs } = passage
  const boardedAt = clock.monotonic()
  const timers: Timer[] = []
  let forget = (): void => undefined
  let abort = (): void => undefined
  const left = new Promise<T>((resolve, reject) => {
    const takeStale = (): void => {
      const stale = waypoints.takeStale()
      if (stale) resolve(stale)
    }
    const expire = (limitMs: number): void => {
      // Of a loader that began later he has waited for less long.
      const leftMs = Math.max(boardedAt, waypoints.loadBeganAt()) + limitMs - clock.monotonic()
      if (leftMs > 0) {
        timers.push(clock.setTimer(leftMs, () => expire(limitMs)))
        return
      }
      takeStale()
      reject(loadTimeout(limitMs))
    }
    abort = () => signal && reject(callerGaveUp(signal))
    if (softMs !== undefined) {
      forget = waypoints.whenOffered(() => timers.push(clock.setTimer(softMs, takeStale)))
    }
    if (hardMs !== undefined) timers.push(clock.setTimer(hardMs, () => expire(hardMs)))
  })
  signal?.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([landing, left])
  } finally {
    for (const timer of timers) timer.cancel()
    signal?.removeEventListener('abort', abort)
    forget()
  }
}
