import { JobHeap } from './job-heap.js'
import { JobList } from './job-list.js'
import type { JobRecord } from './job-record.js'

/** The waiting jobs of one type: lower priorities first, those without one last, ties in the order they joined. */
export class ReadyOrder {
  readonly #urgent = new JobHeap((a, b) => {
    const [left, right] = [a.priority ?? 0, b.priority ?? 0]
    return left === right ? a.turn < b.turn : left < right
  })
  /** Those without a priority: most jobs, and the order in which they joined is all there is to it. */
  readonly #plain = new JobList()
  #turns = 0

  /** Puts a job behind those of its priority. */
  join(job: JobRecord): void {
    if (job.priority === undefined) this.#plain.push(job)
    else {
      job.turn = ++this.#turns
      this.#urgent.push(job)
    }
  }

  /** Takes the job whose turn it is. */
  next(): JobRecord | undefined {
    return this.#urgent.pop() ?? this.#plain.shift()
  }

  leave(job: JobRecord): void {
    if (job.priority === undefined) this.#plain.remove(job)
    else this.#urgent.remove(job)
  }
}
