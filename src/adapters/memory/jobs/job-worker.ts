import type { JobHandler } from '../../../ports/jobs/index.js'

/** The places that one worker has for runs, and who sits in them. */
export class JobWorker {
  readonly handler: JobHandler
  readonly #concurrency: number
  #running = 0
  #stopped = false
  readonly #onIdle: (() => void)[] = []

  constructor(handler: JobHandler, concurrency: number) {
    this.handler = handler
    this.#concurrency = concurrency
  }

  /** Whether a place is free. */
  get free(): boolean {
    return this.#running < this.#concurrency
  }

  enter(): void {
    this.#running += 1
  }

  leave(): void {
    this.#running -= 1
    if (this.#stopped && this.#running === 0) for (const resolve of this.#onIdle.splice(0)) resolve()
  }

  /** Resolves when no run is left. Whoever stops it gives it no more. */
  stop(): Promise<void> {
    this.#stopped = true
    return this.#running === 0 ? Promise.resolve() : new Promise((resolve) => this.#onIdle.push(resolve))
  }
}
