import { MemoryJobQueue } from '../../../../src/adapters/memory/jobs/memory-job-queue.js'
import { CronerSchedule } from '../../../../src/adapters/system/croner-schedule.js'
import { Jobs } from '../../../../src/app/jobs/jobs.js'
import type { StandardSchemaV1 } from '../../../../src/app/jobs/payload-schema.js'
import type { JobQueue } from '../../../../src/ports/index.js'
import { ManualClock } from '../../../support/manual-clock.js'
import { RecordingLogger } from '../../../support/recording-logger.js'

/** A hand-written Standard Schema. */
export function schema<Input, Output = Input>(
  validate: StandardSchemaV1<Input, Output>['~standard']['validate'],
): StandardSchemaV1<Input, Output> {
  return { '~standard': { version: 1, vendor: 'by-hand', validate } }
}

/** Accepts `{ width }` with a positive number and rounds it. */
export const WIDTH = schema<{ width: number }, { width: number; whole: true }>((value) => {
  const { width } = (value ?? {}) as { width?: unknown }
  if (typeof width !== 'number') return { issues: [{ message: 'expected a number', path: ['width'] }] }
  if (width <= 0) return { issues: [{ message: 'too small', path: [{ key: 'width' }] }] }
  return { value: { width: Math.round(width), whole: true } }
})

/** Accepts any value. */
export const ANY = schema<unknown>((value) => ({ value }))

/** `Jobs` on an in-memory queue, with a manual clock, fixed ids and a recording logger. */
export class JobsFixture {
  readonly clock = new ManualClock()
  readonly logger = new RecordingLogger()
  readonly queue: MemoryJobQueue
  readonly jobs: Jobs
  #ids = 0

  /** @param change replaces methods of the queue */
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
