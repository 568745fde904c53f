import { formatMs, messageOf } from '../../domain/platform/index.js'
import type { Clock, Logger } from '../../ports/index.js'

interface Step {
  readonly name: string
  readonly withinMs: number
  readonly close: (signal: AbortSignal) => void | Promise<void>
}

interface Platform {
  readonly clock: Clock
  readonly logger: Logger
}

/** The signal of a close that nobody hurries. */
const NEVER = new AbortController().signal

/**
 * Closes what an app opened, in reverse order. A step that fails or exceeds its deadline is logged and skipped, so that the
 * shutdown always ends.
 */
export class ShutdownSequence {
  readonly #steps: Step[] = []
  readonly #stepMs: number
  #closing: Promise<void> | undefined

  /** @param stepMs the default deadline of a step, in milliseconds */
  constructor(stepMs: number) {
    this.#stepMs = stepMs
  }

  get isClosing(): boolean {
    return this.#closing !== undefined
  }

  add(name: string, close: Step['close'], withinMs = this.#stepMs): void {
    this.#steps.push({ name, close, withinMs })
  }

  /**
   * Runs the steps. Repeated calls return the same promise. Never rejects.
   *
   * @param signal passed to every step: aborting it ends waits for running work
   */
  close(platform: Platform, signal: AbortSignal = NEVER): Promise<void> {
    this.#closing ??= this.#closeAll(platform, signal)
    return this.#closing
  }

  async #closeAll(platform: Platform, signal: AbortSignal): Promise<void> {
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) await this.#run(step, platform, signal)
  }

  async #run({ name, close, withinMs }: Step, { clock, logger }: Platform, signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const deadline = clock.setTimer(withinMs, () => {
        logger.warn(`closing ${name} took longer than ${formatMs(withinMs)}: skipped`, { step: name })
        resolve()
      })
      // Inside a promise, so that a synchronous error becomes a rejection.
      new Promise<void>((done) => done(close(signal)))
        .catch((error: unknown) => logger.error(`closing ${name} failed: ${messageOf(error)}`, { step: name, error }))
        .finally(() => {
          deadline.cancel()
          resolve()
        })
    })
  }
}
