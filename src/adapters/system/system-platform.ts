import { createHash, randomBytes } from 'node:crypto'
import type { Clock, Digest, Ids, Random, Timer } from '../../ports/index.js'

/** The maximum delay of a timer of Node, which fires at once for a longer one. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1

/** The clock and timers of Node. */
export class SystemClock implements Clock {
  // The global is a getter, and every cache read uses the clock.
  readonly #performance = performance

  now(): number {
    return Date.now()
  }

  monotonic(): number {
    return this.#performance.now()
  }

  setTimer(delayMs: number, task: () => void): Timer {
    let pending: NodeJS.Timeout
    const wait = (leftMs: number): void => {
      const step = Math.min(Math.max(0, leftMs), MAX_TIMEOUT_MS)
      pending = setTimeout(() => (leftMs > step ? wait(leftMs - step) : task()), step)
      pending.unref()
    }
    wait(delayMs)
    return { cancel: () => clearTimeout(pending) }
  }
}

/** {@link Ids} on `node:crypto`. */
export class SystemIds implements Ids {
  next(): string {
    return randomBytes(18).toString('base64url')
  }

  secret(): string {
    return randomBytes(32).toString('base64url')
  }
}

/** `Math.random`: fast, not secret. */
export class SystemRandom implements Random {
  next(): number {
    return Math.random()
  }
}

/** {@link Digest} on `node:crypto`. */
export class SystemDigest implements Digest {
  sha256(input: string | Uint8Array): string {
    return createHash('sha256').update(input).digest('hex')
  }
}
