import type { Clock, Timer } from '../../../ports/platform/index.js'
import type { JobRecord } from './job-record.js'

/** The waiting jobs of one type: lower priorities first, jobs without one last, equal ones in the order of joining. */
export class WaitingJobs {
  readonly #prioritized = new JobHeap((a, b) => {
    const [left, right] = [a.priority ?? 0, b.priority ?? 0]
    return left === right ? a.order < b.order : left < right
  })
  /** Jobs without a priority, which are most jobs: a list is enough. */
  readonly #plain = new JobList()
  #count = 0

  /** Adds a job after those of its priority. */
  add(job: JobRecord): void {
    if (job.priority === undefined) this.#plain.push(job)
    else {
      job.order = ++this.#count
      this.#prioritized.push(job)
    }
  }

  /** Removes and returns the next job. */
  next(): JobRecord | undefined {
    return this.#prioritized.pop() ?? this.#plain.shift()
  }

  remove(job: JobRecord): void {
    if (job.priority === undefined) this.#plain.remove(job)
    else this.#prioritized.remove(job)
  }
}

/**
 * The delayed jobs, with one timer for all. Calls `onDue` for each job when it is due, never earlier, in the order of due
 * times; jobs that are due at the same time keep the order of joining.
 */
export class DelayedJobs {
  readonly #clock: Clock
  readonly #onDue: (job: JobRecord) => void
  readonly #heap = new JobHeap((a, b) => (a.dueTick === b.dueTick ? a.order < b.order : a.dueTick < b.dueTick))
  #count = 0
  #timer: Timer | undefined
  #timerTick = Number.POSITIVE_INFINITY

  constructor(clock: Clock, onDue: (job: JobRecord) => void) {
    this.#clock = clock
    this.#onDue = onDue
  }

  add(job: JobRecord, delayMs: number): void {
    job.dueAt = this.#clock.now() + delayMs
    job.dueTick = this.#clock.monotonic() + delayMs
    job.order = ++this.#count
    this.#heap.push(job)
    this.#arm()
  }

  remove(job: JobRecord): void {
    if (this.#heap.remove(job)) this.#arm()
  }

  /** Stops calling `onDue`. */
  stop(): void {
    this.#timer?.cancel()
  }

  /** Sets the timer for the first job that becomes due. */
  #arm(): void {
    const tick = this.#heap.first()?.dueTick ?? Number.POSITIVE_INFINITY
    if (tick === this.#timerTick) return
    this.#timer?.cancel()
    this.#timerTick = tick
    if (tick === Number.POSITIVE_INFINITY) return
    this.#timer = this.#clock.setTimer(Math.max(0, tick - this.#clock.monotonic()), () => this.#releaseDue())
  }

  #releaseDue(): void {
    this.#timerTick = Number.POSITIVE_INFINITY
    // A timer may fire slightly early by this clock: jobs that are not due stay, and the timer is set again.
    for (let job = this.#heap.first(); job && job.dueTick <= this.#clock.monotonic(); job = this.#heap.first()) {
      this.#heap.remove(job)
      this.#onDue(job)
    }
    this.#arm()
  }
}

/**
 * A binary heap of jobs: adding, taking the first and removing any job costs O(log n). A job is in one heap at most and
 * stores its index there.
 */
export class JobHeap {
  readonly #before: (a: JobRecord, b: JobRecord) => boolean
  readonly #jobs: JobRecord[] = []

  /** @param before whether `a` comes before `b`; a strict total order */
  constructor(before: (a: JobRecord, b: JobRecord) => boolean) {
    this.#before = before
  }

  get size(): number {
    return this.#jobs.length
  }

  first(): JobRecord | undefined {
    return this.#jobs[0]
  }

  push(job: JobRecord): void {
    this.#siftUp(job, this.#jobs.length)
  }

  pop(): JobRecord | undefined {
    const first = this.#jobs[0]
    if (first) this.remove(first)
    return first
  }

  /** @returns whether the job was in this heap */
  remove(job: JobRecord): boolean {
    const index = job.heapIndex
    if (index < 0 || this.#jobs[index] !== job) return false
    const last = this.#jobs.pop()
    // The last job fills the gap, then moves up or down to its position.
    if (last && last !== job) {
      const parent = this.#jobs[(index - 1) >> 1]
      if (index > 0 && parent && this.#before(last, parent)) this.#siftUp(last, index)
      else this.#siftDown(last, index)
    }
    job.heapIndex = -1
    return true
  }

  #siftUp(job: JobRecord, from: number): void {
    let index = from
    while (index > 0) {
      const above = (index - 1) >> 1
      const parent = this.#jobs[above]
      if (!parent || !this.#before(job, parent)) break
      this.#put(parent, index)
      index = above
    }
    this.#put(job, index)
  }

  #siftDown(job: JobRecord, from: number): void {
    let index = from
    for (;;) {
      const left = this.#jobs[2 * index + 1]
      const right = this.#jobs[2 * index + 2]
      const child = left && right && this.#before(right, left) ? right : left
      if (!child || !this.#before(child, job)) break
      const below = child.heapIndex
      this.#put(child, index)
      index = below
    }
    this.#put(job, index)
  }

  #put(job: JobRecord, index: number): void {
    this.#jobs[index] = job
    job.heapIndex = index
  }
}

/** A linked list of jobs: adding, taking the first and removing any job costs O(1). A job is in one list at most. */
export class JobList {
  #first: JobRecord | undefined
  #last: JobRecord | undefined
  #size = 0

  get size(): number {
    return this.#size
  }

  first(): JobRecord | undefined {
    return this.#first
  }

  push(job: JobRecord): void {
    job.list = this
    job.previous = this.#last
    if (this.#last) this.#last.next = job
    else this.#first = job
    this.#last = job
    this.#size += 1
  }

  shift(): JobRecord | undefined {
    const first = this.#first
    if (first) this.remove(first)
    return first
  }

  /** Does nothing if the job is not in this list. */
  remove(job: JobRecord): void {
    if (job.list !== this) return
    if (job.previous) job.previous.next = job.next
    else this.#first = job.next
    if (job.next) job.next.previous = job.previous
    else this.#last = job.previous
    // Otherwise a job that is referenced elsewhere would keep its former neighbours in memory.
    job.list = job.previous = job.next = undefined
    this.#size -= 1
  }
}
