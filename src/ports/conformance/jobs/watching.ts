import type { JobStatus } from '../../../domain/jobs/index.js'
import { type DrivenJobs, WORK } from './driven-jobs.js'
import { eventually } from './eventually.js'

/** A watch that is read as fast as it goes. */
interface Watching {
  readonly seen: readonly JobStatus[]
  /** Resolves when it has ended. */
  ended(): Promise<readonly JobStatus[]>
  /** Resolves when something was seen of which `what` is true. */
  sees(what: (status: JobStatus) => boolean): Promise<unknown>
}

/** Begins to read at once. */
export function watch(jobs: DrivenJobs, id: string, signal?: AbortSignal): Watching {
  const seen: JobStatus[] = []
  const read = async (): Promise<void> => {
    for await (const status of jobs.queue.watch(WORK, id, signal ? { signal } : {})) seen.push(status)
  }
  const reading = read()
  // Whoever waits for the end is told; a law that fails before must not leave an error behind.
  reading.catch(() => undefined)
  return {
    seen,
    ended: async () => {
      await within(jobs, 'the watch ends', reading)
      return seen
    },
    sees: (what) => eventually('the watch shows a change', () => (seen.some(what) ? true : undefined), jobs.waitMs),
  }
}

/** Waits for `work`, no longer than the law has time. */
export async function within<T>({ waitMs }: DrivenJobs, what: string, work: Promise<T>): Promise<T> {
  let done: { readonly value: T } | { readonly error: unknown } | undefined
  work.then(
    (value) => {
      done = { value }
    },
    (error: unknown) => {
      done = { error }
    },
  )
  const end = await eventually(what, () => done, waitMs)
  if ('error' in end) throw end.error
  return end.value
}
