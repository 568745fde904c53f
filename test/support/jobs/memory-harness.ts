import { MemoryJobQueue } from '../../../src/adapters/memory/jobs/memory-job-queue.js'
import type { JobLimits } from '../../../src/domain/jobs/index.js'
import type { HarnessFactory } from '../../../src/ports/conformance/index.js'
import type { JobQueue } from '../../../src/ports/index.js'
import { ManualClock } from '../manual-clock.js'
import { RecordingLogger } from '../recording-logger.js'

interface MemoryJobsOptions {
  readonly limits?: Partial<JobLimits>
  /** Replaces a queue, for example by a mutant. */
  readonly change?: (queue: MemoryJobQueue, clock: ManualClock) => JobQueue
}

/** In-memory queues on manual clocks. */
export function memoryJobs({
  limits = {},
  change = (queue) => queue,
}: MemoryJobsOptions = {}): HarnessFactory<JobQueue> {
  return () => {
    const made: { readonly clock: ManualClock; readonly queue: MemoryJobQueue }[] = []
    return {
      capabilities: ['bounded'],
      create: () => {
        const clock = new ManualClock()
        const queue = new MemoryJobQueue({ clock, random: { next: () => 0.5 }, logger: new RecordingLogger(), limits })
        made.push({ clock, queue })
        return change(queue, clock)
      },
      advanceTime: async (ms) => {
        for (const { clock } of made) await clock.advance(ms)
      },
      destroy: async () => {
        for (const { clock, queue } of made) {
          const closing = queue.close(0)
          // Longer than any deadline of close; some runs may not have ended.
          await clock.advance(10_000_000)
          await closing
        }
      },
    }
  }
}

const METHODS: readonly (keyof JobQueue)[] = [
  ...(['add', 'addMany', 'get', 'list', 'stats', 'cancel', 'retry', 'remove', 'trim'] as const),
  ...(['pause', 'resume', 'work', 'watch', 'close', 'countWorkers'] as const),
]

/** The methods of a queue as a plain object, so that some can be replaced. */
export function boundJobs(queue: JobQueue): JobQueue {
  return Object.fromEntries(METHODS.map((name) => [name, queue[name]?.bind(queue)])) as unknown as JobQueue
}
