import type { JobState, JobStatus, QueueStats } from '../../domain/jobs/index.js'
import type { CancelResult, CronSchedule, JobQueue, JobReceipt } from '../../ports/jobs/index.js'
import type { Clock, Ids, Logger } from '../../ports/platform/index.js'
import { checkPayload } from './check-payload.js'
import { curriculumGeneration } from './curriculum-generation.js'
import type { JobDefinition } from './define-job.js'
import type { TypedJobHandler } from './job-context.js'
import type { AddJobOptions, NewJob } from './job-requests.js'
import { JobSchedules, type ScheduleOptions, type StopSchedule } from './job-schedules.js'
import { JobSubmissions } from './job-submissions.js'
import { JobTrimming } from './job-trimming.js'
import type { JobType, PayloadInput, PayloadOutput } from './job-type-map.js'
import { JobTypes } from './job-types.js'
import { JobWorkers, type StartWorkersOptions, type StopWorkers } from './job-workers.js'
import { UnattendedJobs } from './unattended-jobs.js'

/** What the facade needs beside the queue. */
export interface JobsOptions {
  readonly ids: Ids
  readonly logger: Logger
  readonly clock: Clock
  readonly cron: CronSchedule
}

/** Which jobs to list, newest first. */
export interface ListJobsOptions {
  /** Default: all. */
  readonly states?: readonly JobState[] | undefined
  /** Default 0. */
  readonly offset?: number | undefined
  /** 1 to 1000, default 100. */
  readonly limit?: number | undefined
}

/**
 * Background jobs as an app sees them: `app.jobs`. A job type is given by its name or by its definition, which brings
 * the types of its payload along. Payloads are checked when added and again before each run.
 *
 * Every method rejects with `UNKNOWN_JOB_TYPE` for a type that was not defined, and, as the store has it, with
 * `STORE_UNAVAILABLE` (nothing was done), `OUTCOME_UNKNOWN` (it may have been done) or `APP_CLOSED`.
 *
 * The methods are bound: `const { addJob } = app.jobs` works.
 */
export class Jobs {
  readonly #queue: JobQueue
  readonly #types = new JobTypes()
  readonly #submissions: JobSubmissions
  readonly #workers: JobWorkers
  readonly #schedules: JobSchedules

  constructor(queue: JobQueue, { ids, logger, clock, cron }: JobsOptions) {
    this.#queue = queue
    const unattended = new UnattendedJobs(queue, clock, logger)
    this.#submissions = new JobSubmissions(queue, ids, unattended)
    const trimming = new JobTrimming(queue, clock, logger)
    this.#workers = new JobWorkers(queue, this.#types, { unattended, trimming, logger })
    this.#schedules = new JobSchedules(cron, clock, logger)
    this.#types.define(curriculumGeneration)
  }

  /**
   * Makes a job type known; before `startWorkers`. May be repeated with the same definition, which is returned.
   *
   * @throws AppError `INVALID_ARGUMENT` for another definition of the same name
   */
  readonly define = <Definition extends JobDefinition>(definition: Definition): Definition => {
    this.#types.define(definition)
    return definition
  }

  /**
   * Says who runs the jobs of a type; before `startWorkers`. Jobs may run more than once (at least once): use
   * `context.key` to make what they do repeatable.
   *
   * @throws AppError `UNKNOWN_JOB_TYPE`; `INVALID_ARGUMENT` if the type has a handler already
   */
  readonly handle = <Type extends JobType>(type: Type, handler: TypedJobHandler<PayloadOutput<Type>>): void => {
    // Its payload comes out of the schema of this very type.
    this.#types.handle(type, handler as TypedJobHandler)
  }

  /** The job types that this process could run: those that have a handler. */
  readonly handledTypes = (): readonly string[] => this.#types.handled()

  /**
   * Adds a job. `created: false`: there is one of this id, or one that holds the key, and it is unchanged.
   *
   * @throws AppError `INVALID_PAYLOAD` (`details.issues`: paths and messages), `UNSERIALISABLE`, `JOB_TOO_LARGE`,
   *   `INVALID_ARGUMENT`, `QUEUE_FULL`; `OUTCOME_UNKNOWN` has the id in `details.ids`, by which the call can be repeated
   */
  readonly addJob = async <Type extends JobType>(
    type: Type,
    payload: PayloadInput<Type>,
    options: AddJobOptions = {},
  ): Promise<JobReceipt> => {
    const { definition } = this.#types.get(type)
    return this.#submissions.add(definition, payload, options)
  }

  /** Adds jobs in the order given; none if one of them is refused. Otherwise like {@link Jobs.addJob}. */
  readonly addJobs = async <Type extends JobType>(
    type: Type,
    jobs: readonly NewJob<PayloadInput<Type>>[],
  ): Promise<readonly JobReceipt[]> => {
    const { definition } = this.#types.get(type)
    return this.#submissions.addMany(definition, jobs)
  }

  /** The job as it stands, or `undefined` if there is none (any more). */
  readonly getJobStatus = async (type: JobType, id: string): Promise<JobStatus | undefined> =>
    this.#queue.get(this.#name(type), id)

  /** How many jobs of a type are in each state, and whether it is paused. */
  readonly getQueueStats = async (type: JobType): Promise<QueueStats> => this.#queue.stats(this.#name(type))

  /** Jobs of a type, newest first. @throws AppError `INVALID_ARGUMENT` */
  readonly listJobs = async (
    type: JobType,
    { states, offset = 0, limit = 100 }: ListJobsOptions = {},
  ): Promise<readonly JobStatus[]> =>
    this.#queue.list(this.#name(type), { ...(states === undefined ? {} : { states }), offset, limit })

  /**
   * Cancels a job: at once (`cancelled`), or by the signal of its run (`requested`); one that has ended is `unchanged`.
   *
   * @throws AppError `JOB_NOT_FOUND`
   */
  readonly cancelJob = async (type: JobType, id: string): Promise<CancelResult> =>
    this.#queue.cancel(this.#name(type), id)

  /** Lets a failed job run again. @throws AppError `JOB_NOT_FOUND`, `ILLEGAL_JOB_STATE`, `QUEUE_FULL` */
  readonly retryJob = async (type: JobType, id: string): Promise<JobStatus> => this.#queue.retry(this.#name(type), id)

  /** Forgets a job that is not active; whether there was one. @throws AppError `ILLEGAL_JOB_STATE` if it is active */
  readonly removeJob = async (type: JobType, id: string): Promise<boolean> => this.#queue.remove(this.#name(type), id)

  /** Lets no further job of the type start, in any process; running ones go on. May be repeated. */
  readonly pauseQueue = async (type: JobType): Promise<void> => this.#queue.pause(this.#name(type))

  /** Ends a pause. May be repeated. */
  readonly resumeQueue = async (type: JobType): Promise<void> => this.#queue.resume(this.#name(type))

  /**
   * The job's snapshots as it changes, beginning with the present one: a slow reader misses steps between, never the
   * last. Ends when the job is finished, removed or gone, when `signal` aborts and at close.
   *
   * @throws AppError `UNKNOWN_JOB_TYPE`, at the call
   */
  readonly watch = (
    type: JobType,
    id: string,
    { signal }: { readonly signal?: AbortSignal | undefined } = {},
  ): AsyncIterable<JobStatus> => this.#queue.watch(this.#name(type), id, signal ? { signal } : {})

  /**
   * Adds a job at every tick of a cron rule, from now on and while this process lives. Call it alike in as many
   * processes as you like: each tick gives one job, because it is the job's key (`<name> <ISO time>`), held whatever
   * becomes of the job. Ticks at which no process was there are not made up for. The returned function ends it here.
   *
   * @throws AppError `INVALID_PAYLOAD`, `UNSERIALISABLE`, `JOB_TOO_LARGE`; `INVALID_ARGUMENT` for a rule that cannot be read, an unknown
   *   time zone, or a second schedule of the same type and name
   */
  readonly schedule = async <Type extends JobType>(
    type: Type,
    options: ScheduleOptions<PayloadInput<Type>>,
  ): Promise<StopSchedule> => {
    const { definition } = this.#types.get(type)
    const payload = await checkPayload(definition, options.payload)
    return this.#schedules.start(definition.type, options, (tick) =>
      this.#submissions.addAtTick(definition, payload, tick),
    )
  }

  /** Ends the schedules of this process. The queue is closed by whoever opened it. */
  readonly close = (): void => this.#schedules.close()

  /**
   * Lets this process run jobs. The returned function stops taking jobs at once and resolves when the running ones
   * have ended. All of the types get a worker, or none.
   *
   * @throws AppError `INVALID_ARGUMENT` for a bad concurrency, a type without a handler, a type that has workers here
   */
  readonly startWorkers = async (options: StartWorkersOptions = {}): Promise<StopWorkers> =>
    this.#workers.start(options)

  #name(type: JobType): string {
    return this.#types.get(type).definition.type
  }
}
