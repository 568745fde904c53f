interface Waiting {
  readonly due: number
  readonly task: () => void
}

/** Runs tasks after their delay and never out of order: a later one with a shorter delay waits for the earlier ones. */
export class DelayLine {
  #waiting: Waiting[] = []
  #timer: NodeJS.Timeout | undefined

  push(delayMs: number, task: () => void): void {
    if (this.#waiting.length === 0 && delayMs === 0) {
      task()
      return
    }
    this.#waiting.push({ due: performance.now() + delayMs, task })
    this.#arm()
  }

  clear(): void {
    this.#waiting = []
    clearTimeout(this.#timer)
  }

  #arm(): void {
    clearTimeout(this.#timer)
    const head = this.#waiting[0]
    if (head !== undefined) this.#timer = setTimeout(() => this.#drain(), Math.ceil(head.due - performance.now()))
  }

  #drain(): void {
    // Timers may fire slightly early: entries that are not due yet get a new timer.
    for (let head = this.#waiting[0]; head !== undefined && head.due <= performance.now(); head = this.#waiting[0]) {
      this.#waiting.shift()
      head.task()
    }
    this.#arm()
  }
}
