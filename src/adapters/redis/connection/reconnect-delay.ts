import type { Random } from '../../../ports/index.js'

const CAP_MS = 5000
const CAP_FACTOR = 10

/**
 * How long to wait before attempt `failures` + 1: doubled with every failure, at most ten times the first delay and
 * never above 5 s. The upper half is random, so that the processes of a service do not come back all at once.
 */
export function reconnectDelay(failures: number, firstMs: number, random: Random): number {
  const cap = Math.min(CAP_MS, firstMs * CAP_FACTOR)
  const full = Math.min(cap, firstMs * 2 ** Math.min(failures, 20))
  return full * (0.5 + random.next() / 2)
}
