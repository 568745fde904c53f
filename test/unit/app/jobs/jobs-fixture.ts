import { MemoryJobQueue } from '../../../../src/adapters/memory/jobs/memory-job-queue.js'
import { CronerSchedule } from '../../../../src/adapters/system/croner-schedule.js'
import { Jobs } from '../../../../src/app/jobs/jobs.js'
import type { StandardSchemaV1 } from '../../../../src/app/jobs/payload-schema.js'
import type { JobQueue } from '../../../../src/ports/index.js'
import { ManualClock } from '../../../support/manual-clock.js'
import { RecordingLogger } from '../../../support/recording-logger.js'

/** A schema by hand, as any library that follows Standard Schema makes one. */
export function schema<Input, Output = Input>(
  validate: StandardSchemaV1<Input, Output>['~standard']['validate'],
): StandardSchemaV1<Input, Output> {
  return { '~standard': { version: 1, vendor: 'by-hand', validate } }
}

/** Takes `{ width }` with a positive number and makes it whole. */
export const WIDTH = schema<{ width: number }, { width: number; whole: true }>((value) => {
  const { width } = (value ?? {}) as { width?: unknown }
  if (typeof width !== 'number') return { issues: [{ message: 'expected a number', path: ['width'] }] }
  if (width <= 0) return { issues: [{ message: 'too small', path: [{ key: 'width' }] }] }
  return { value: { width: Math.round(width), whole: true } }
})

/** Takes anything. */
export const ANY = schema<unknown>((value) => ({ value }))

/** The facade over an in-memory queue, with clock, ids and logger in the test's hand. */
export class JobsFixture {
  readonly clock = new ManualClock()
  readonly logger = new RecordingLogger()
  readonly queue: MemoryJobQueue
  readonly jobs: Jobs
  #ids = 0

  /** @param change puts something in place of methods of the queue */
  constructor(change: (queue: MemoryJobQueue) => Partial<JobQueue> = () => ({})) {
    const { clock, logger } = this
    this.queue = new MemoryJobQueue({ clock, logger, random: { next: () => 0.5 } })
    const { queue } = this
    const ids = { next: () => `id-${++this.#ids}`, secret: () => 'secret' }
    const port = new Proxy<JobQueue>(queue, {
      get: (_, name: keyof JobQueue) => change(queue)[name] ?? queue[name].bind(queue),
    })
    this.jobs = new Jobs(port, { ids, logger, clock, cron: new CronerSchedule() })
  }

  settle(): Promise<void> {
    return this.clock.advance(0)
  }
}
