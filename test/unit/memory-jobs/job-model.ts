import type { JobState, QueueStats } from '../../../src/domain/jobs/index.js'

/** A job as the model has it: plain data, and one list for all. */
export interface ModelJob {
  readonly id: string
  readonly priority: number | undefined
  readonly key: string | undefined
  readonly unique: 'unfinished' | 'retained'
  readonly maxAttempts: number
  readonly serial: number
  state: JobState
  attempts: number
  /** Its rank among the waiting of its priority. */
  turn: number
  dueAt: number
  endedAt: number
  cancelRequested: boolean
}

/** What a model is told of a new job. */
export type ModelRequest = Pick<ModelJob, 'id' | 'priority' | 'key' | 'unique' | 'maxAttempts'> & { delayMs: number }

/** The laws of the job queue in the plainest form: every question is a walk through one list. */
export class JobModel {
  jobs: ModelJob[] = []
  /** Runs that began and whose handler has not ended, in their order. */
  running: ModelJob[] = []
  /** Ids in the order in which runs began. */
  began: string[] = []
  paused = false
  now = 0
  #count = 0

  constructor(
    readonly concurrency: number,
    readonly backoffMs: number,
    readonly retention: { age: number; count: number },
    readonly maxPending: number,
  ) {}

  get pending(): number {
    return this.jobs.filter((job) => job.endedAt < 0).length
  }

  find(id: string): ModelJob | undefined {
    return this.jobs.find((job) => job.id === id)
  }

  keyHolder(key: string | undefined): ModelJob | undefined {
    if (key === undefined) return undefined
    return this.jobs.find((job) => job.key === key && (job.endedAt < 0 || job.unique === 'retained'))
  }

  add({ delayMs, ...request }: ModelRequest): { id: string; created: boolean } | 'QUEUE_FULL' {
    const known = this.find(request.id) ?? this.keyHolder(request.key)
    if (known) return { id: known.id, created: false }
    if (this.pending >= this.maxPending) return 'QUEUE_FULL'
    const job: ModelJob = {
      ...request,
      serial: ++this.#count,
      state: delayMs > 0 ? 'delayed' : 'waiting',
      attempts: 0,
      turn: ++this.#count,
      dueAt: this.now + delayMs,
      endedAt: -1,
      cancelRequested: false,
    }
    this.jobs.push(job)
    this.#take()
    return { id: job.id, created: true }
  }

  succeed(job: ModelJob): void {
    this.#leave(job)
    this.#end(job, 'completed')
    this.#take()
  }

  fail(job: ModelJob, unrecoverable: boolean): void {
    this.#leave(job)
    if (job.cancelRequested) this.#end(job, 'cancelled')
    else if (unrecoverable || job.attempts >= job.maxAttempts) this.#end(job, 'failed')
    else {
      job.state = 'delayed'
      job.dueAt = this.now + this.backoffMs * 2 ** (job.attempts - 1)
    }
    this.#take()
  }

  cancel(job: ModelJob): 'cancelled' | 'requested' | 'unchanged' {
    if (job.endedAt >= 0) return 'unchanged'
    if (job.state === 'active') {
      job.cancelRequested = true
      return 'requested'
    }
    this.#end(job, 'cancelled')
    return 'cancelled'
  }

  retry(job: ModelJob): 'waiting' | 'ILLEGAL_JOB_STATE' | 'QUEUE_FULL' {
    const holder = this.keyHolder(job.key)
    if (job.state !== 'failed' || (holder && holder !== job)) return 'ILLEGAL_JOB_STATE'
    if (this.pending >= this.maxPending) return 'QUEUE_FULL'
    Object.assign(job, { state: 'waiting', attempts: 0, endedAt: -1, turn: ++this.#count })
    this.#take()
    return 'waiting'
  }

  remove(job: ModelJob): true | 'ILLEGAL_JOB_STATE' {
    if (job.state === 'active') return 'ILLEGAL_JOB_STATE'
    this.jobs = this.jobs.filter((other) => other !== job)
    return true
  }

  pause(paused: boolean): void {
    this.paused = paused
    this.#take()
  }

  /** Moves time: whatever falls due does so at its moment, then what is too old is forgotten. */
  advance(ms: number): void {
    const end = this.now + ms
    for (;;) {
      const due = this.jobs.filter((job) => job.state === 'delayed' && job.dueAt <= end)
      if (due.length === 0) break
      this.now = Math.min(...due.map(({ dueAt }) => dueAt))
      for (const job of due.filter(({ dueAt }) => dueAt === this.now).sort((a, b) => a.serial - b.serial)) {
        job.state = 'waiting'
        job.turn = ++this.#count
      }
      this.#take()
    }
    this.now = end
    this.jobs = this.jobs.filter((job) => job.endedAt < 0 || this.now - job.endedAt <= this.retention.age * 1000)
  }

  stats(): QueueStats {
    const count = (state: JobState): number => this.jobs.filter((job) => job.state === state).length
    return {
      waiting: count('waiting'),
      delayed: count('delayed'),
      active: count('active'),
      completed: count('completed'),
      failed: count('failed'),
      cancelled: count('cancelled'),
      paused: this.paused,
    }
  }

  #take(): void {
    while (!this.paused && this.running.length < this.concurrency) {
      const rank = ({ priority = Number.POSITIVE_INFINITY }: ModelJob): number => priority
      const [next] = this.jobs
        .filter(({ state }) => state === 'waiting')
        .sort((a, b) => (rank(a) === rank(b) ? a.turn - b.turn : rank(a) - rank(b)))
      if (!next) return
      next.state = 'active'
      next.attempts += 1
      this.running.push(next)
      this.began.push(next.id)
    }
  }

  #leave(job: ModelJob): void {
    this.running = this.running.filter((other) => other !== job)
  }

  #end(job: ModelJob, state: JobState): void {
    Object.assign(job, { state, cancelRequested: false })
    job.endedAt = this.now
    // To the end of the list: the finished ones stand in the order of their end.
    this.jobs = [...this.jobs.filter((other) => other !== job), job]
    const finished = this.jobs.filter(({ endedAt }) => endedAt >= 0)
    const dropped = new Set(finished.slice(0, Math.max(0, finished.length - this.retention.count)))
    this.jobs = this.jobs.filter((other) => !dropped.has(other))
  }
}
