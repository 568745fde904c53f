import { formatMs, messageOf } from '../../domain/platform/index.js'
import type { Clock, Logger } from '../../ports/index.js'

interface Step {
  readonly name: string
  readonly withinMs: number
  readonly close: () => void | Promise<void>
}

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

  /** Runs the steps. Repeated calls return the same promise. Never rejects. */
  close(platform: { readonly clock: Clock; readonly logger: Logger }): Promise<void> {
    this.#closing ??= this.#closeAll(platform)
    return this.#closing
  }

  async #closeAll(platform: { readonly clock: Clock; readonly logger: Logger }): Promise<void> {
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) await this.#run(step, platform)
  }

  async #run({ name, close, withinMs }: Step, { clock, logger }: { clock: Clock; logger: Logger }): Promise<void> {
    await new Promise<void>((resolve) => {
      const deadline = clock.setTimer(withinMs, () => {
        logger.warn(`closing ${name} took longer than ${formatMs(withinMs)}: skipped`, { step: name })
        resolve()
      })
      // Inside a promise, so that a synchronous error becomes a rejection.
      new Promise<void>((done) => done(close()))
        .catch((error: unknown) => logger.error(`closing ${name} failed: ${messageOf(error)}`, { step: name, error }))
        .finally(() => {
          deadline.cancel()
          resolve()
        })
    })
  }
}
