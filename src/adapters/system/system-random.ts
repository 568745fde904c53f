import type { Random } from '../../ports/index.js'

/** The engine's own generator: fast, not secret. */
export class SystemRandom implements Random {
  next(): number {
    return Math.random()
  }
}
