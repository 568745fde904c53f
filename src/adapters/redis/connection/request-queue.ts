import type { Clock } from '../../../ports/index.js'

interface QueuedRequest {
  /** Starts the request unless its time is up. Returns whether it did. */
  readonly start: () => boolean
  readonly reject: (error: Error) => void
}

/** Requests beyond the limit of those in flight. They start in order, each within its own time limit. */
export class RequestQueue {
  readonly #clock: Clock
  readonly #timeoutError: () => Error
  readonly #requests = new Set<QueuedRequest>()

  /** @param timeoutError the rejection of a request whose time was up before it could start */
  constructor(clock: Clock, timeoutError: () => Error) {
    this.#clock = clock
    this.#timeoutError = timeoutError
  }

  get length(): number {
    return this.#requests.size
  }

  /** Resolves to the result of `start`, which is called with the remaining milliseconds by {@link next}. */
  wait<T>(ms: number, start: (remainingMs: number) => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const end = this.#clock.monotonic() + ms
      const remove = (): void => {
        this.#requests.delete(request)
        timer.cancel()
      }
      const request: QueuedRequest = {
        start: () => {
          remove()
          const remainingMs = end - this.#clock.monotonic()
          // Timers have a resolution of 1 ms.
          if (remainingMs < 1) {
            reject(this.#timeoutError())
            return false
          }
          resolve(start(remainingMs))
          return true
        },
        reject: (error) => {
          remove()
          reject(error)
        },
      }
      const timer = this.#clock.setTimer(ms, () => request.reject(this.#timeoutError()))
      this.#requests.add(request)
    })
  }

  /** Starts the first request whose time is not up. */
  next(): void {
    for (const request of this.#requests) if (request.start()) return
  }

  /** Rejects all requests. */
  rejectAll(error: Error): void {
    for (const request of [...this.#requests]) request.reject(error)
  }
}
