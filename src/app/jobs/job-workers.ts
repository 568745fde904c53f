import { assertConcurrency } from '../../domain/jobs/index.js'
import { AppError } from '../../domain/platform/index.js'
import type { JobQueue } from '../../ports/jobs/index.js'
import type { Logger } from '../../ports/platform/index.js'
import { toJobHandler } from './job-context.js'
import type { JobTrimming } from './job-trimming.js'
import type { JobTypes, KnownJobType } from './job-types.js'
import type { UnattendedJobs } from './unattended-jobs.js'

/** How the workers of this process take jobs. */
export interface StartWorkersOptions {
  /** Which types. Default: all that have a handler now. */
  readonly types?: readonly string[] | undefined
  /** Jobs of each type that run at once, for types that do not say: 1 (default) to 1000. */
  readonly concurrency?: number | undefined
}

/** Stops taking jobs at once; resolves when no run is left. May be repeated. */
export type StopWorkers = () => Promise<void>

type Attended = KnownJobType & { readonly handler: NonNullable<KnownJobType['handler']> }

/** What the workers need beside queue and types. */
interface JobWorkersOptions {
  readonly unattended: UnattendedJobs
  readonly trimming: JobTrimming
  readonly logger: Logger
}

/** Starts the workers of the types that have a handler. */
export class JobWorkers {
  readonly #queue: JobQueue
  readonly #types: JobTypes
  readonly #unattended: UnattendedJobs
  readonly #trimming: JobTrimming
  readonly #logger: Logger

  constructor(queue: JobQueue, types: JobTypes, { unattended, trimming, logger }: JobWorkersOptions) {
    this.#queue = queue
    this.#types = types
    this.#unattended = unattended
    this.#trimming = trimming
    this.#logger = logger
  }

  /** All of the types get a worker, or none. */
  async start({ types, concurrency = 1 }: StartWorkersOptions): Promise<StopWorkers> {
    assertConcurrency(concurrency)
    const chosen = (types ?? this.#types.handled()).map((type) => this.#demand(type))
    if (chosen.length === 0) this.#logger.warn('no workers were started: no job type has a handler')
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

  async #work({ definition, handler }: Attended, concurrency: number): Promise<StopWorkers> {
    const { type } = definition
    const stop = await this.#queue.work(type, toJobHandler(definition, handler, this.#logger), {
      concurrency: definition.concurrency ?? concurrency,
    })
    this.#unattended.attended(type, true)
    const stopTrimming = this.#trimming.start(type)
    return () => {
      this.#unattended.attended(type, false)
      stopTrimming()
      return stop()
    }
  }

  #demand(type: string): Attended {
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
