import type { JobState, JobStatus, QueueStats } from '../../domain/jobs/index.js'
import { assertList, assertOptions, assertText, OpenState, optionNames } from '../../domain/platform/index.js'
import type { CancelResult, CronSchedule, JobQueue, JobReceipt } from '../../ports/jobs/index.js'
import type { Clock, Ids, Logger } from '../../ports/platform/index.js'
import { curriculumGeneration } from './curriculum-generation.js'
import type { JobDefinition } from './define-job.js'
import type { TypedJobHandler } from './job-context.js'
import { JobSchedules, SCHEDULE_OPTIONS, type ScheduleOptions, type StopSchedule } from './job-schedules.js'
import { ADD_JOB_OPTIONS, type AddJobOptions, JobSubmissions, NEW_JOB_FIELDS, type NewJob } from './job-submissions.js'
import { type JobType, JobTypes, type PayloadInput, type PayloadOutput } from './job-types.js'
import { JobWorkers, START_WORKERS_OPTIONS, type StartWorkersOptions, type StopWorkers } from './job-workers.js'
import { MissingWorkerWarning } from './missing-worker-warning.js'
import { checkPayload } from './payload-schema.js'

export interface JobsDeps {
  readonly ids: Ids
  readonly logger: Logger
  readonly clock: Clock
  readonly cron: CronSchedule
  /** Rejects calls after the app is closed. Default: always open. */
  readonly state?: OpenState
}

/** The options of `listJobs`. */
export interface ListJobsOptions {
  /** Default: all. */
  readonly states?: readonly JobState[] | undefined
  /** Default 0. */
  readonly offset?: number | undefined
  /** 1 to 1000, default 100. */
  readonly limit?: number | undefined
}

/** Jobs that wait while no process works on their type. */
export interface UnworkedJobs {
  readonly type: string
  /** How many wait. */
  readonly waiting: number
}

const LIST_OPTIONS = optionNames<ListJobsOptions>({ states: true, offset: true, limit: true })
const WATCH_OPTIONS = optionNames<{ readonly signal?: AbortSignal }>({ signal: true })

/**
 * Background jobs: `app.jobs`. A job type is given by its name or by its definition, which includes the types of its
 * payload. Payloads are validated when they are added and again before each run.
 *
 * Every method rejects with `UNKNOWN_JOB_TYPE` for an undefined type, and with `STORE_UNAVAILABLE` (nothing was done),
 * `OUTCOME_UNKNOWN` (the call may have been executed) or `APP_CLOSED`. During `app.close()` the calls that add jobs fail with
 * `APP_CLOSED`, and when the running jobs have ended, all calls do.
 *
 * The methods are bound: `const { addJob } = app.jobs` works.
 *
 * ```ts
 * const resize = app.jobs.define(defineJob({ type: 'resize', payload: z.object({ width: z.number() }) }))
 * app.jobs.handle(resize, async ({ payload, signal }) => resizeImage(payload.width, signal))
 * await app.jobs.startWorkers()
 * const { id } = await app.jobs.addJob(resize, { width: 100 })
 * for await (const { state } of app.jobs.watch(resize, id)) console.log(state)
 * ```
 */
export class Jobs {
  readonly #queue: JobQueue
  readonly #state: OpenState
  readonly #jobTypes = new JobTypes()
  readonly #missingWorkerWarning: MissingWorkerWarning
  readonly #submissions: JobSubmissions
  readonly #workers: JobWorkers
  readonly #schedules: JobSchedules

  constructor(queue: JobQueue, { ids, logger, clock, cron, state = new OpenState() }: JobsDeps) {
    this.#queue = queue
    this.#state = state
    const missingWorkerWarning = new MissingWorkerWarning(queue, clock, logger)
    this.#missingWorkerWarning = missingWorkerWarning
    this.#submissions = new JobSubmissions(queue, ids, missingWorkerWarning)
    this.#workers = new JobWorkers(queue, this.#jobTypes, { missingWorkerWarning, clock, logger })
    this.#schedules = new JobSchedules(cron, clock, logger)
    this.#jobTypes.define(curriculumGeneration)
  }

  /** @throws AppError `APP_CLOSED` */
  get #types(): JobTypes {
    this.#state.assertOpen()
    return this.#jobTypes
  }

  /**
   * Registers a job type and returns its definition. Call it before `startWorkers`. Idempotent for the same definition.
   *
   * @throws AppError `INVALID_ARGUMENT` for another definition of the same name
   */
  readonly define = <Definition extends JobDefinition>(definition: Definition): Definition => {
    this.#types.define(definition)
    return definition
  }

  /**
   * Sets the handler of a job type. Call it before `startWorkers`. Delivery is at least once, so a job may run more than
   * once: use `context.key` to make the handler idempotent.
   *
   * @throws AppError `UNKNOWN_JOB_TYPE`; `INVALID_ARGUMENT` if the type already has a handler
   */
  readonly handle = <Type extends JobType>(type: Type, handler: TypedJobHandler<PayloadOutput<Type>>): void => {
    // The payload of a run is the output of the schema of the same type.
    this.#types.handle(type, handler as TypedJobHandler)
  }

  /** The job types with a handler in this process. */
  readonly handledTypes = (): readonly string[] => this.#types.handled()

  /**
   * Adds a job. `created: false`: a job with this id or key already exists, and it stays unchanged.
   *
   * @throws AppError `INVALID_PAYLOAD` (`details.issues`: paths and messages), `UNSERIALISABLE`, `JOB_TOO_LARGE`,
   *   `INVALID_ARGUMENT`, `QUEUE_FULL`; `OUTCOME_UNKNOWN` has the id in `details.ids`: repeat the call with it
   */
  readonly addJob = async <Type extends JobType>(
    type: Type,
    payload: PayloadInput<Type>,
    options: AddJobOptions = {},
  ): Promise<JobReceipt> => {
    const { definition } = this.#types.get(type)
    assertOptions(options, ADD_JOB_OPTIONS)
    return this.#submissions.add(definition, payload, options)
  }

  /** Adds jobs in the given order, or none if one of them is invalid. Otherwise like {@link Jobs.addJob}. */
  readonly addJobs = async <Type extends JobType>(
    type: Type,
    jobs: readonly NewJob<PayloadInput<Type>>[],
  ): Promise<readonly JobReceipt[]> => {
    const { definition } = this.#types.get(type)
    assertList(jobs, 'jobs')
    for (const [index, job] of jobs.entries()) assertOptions(job, NEW_JOB_FIELDS, `jobs[${index}]`)
    return this.#submissions.addMany(definition, jobs)
  }

  /** A snapshot of the job, or `undefined` if it does not exist. */
  readonly getJobStatus = async (type: JobType, id: string): Promise<JobStatus | undefined> =>
    this.#queue.get(this.#name(type), jobId(id))

  /** The number of jobs of a type in each state, and whether the type is paused. */
  readonly getQueueStats = async (type: JobType): Promise<QueueStats> => this.#queue.stats(this.#name(type))

  /**
   * The defined job types that have waiting jobs and no worker in any process. A worker that died counts until its locks
   * have expired (`jobs.lockMs`). Without paused types; empty for a queue that does not count its workers.
   */
  readonly findUnworkedJobs = async (): Promise<readonly UnworkedJobs[]> => {
    const found = this.#types.names().map(async (type): Promise<readonly UnworkedJobs[]> => {
      if (this.#missingWorkerWarning.hasWorker(type)) return []
      const { waiting, paused } = await this.#queue.stats(type)
      if (waiting === 0 || paused) return []
      const workers = (await this.#queue.countWorkers?.(type)) ?? 1
      return workers === 0 ? [{ type, waiting }] : []
    })
    return (await Promise.all(found)).flat()
  }

  /** Jobs of a type, newest first. @throws AppError `INVALID_ARGUMENT` */
  readonly listJobs = async (type: JobType, options: ListJobsOptions = {}): Promise<readonly JobStatus[]> => {
    const name = this.#name(type)
    assertOptions(options, LIST_OPTIONS)
    const { states, offset = 0, limit = 100 } = options
    return this.#queue.list(name, { ...(states === undefined ? {} : { states }), offset, limit })
  }

  /**
   * Cancels a job: at once (`cancelled`), or by aborting the signal of its run (`requested`). A finished job is
   * `unchanged`.
   *
   * @throws AppError `JOB_NOT_FOUND`
   */
  readonly cancelJob = async (type: JobType, id: string): Promise<CancelResult> =>
    this.#queue.cancel(this.#name(type), jobId(id))

  /** Retries a failed job with all its attempts. @throws AppError `JOB_NOT_FOUND`, `ILLEGAL_JOB_STATE`, `QUEUE_FULL` */
  readonly retryJob = async (type: JobType, id: string): Promise<JobStatus> =>
    this.#queue.retry(this.#name(type), jobId(id))

  /** Removes a job that is not active; returns whether it existed. @throws AppError `ILLEGAL_JOB_STATE` if active */
  readonly removeJob = async (type: JobType, id: string): Promise<boolean> =>
    this.#queue.remove(this.#name(type), jobId(id))

  /** Stops starting jobs of the type, in all processes; running jobs continue. Idempotent. */
  readonly pauseQueue = async (type: JobType): Promise<void> => this.#queue.pause(this.#name(type))

  /** Ends a pause. Idempotent. */
  readonly resumeQueue = async (type: JobType): Promise<void> => this.#queue.resume(this.#name(type))

  /**
   * Yields the current snapshot of the job, then one after each change. A slow reader may miss intermediate snapshots, but
   * never the last one. Ends when the job is finished, when `signal` aborts, and at close.
   *
   * @throws AppError `UNKNOWN_JOB_TYPE`, at the call; `JOB_NOT_FOUND`, by the loop: there is no such job, or it was removed
   *   or lost by the store before it ended
   */
  readonly watch = (
    type: JobType,
    id: string,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): AsyncIterable<JobStatus> => {
    const name = this.#name(type)
    assertOptions(options, WATCH_OPTIONS)
    const { signal } = options
    return this.#queue.watch(name, jobId(id), signal === undefined ? {} : { signal })
  }

  /**
   * Adds a job at every tick of a cron rule, as long as this process runs. Several processes may start the same schedule:
   * each tick creates one job, because the tick is part of the job key (`<name> <ISO time>`). Missed ticks are not caught
   * up. The returned function stops the schedule in this process.
   *
   * @throws AppError `INVALID_PAYLOAD`, `UNSERIALISABLE`, `JOB_TOO_LARGE`; `INVALID_ARGUMENT` for an invalid rule, an
   *   unknown time zone, or a second schedule of the same type and name
   */
  readonly schedule = async <Type extends JobType>(
    type: Type,
    options: ScheduleOptions<PayloadInput<Type>>,
  ): Promise<StopSchedule> => {
    const { definition } = this.#types.get(type)
    assertOptions(options, SCHEDULE_OPTIONS)
    const payload = await checkPayload(definition, options.payload)
    return this.#schedules.start(definition.type, options, (tick) =>
      this.#submissions.addScheduled(definition, payload, tick),
    )
  }

  /** Stops the schedules of this process. Does not close the queue. */
  readonly close = (): void => this.#schedules.close()

  /**
   * Starts workers in this process: one for each type, or none if one fails. The returned function stops claiming jobs at
   * once and resolves when all runs have ended.
   *
   * @throws AppError `INVALID_ARGUMENT` for a bad concurrency, a type without a handler, or a type that already has
   *   workers in this process
   */
  readonly startWorkers = async (options: StartWorkersOptions = {}): Promise<StopWorkers> => {
    this.#state.assertOpen()
    assertOptions(options, START_WORKERS_OPTIONS)
    return this.#workers.start(options)
  }

  #name(type: JobType): string {
    return this.#types.get(type).definition.type
  }
}

/** The ports take a missing id for no id. @throws AppError `INVALID_ARGUMENT` unless it is a string */
function jobId(id: unknown): string {
  assertText(id, 'id')
  return id
}
