import type { Clock } from '../../../ports/index.js'

/** Aborts after `ms`. */
export function timeoutSignal(clock: Clock, ms: number): AbortSignal {
  const abort = new AbortController()
  clock.setTimer(ms, () => abort.abort())
  return abort.signal
}
