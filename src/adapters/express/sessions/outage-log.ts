import type { Logger } from '../../../ports/index.js'

/** Tells once that sessions are served from memory, and once that it is over. */
export class OutageLog {
  readonly #logger: Logger
  #isOutage = false

  constructor(logger: Logger) {
    this.#logger = logger
  }

  /** A request got a session that was read before. */
  recalled(error: unknown): void {
    if (this.#isOutage) return
    this.#isOutage = true
    this.#logger.warn('sessions: the store does not answer; sessions read lately serve reading requests', { error })
  }

  /** A request got what the store says. */
  answered(): void {
    if (!this.#isOutage) return
    this.#isOutage = false
    this.#logger.info('sessions: the store answers again')
  }
}
