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

  /** Whether it takes another job. */
  get free(): boolean {
    return !this.#stopped && this.#running < this.#concurrency
  }

  enter(): void {
    this.#running += 1
  }

  leave(): void {
    this.#running -= 1
    if (this.#stopped && this.#running === 0) for (const resolve of this.#onIdle.splice(0)) resolve()
  }

  /** Takes no more; resolves when no run is left. */
  stop(): Promise<void> {
    this.#stopped = true
    return this.#running === 0 ? Promise.resolve() : new Promise((resolve) => this.#onIdle.push(resolve))
  }
}
