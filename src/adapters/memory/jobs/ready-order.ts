import { JobHeap } from './job-heap.js'
import type { JobRecord } from './job-record.js'

/** The waiting jobs of one type: lower priorities first, those without one last, ties in the order they joined. */
export class ReadyOrder {
  readonly #heap = new JobHeap((a, b) => {
    const left = a.priority ?? Number.POSITIVE_INFINITY
    const right = b.priority ?? Number.POSITIVE_INFINITY
    return left === right ? a.turn < b.turn : left < right
  })
  #turns = 0

  get size(): number {
    return this.#heap.size
  }

  /** Puts a job behind those of its priority. */
  join(job: JobRecord): void {
    job.turn = ++this.#turns
    this.#heap.push(job)
  }

  /** Takes the job whose turn it is. */
  next(): JobRecord | undefined {
    return this.#heap.pop()
  }

  leave(job: JobRecord): void {
    this.#heap.remove(job)
  }
}
