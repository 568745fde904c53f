import { workerExists } from '../../../domain/jobs/index.js'
import type { JobHandler, WorkOptions } from '../../../ports/jobs/index.js'
import { ActiveRuns } from '../../shared/active-runs.js'
import { raceAbort, settleWithin } from '../../shared/deadline.js'
import { JobExecution } from '../../shared/job-execution.js'
import { type OutageLog, outageLog } from '../connection/outage-log.js'
import {
  type BullEngine,
  type BullJob,
  discardBullEngine,
  haltBullEngine,
  onRefused,
  openBullEngine,
} from './bull-engine.js'
import type { BullJobQueueOptions, LockTimes } from './bull-job-queue-options.js'
import { FetchWatchdog } from './fetch-watchdog.js'
import { LockKeeper } from './lock-keeper.js'
import { RefusalLog } from './refusal-log.js'
import { type EndOfRun, RunReporter, type WorkerRuns } from './run-reporter.js'
import { type ClaimedJob, idOfKey, type JobKeys, toClaimedJob } from './stored-job.js'
import type { BlockingConnection, WorkClient, WorkerConnections } from './worker-connections.js'

/** How long `close` waits after its deadline for handlers that react to their signal. */
const UNWIND_MS = 450

/** How long it then waits for Redis to take back the jobs of the other handlers. */
const RELEASE_MS = 200

/** How long a stopping worker waits for Redis to take back jobs that were not started. */
const RELEASE_UNSTARTED_MS = 250

interface WorkerDeps {
  readonly options: BullJobQueueOptions
  readonly keys: JobKeys
  readonly connections: WorkerConnections
  readonly locks: LockTimes
  readonly refusals: RefusalLog
  readonly outage: OutageLog
}

/** The workers of this process, at most one per type. */
export class WorkerPool {
  readonly #deps: WorkerDeps
  readonly #workers = new Map<string, JobWorker>()
  /** Includes stopped workers with runs that have not ended. */
  readonly #unfinished = new Set<JobWorker>()

  constructor(deps: Omit<WorkerDeps, 'refusals' | 'outage'>) {
    const { settings, clock, logger } = deps.options
    const outage = outageLog(settings, clock, logger)
    this.#deps = { ...deps, outage, refusals: new RefusalLog({ clock, logger, isOutage: () => outage.isOutage }) }
  }

  /** @returns a function that stops the worker. @throws AppError `INVALID_ARGUMENT` */
  open(type: string, handler: JobHandler, options: WorkOptions): () => Promise<void> {
    if (this.#workers.has(type)) throw workerExists(type)
    const worker = new JobWorker(type, handler, options, this.#deps)
    this.#workers.set(type, worker)
    this.#unfinished.add(worker)
    return async () => {
      if (this.#workers.get(type) === worker) this.#workers.delete(type)
      await worker.stop()
      this.#unfinished.delete(worker)
    }
  }

  /**
   * Stops all workers, waits (until `signal` aborts), aborts the rest, waits briefly, releases the jobs that still run; always
   * resolves.
   */
  async close(deadlineMs: number, signal?: AbortSignal): Promise<void> {
    const { clock } = this.#deps.options
    // The timers of a Clock do not keep the process alive, but a pending close must.
    const keepAlive = setInterval(() => undefined, 2 ** 30)
    const workers = [...this.#unfinished]
    const stopped = Promise.all(workers.map((worker) => worker.stop()))
    if (deadlineMs > 0) await raceAbort(settleWithin(clock, deadlineMs, stopped), signal)
    for (const { runs } of workers) for (const run of runs.all()) run.abort('close')
    await settleWithin(clock, UNWIND_MS, stopped)
    const running = workers.flatMap(({ runs }) => runs.all().filter(({ stalled }) => !stalled))
    await settleWithin(clock, RELEASE_MS, Promise.all(running.map((run) => run.release())))
    for (const { runs } of workers) for (const run of runs.all()) run.cutOff()
    for (const worker of workers) void worker.discard()
    clearInterval(keepAlive)
  }
}

/** The id that callers know. */
function idOf(job: BullJob | undefined): string | undefined {
  return job === undefined ? undefined : idOfKey(String(job.id))
}

/** The parts of a connected worker. */
interface Engine {
  readonly queue: BullEngine
  readonly client: WorkClient
  readonly blocking: BlockingConnection
  readonly keeper: LockKeeper
  readonly watchdog: FetchWatchdog
}

/** Claims jobs of one type and runs them, from its construction until it is stopped. */
class JobWorker {
  readonly type: string
  readonly runs: WorkerRuns
  readonly #handler: JobHandler
  readonly #concurrency: number
  readonly #deps: WorkerDeps
  readonly #engine: Promise<Engine>
  #stopping: Promise<void> | undefined

  constructor(type: string, handler: JobHandler, { concurrency }: WorkOptions, deps: WorkerDeps) {
    this.type = type
    this.runs = new ActiveRuns(deps.options.clock)
    this.#handler = handler
    this.#concurrency = concurrency
    this.#deps = deps
    this.#engine = this.#start()
    this.#engine.catch((error: unknown) => {
      deps.options.logger.error('redis jobs: could not start a worker', { type, error })
    })
  }

  /** Claims no further job; resolves when all runs have ended. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop()
    return this.#stopping
  }

  /** Removes everything that keeps the process alive, even if a run never ends. Call it last. */
  async discard(): Promise<void> {
    const { queue, keeper } = await this.#engine
    keeper.stop()
    discardBullEngine(queue)
  }

  async #start(): Promise<Engine> {
    const { options, keys, connections, locks, refusals, outage } = this.#deps
    const { clock, logger } = options
    const { type, runs } = this
    const [client, subscriber, blocking] = await Promise.all([
      connections.work(),
      connections.subscriber(),
      connections.blocking(type),
    ])
    const queue = await openBullEngine({
      prefix: keys.prefix,
      queueName: keys.queueName(type),
      client,
      subscriber,
      blocking: blocking.client,
      locks,
      onFetched: () => {
        refusals.done('fetch', type)
        // A replica refuses to give a job to a worker.
        outage.foundPrimary()
      },
    })
    const shared = { client, base: keys.base(type), clock, runs }
    const keeper = new LockKeeper({ ...shared, channel: keys.cancels(type), token: queue.token, locks })
    const concurrency = this.#concurrency
    const watchdog = new FetchWatchdog({ ...shared, type, blocking: blocking.client, concurrency, logger })
    this.#logEvents(queue, watchdog)
    const engine = { queue, client, blocking, keeper, watchdog }
    if (this.#stopping === undefined) {
      keeper.start(await connections.channels())
      watchdog.start()
      // Settles when the worker stops; errors before that arrive as events.
      queue.process(concurrency, (job: BullJob) => this.#run(job, engine)).catch(() => undefined)
    }
    return engine
  }

  #logEvents(queue: BullEngine, watchdog: FetchWatchdog): void {
    const { options, refusals } = this.#deps
    const { logger } = options
    const fields = { type: this.type }
    queue.on('stalled', (job?: BullJob) => {
      logger.warn('job stalled: its worker died; the job waits again', { ...fields, id: idOf(job) })
    })
    queue.on('failed', (job?: BullJob) => {
      logger.error('job failed: its worker died, and no attempt is left', { ...fields, id: idOf(job) })
    })
    onRefused(queue, (task, reply) => {
      if (task === 'fetch') watchdog.answered()
      refusals.refused(task, this.type, reply)
    })
  }

  /** Runs one job for Bull. @returns the handle by which Bull ends the run */
  async #run(bullJob: BullJob, engine: Engine): Promise<number> {
    const { options, connections } = this.#deps
    const { clock, random, logger } = options
    engine.watchdog.answered()
    const job = toClaimedJob(this.type, bullJob)
    if (!job) {
      const fields = { type: this.type, id: String(bullJob.id) }
      logger.error('set aside a job that this queue did not add; its data expires after a day', fields)
      return connections.completions.create(async () => undefined)
    }
    const reporter = this.#reporter(engine)
    if (this.#stopping) {
      await reporter.releaseUnstarted(job)
      return connections.completions.create(async () => undefined)
    }
    const execution = new JobExecution<ClaimedJob, EndOfRun>(job, { store: reporter, clock, random, logger })
    this.runs.add(execution)
    try {
      execution.returned(await this.#handler(execution.run()))
    } catch (thrown) {
      execution.threw(thrown)
    }
    return connections.completions.create(async (fetchNext) => {
      const fetched = await execution.finish(fetchNext && !this.#stopping)
      this.runs.remove(execution)
      this.runs.stopTimerIfEmpty()
      if (!this.#stopping) return fetched
      // Bull discards a job that arrives while it is closing.
      if (fetched) await this.#releaseUnstarted(engine)
      return undefined
    })
  }

  #reporter({ client, queue }: Engine): RunReporter {
    const { options, keys, locks, refusals, outage } = this.#deps
    const { clock, logger } = options
    const identity = { client, base: keys.base(this.type), token: queue.token, lockMs: locks.lockMs }
    return new RunReporter({ ...identity, clock, logger, isOutage: () => outage.isOutage, refusals })
  }

  async #stop(): Promise<void> {
    const engine = await this.#engine
    const { queue, client, blocking, keeper, watchdog } = engine
    watchdog.stop()
    haltBullEngine(queue)
    await blocking.end(client, this.#concurrency, this.#deps.options.clock)
    // Before the remaining runs end, which may take long: jobs that Bull discarded because it was closing.
    await this.#releaseUnstarted(engine)
    // A loop that was fetching may have received a job, which it then releases.
    await Promise.all(Object.values(queue.processing))
    keeper.stop()
    await this.#releaseUnstarted(engine)
    discardBullEngine(queue)
    this.#deps.refusals.stopped(this.type)
  }

  /** Releases the jobs that are assigned to this worker and have no run here, if Redis answers in time. */
  async #releaseUnstarted({ keeper }: Engine): Promise<void> {
    // If Redis does not answer, the jobs wait again when their locks expire.
    const released = keeper.releaseUnacknowledged().catch(() => undefined)
    await settleWithin(this.#deps.options.clock, RELEASE_UNSTARTED_MS, released)
  }
}
