import type { JobRecord } from './job-record.js'

/**
 * Jobs of which the first can be had at once; adding, taking and removing any one costs O(log n). A job is in one heap
 * at most and knows its place there.
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
    this.#rise(job, this.#jobs.length)
  }

  pop(): JobRecord | undefined {
    const first = this.#jobs[0]
    if (first) this.remove(first)
    return first
  }

  /** @returns whether the job was here */
  remove(job: JobRecord): boolean {
    const index = job.heapIndex
    if (index < 0 || this.#jobs[index] !== job) return false
    const last = this.#jobs.pop()
    // The last one fills the gap, then goes where it belongs: up or down.
    if (last && last !== job) {
      const parent = this.#jobs[(index - 1) >> 1]
      if (index > 0 && parent && this.#before(last, parent)) this.#rise(last, index)
      else this.#sink(last, index)
    }
    job.heapIndex = -1
    return true
  }

  #rise(job: JobRecord, from: number): void {
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

  #sink(job: JobRecord, from: number): void {
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
