import { JOB_STATES, type JobState } from '../../../domain/jobs/index.js'
import type { JobReceipt } from '../../jobs/index.js'
import {
  type JobStep,
  type JobsView,
  type JobView,
  type NewJob,
  pick,
  SCRIPT_RETENTION,
  TIME_UNIT_MS,
} from './job-script.js'

const AGE_UNITS = (SCRIPT_RETENTION.age * 1000) / TIME_UNIT_MS

/** The simplest implementation of the contract: one list of jobs, searched for every question. */
export class JobModel {
  #jobs: ModelJob[] = []
  /** Open runs, in the order of their start. */
  #running: ModelJob[] = []
  readonly #began: string[] = []
  #paused = false
  #now = 0
  #count = 0
  #ids = 0
  readonly #concurrency: number
  readonly #maxPending: number

  constructor(concurrency: number, maxPending = Number.POSITIVE_INFINITY) {
    this.#concurrency = concurrency
    this.#maxPending = maxPending
  }

  /** Whether the step has a job or run to act on. */
  allows(step: JobStep): boolean {
    if (step.do === 'succeed' || step.do === 'fail') return this.#running.length > 0
    return 'pick' in step ? this.#jobs.length > 0 : true
  }

  /** Executes a step and returns its answer. */
  play(step: JobStep): unknown {
    const answer = this.#play(step)
    this.#take()
    return answer
  }

  look(): JobsView {
    const jobs = this.#newestFirst().map(toView)
    return { stats: { ...countStates(jobs), paused: this.#paused }, jobs, began: [...this.#began] }
  }

  #play(step: JobStep): unknown {
    switch (step.do) {
      case 'add':
        return this.#add(step.jobs)
      case 'succeed':
      case 'fail': {
        const job = pick(this.#running, step.pick)
        if (job) this.#endRun(job, step)
        return undefined
      }
      case 'cancel':
      case 'retry':
      case 'remove': {
        const job = pick(this.#newestFirst(), step.pick)
        return job && this[step.do](job)
      }
      case 'pause':
      case 'resume':
        this.#paused = step.do === 'pause'
        return undefined
      case 'advanceTime':
        return this.#advanceTime()
    }
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
    const holder = this.#keyHolder(job.key)
    if (job.state !== 'failed' || (holder && holder !== job)) return 'ILLEGAL_JOB_STATE'
    if (this.#pending() >= this.#maxPending) return 'QUEUE_FULL'
    Object.assign(job, { attempts: 0, endedAt: -1 })
    this.#wait(job)
    return 'waiting'
  }

  remove(job: ModelJob): true | 'ILLEGAL_JOB_STATE' {
    if (job.state === 'active') return 'ILLEGAL_JOB_STATE'
    this.#jobs = this.#jobs.filter((other) => other !== job)
    return true
  }

  #add(news: readonly NewJob[]): readonly JobReceipt[] | 'QUEUE_FULL' {
    const before = this.#jobs
    const receipts = news.map((request): JobReceipt => {
      const id = request.id ?? `n${++this.#ids}`
      const known = this.#jobs.find((job) => job.id === id) ?? this.#keyHolder(request.key)
      if (known) return { id: known.id, created: false }
      this.#jobs = [...this.#jobs, toModelJob(request, id, ++this.#count, this.#now)]
      return { id, created: true }
    })
    if (this.#pending() <= this.#maxPending || this.#jobs.length === before.length) return receipts
    this.#jobs = before
    return 'QUEUE_FULL'
  }

  #endRun(job: ModelJob, step: Extract<JobStep, { do: 'succeed' | 'fail' }>): void {
    this.#running = this.#running.filter((other) => other !== job)
    if (step.do === 'succeed') {
      job.result = step.result
      this.#end(job, 'completed')
      return
    }
    if (job.cancelRequested) {
      this.#end(job, 'cancelled')
      return
    }
    job.error = { error: 'no', unrecoverable: 'never', unserialisable: 'UNSERIALISABLE' }[step.how]
    if (step.how === 'unrecoverable' || job.attempts >= job.maxAttempts) this.#end(job, 'failed')
    else if (job.backoff === 0) this.#wait(job)
    else {
      const dueAt = this.#now + job.backoff * 2 ** (job.attempts - 1)
      Object.assign(job, { state: 'delayed', dueAt, turn: ++this.#count })
    }
  }

  /** One time unit later: due jobs wait, and jobs past their age are deleted. */
  #advanceTime(): void {
    this.#now += 1
    const due = this.#jobs.filter(({ state, dueAt }) => state === 'delayed' && dueAt <= this.#now)
    for (const job of due.sort((a, b) => a.turn - b.turn)) this.#wait(job)
    this.#jobs = this.#jobs.filter(({ endedAt }) => endedAt < 0 || this.#now - endedAt <= AGE_UNITS)
  }

  #wait(job: ModelJob): void {
    Object.assign(job, { state: 'waiting', turn: ++this.#count })
  }

  /** Starts waiting jobs in free slots. */
  #take(): void {
    while (!this.#paused && this.#running.length < this.#concurrency) {
      const rank = ({ priority = Number.POSITIVE_INFINITY }: ModelJob): number => priority
      const [next] = this.#jobs
        .filter(({ state }) => state === 'waiting')
        .sort((a, b) => (rank(a) === rank(b) ? a.turn - b.turn : rank(a) - rank(b)))
      if (!next) return
      next.state = 'active'
      next.attempts += 1
      this.#running.push(next)
      this.#began.push(next.id)
    }
  }

  #end(job: ModelJob, state: JobState): void {
    Object.assign(job, { state, cancelRequested: false, endedAt: this.#now })
    // To the end of the list, so that finished jobs are in the order of their end.
    this.#jobs = [...this.#jobs.filter((other) => other !== job), job]
    const alike = this.#jobs.filter((other) => other.state === state)
    const dropped = new Set(alike.slice(0, Math.max(0, alike.length - SCRIPT_RETENTION.count)))
    this.#jobs = this.#jobs.filter((other) => !dropped.has(other))
  }

  #keyHolder(key: string | undefined): ModelJob | undefined {
    if (key === undefined) return undefined
    const holders = this.#jobs.filter((job) => job.key === key && (job.endedAt < 0 || job.unique === 'retained'))
    return holders.at(-1)
  }

  #newestFirst(): readonly ModelJob[] {
    return [...this.#jobs].sort((a, b) => b.serial - a.serial)
  }

  #pending(): number {
    return this.#jobs.filter(({ endedAt }) => endedAt < 0).length
  }
}

/** A job of the model. */
interface ModelJob extends NewJob {
  readonly id: string
  readonly serial: number
  state: JobState
  attempts: number
  /** Its position among the jobs that joined the same order, waiting or delayed. */
  turn: number
  /** In time units. */
  dueAt: number
  /** -1 until it ends. */
  endedAt: number
  cancelRequested: boolean
  result: unknown
  error: string | undefined
}

/** @param count rises from job to job */
function toModelJob(request: NewJob, id: string, count: number, now: number): ModelJob {
  return {
    ...request,
    id,
    serial: count,
    state: request.delay > 0 ? 'delayed' : 'waiting',
    attempts: 0,
    turn: count,
    dueAt: now + request.delay,
    endedAt: -1,
    cancelRequested: false,
    result: undefined,
    error: undefined,
  }
}

/** Its observable state. */
function toView(job: ModelJob): JobView {
  const { id, state, attempts, maxAttempts, cancelRequested, priority, key, result, error } = job
  return { id, state, attempts, maxAttempts, cancelRequested, priority, key, result, error }
}

function countStates(jobs: readonly { readonly state: JobState }[]): { readonly [state in JobState]: number } {
  const count = (state: JobState) => jobs.filter((job) => job.state === state).length
  return Object.fromEntries(JOB_STATES.map((state) => [state, count(state)])) as { [state in JobState]: number }
}
