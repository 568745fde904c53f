import type { JobHandler, WorkOptions } from '../../../ports/jobs/index.js'
import { settleWithin } from '../connection/deadline.js'
import type { BlockingConnection } from './blocking-connection.js'
import { type BullEngine, type BullJob, discardBullEngine, haltBullEngine, openBullEngine } from './bull-engine.js'
import type { BullJobQueueOptions } from './bull-job-queue-options.js'
import { FetchWatchdog } from './fetch-watchdog.js'
import { JobExecution } from './job-execution.js'
import type { JobKeys } from './job-keys.js'
import { LockKeeper } from './lock-keeper.js'
import type { LockTimes } from './lock-times.js'
import { RunJournal } from './run-journal.js'
import type { RunTable } from './run-table.js'
import { type TakenJob, toTakenJob } from './taken-job.js'
import type { WorkClient, WorkerConnections } from './worker-connections.js'

/** How long the end of a worker waits for Redis to take jobs back. */
const GIVE_BACK_MS = 250

/** What a worker is made of. */
export interface WorkerContext {
  readonly options: BullJobQueueOptions
  readonly keys: JobKeys
  readonly connections: WorkerConnections
  readonly locks: LockTimes
}

/** What a worker has when it is connected. */
interface Engine {
  readonly queue: BullEngine
  readonly client: WorkClient
  readonly blocking: BlockingConnection
  readonly keeper: LockKeeper
  readonly watchdog: FetchWatchdog
}

/** Takes jobs of one type and runs them, from its start until it is stopped. */
export class JobWorker {
  readonly type: string
  readonly runs: RunTable
  readonly #handler: JobHandler
  readonly #concurrency: number
  readonly #context: WorkerContext
  readonly #engine: Promise<Engine>
  #stopping: Promise<void> | undefined

  constructor(type: string, handler: JobHandler, { concurrency }: WorkOptions, runs: RunTable, context: WorkerContext) {
    this.type = type
    this.runs = runs
    this.#handler = handler
    this.#concurrency = concurrency
    this.#context = context
    this.#engine = this.#start()
    this.#engine.catch((error: unknown) => {
      context.options.logger.error('redis jobs: a worker could not be started', { type, error })
    })
  }

  /** Takes nothing more; resolves when no run is left. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop()
    return this.#stopping
  }

  /** Lets nothing of it keep the process alive, also with runs that never end. To be called last. */
  async abandon(): Promise<void> {
    const { queue, keeper } = await this.#engine
    keeper.stop()
    discardBullEngine(queue)
  }

  async #start(): Promise<Engine> {
    const { options, keys, connections, locks } = this.#context
    const [client, subscriber, blocking] = await Promise.all([
      connections.work(),
      connections.subscriber(),
      connections.blocking(this.type),
    ])
    const queue = await openBullEngine({
      prefix: keys.prefix,
      queueName: keys.queueName(this.type),
      client,
      subscriber,
      blocking: blocking.client,
      locks,
    })
    const fields = { type: this.type }
    const { logger } = options
    queue.on('stalled', (job?: BullJob) => {
      logger.warn('the worker of a job died; the job waits again', { ...fields, job: job?.id })
    })
    queue.on('failed', (job?: BullJob) => {
      logger.error('job failed: its workers died, and no attempt is left', { ...fields, job: job?.id })
    })
    queue.on('error', (error: Error) => {
      // Of the connections the state log tells.
      if (error.name === 'ReplyError')
        logger.warn('redis jobs: a worker was refused and tries again', { ...fields, error })
    })
    const shared = { client, base: keys.base(this.type), clock: options.clock, logger, runs: this.runs }
    const keeper = new LockKeeper({ ...shared, token: queue.token, locks })
    const watchdog = new FetchWatchdog({
      ...shared,
      type: this.type,
      blocking: blocking.client,
      concurrency: this.#concurrency,
    })
    const engine = { queue, client, blocking, keeper, watchdog }
    if (this.#stopping === undefined) {
      keeper.start(await connections.channels())
      watchdog.start()
      // Ends with the worker; what stops it on the way is told by the events above.
      queue.process(this.#concurrency, (job: BullJob) => this.#run(job, engine)).catch(() => undefined)
    }
    return engine
  }

  /** One job in the hands of Bull: what it gets for it is the ticket of the run's end. */
  async #run(job: BullJob, engine: Engine): Promise<number> {
    const { tickets } = this.#context.connections
    const taken = toTakenJob(this.type, job)
    engine.watchdog.fetched()
    if (!taken) {
      const fields = { type: this.type, job: String(job.id) }
      this.#context.options.logger.error('a job that this queue did not add was taken out of it', fields)
      return tickets.issue(async () => undefined)
    }
    const journal = this.#journal(taken, engine)
    if (this.#stopping) {
      await journal.release(false)
      return tickets.issue(async () => undefined)
    }
    const execution = new JobExecution(taken, journal, this.#context.options)
    this.runs.add(execution)
    await execution.run(this.#handler)
    return tickets.issue(async (fetch) => {
      const handed = await execution.end(fetch && !this.#stopping)
      this.runs.delete(execution)
      if (!this.#stopping) return handed
      // Bull drops what comes while it is closing.
      if (handed) await this.#giveBack(engine)
      return undefined
    })
  }

  #journal(taken: TakenJob, { client, queue }: Engine): RunJournal {
    const { options, keys, locks } = this.#context
    const { clock, logger } = options
    const base = keys.base(this.type)
    return new RunJournal(taken, { client, base, token: queue.token, lockMs: locks.lockMs, clock, logger })
  }

  async #stop(): Promise<void> {
    const engine = await this.#engine
    const { queue, client, blocking, keeper, watchdog } = engine
    watchdog.stop()
    haltBullEngine(queue)
    await blocking.end(client, this.#concurrency, this.#context.options.clock)
    // At once, as the runs that are left may last: what was handed out and dropped by Bull, which was closing by then.
    await this.#giveBack(engine)
    // A loop that was fetching may have got a job, which it then gives back.
    await Promise.all(Object.values(queue.processing))
    keeper.stop()
    await this.#giveBack(engine)
    discardBullEngine(queue)
  }

  /** Gives back what was handed to this worker and has no run here, as far as Redis answers. */
  async #giveBack({ keeper }: Engine): Promise<void> {
    // What Redis cannot be told now it finds out when the locks have run out.
    const given = keeper.giveBackAll().catch(() => undefined)
    await settleWithin(this.#context.options.clock, GIVE_BACK_MS, given)
  }
}
