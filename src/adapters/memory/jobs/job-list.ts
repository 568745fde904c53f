import type { JobRecord } from './job-record.js'

/** Jobs in the order in which they came; adding, taking the first and removing any one costs the same, however many. */
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

  /** A job that is not here stays where it is. */
  remove(job: JobRecord): void {
    if (job.list !== this) return
    if (job.previous) job.previous.next = job.next
    else this.#first = job.next
    if (job.next) job.next.previous = job.previous
    else this.#last = job.previous
    // A job that is held elsewhere must not hold its former neighbours.
    job.list = job.previous = job.next = undefined
    this.#size -= 1
  }
}
