import { assertConcurrency } from '../../domain/jobs/index.js'
import { AppError, assertList, messageOf, optionNames } from '../../domain/platform/index.js'
import type { JobQueue } from '../../ports/jobs/index.js'
import type { Clock, Logger, Timer } from '../../ports/platform/index.js'
import { toJobHandler } from './job-context.js'
import type { JobTypes, KnownJobType } from './job-types.js'
import type { MissingWorkerWarning } from './missing-worker-warning.js'

/** The options of `startWorkers`. */
export interface StartWorkersOptions {
  /** The job types to work on. Default: all types that have a handler now. */
  readonly types?: readonly string[] | undefined
  /** Concurrent runs per type, for types that do not define it: 1 (default) to 1000. */
  readonly concurrency?: number | undefined
}

export const START_WORKERS_OPTIONS = optionNames<StartWorkersOptions>({ types: true, concurrency: true })

/** Stops claiming jobs at once; resolves when all runs have ended. Idempotent. */
export type StopWorkers = () => Promise<void>

type HandledJobType = KnownJobType & { readonly handler: NonNullable<KnownJobType['handler']> }

interface JobWorkersDeps {
  readonly missingWorkerWarning: MissingWorkerWarning
  readonly clock: Clock
  readonly logger: Logger
}

/** Starts workers for job types with a handler, and trims their finished jobs. */
export class JobWorkers {
  readonly #queue: JobQueue
  readonly #types: JobTypes
  readonly #missingWorkerWarning: MissingWorkerWarning
  readonly #trimming: JobTrimming
  readonly #logger: Logger

  constructor(queue: JobQueue, types: JobTypes, { missingWorkerWarning, clock, logger }: JobWorkersDeps) {
    this.#queue = queue
    this.#types = types
    this.#missingWorkerWarning = missingWorkerWarning
    this.#trimming = new JobTrimming(queue, clock, logger)
    this.#logger = logger
  }

  /** Starts a worker for each type, or none if one fails. */
  async start({ types, concurrency = 1 }: StartWorkersOptions): Promise<StopWorkers> {
    assertConcurrency(concurrency)
    if (types !== undefined) assertList(types, 'types')
    const chosen = (types ?? this.#types.handled()).map((type) => this.#withHandler(type))
    if (chosen.length === 0) this.#logger.warn('no workers started: no job type has a handler')
    const stops: StopWorkers[] = []
    try {
      for (const type of chosen) stops.push(await this.#work(type, concurrency))
    } catch (error) {
      await stopAll(stops)
      throw error
    }
    let stopped: Promise<void> | undefined
    return () => {
      stopped ??= stopAll(stops)
      return stopped
    }
  }

  async #work({ definition, handler }: HandledJobType, concurrency: number): Promise<StopWorkers> {
    const { type } = definition
    const stop = await this.#queue.work(type, toJobHandler(definition, handler, this.#logger), {
      concurrency: definition.concurrency ?? concurrency,
    })
    this.#missingWorkerWarning.setHasWorker(type, true)
    const stopTrimming = this.#trimming.start(type)
    return () => {
      this.#missingWorkerWarning.setHasWorker(type, false)
      stopTrimming()
      return stop()
    }
  }

  #withHandler(type: string): HandledJobType {
    const { definition, handler } = this.#types.get(type)
    if (handler) return { definition, handler }
    throw new AppError('INVALID_ARGUMENT', `job type ${type} has no handler`, {
      hint: `call jobs.handle('${type}', ...) before startWorkers()`,
      details: { type },
    })
  }
}

async function stopAll(stops: readonly StopWorkers[]): Promise<void> {
  await Promise.all(stops.map((stop) => stop()))
}

/** Interval at which finished jobs past their age are deleted. */
const TRIM_INTERVAL_MS = 60_000

/** Periodically deletes the finished jobs past their age, of the types that this process works on. */
class JobTrimming {
  readonly #queue: JobQueue
  readonly #clock: Clock
  readonly #logger: Logger

  constructor(queue: JobQueue, clock: Clock, logger: Logger) {
    this.#queue = queue
    this.#clock = clock
    this.#logger = logger
  }

  /** Starts the interval; the returned function stops it. */
  start(type: string): () => void {
    let timer: Timer
    let stopped = false
    const wait = () => {
      if (!stopped) timer = this.#clock.setTimer(TRIM_INTERVAL_MS, () => void this.#trim(type).then(wait))
    }
    wait()
    return () => {
      stopped = true
      timer.cancel()
    }
  }

  async #trim(type: string): Promise<void> {
    try {
      await this.#queue.trim(type)
    } catch (error) {
      // The next interval tries again; the connection logs that the store is unavailable.
      this.#logger.debug('could not trim finished jobs', { jobType: type, reason: messageOf(error) })
    }
  }
}
