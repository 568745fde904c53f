import { UnrecoverableError } from '../../../domain/jobs/index.js'
import type { JobRequest } from '../../jobs/index.js'
import { type DrivenJobs, type DrivenRun, retries, WORK } from './driven-jobs.js'
import { outcome } from './eventually.js'
import { type JobStep, type JobsView, type NewJob, QUANTUM_MS, SCRIPT_RETENTION } from './job-script.js'

/** A queue with one worker that follows a script. */
export class ScriptedJobs {
  readonly #jobs: DrivenJobs
  #seen: JobsView | undefined
  #ids = 0

  private constructor(jobs: DrivenJobs) {
    this.#jobs = jobs
  }

  static async start(jobs: DrivenJobs, concurrency: number): Promise<ScriptedJobs> {
    await jobs.work(concurrency)
    return new ScriptedJobs(jobs)
  }

  /** Does a step; what it came to. Picks are made from what was last seen. */
  async play(step: JobStep): Promise<unknown> {
    const { queue, open } = this.#jobs
    switch (step.do) {
      case 'add': {
        const requests = step.jobs.map((job) => this.#request(job))
        const [only] = requests
        const single = requests.length === 1 && only
        return outcome(single ? queue.add(single).then((receipt) => [receipt]) : queue.addMany(requests))
      }
      case 'succeed':
      case 'fail': {
        const run = pick(open, step.pick)
        return run && end(run, step)
      }
      case 'cancel':
      case 'retry':
      case 'remove': {
        const job = pick(this.#seen?.jobs ?? [], step.pick)
        if (!job) return undefined
        const answer = await outcome(queue[step.do](WORK, job.id))
        return typeof answer === 'object' && answer !== null && 'state' in answer ? answer.state : answer
      }
      case 'pause':
      case 'resume':
        return queue[step.do](WORK)
      case 'elapse':
        await this.#jobs.elapse(QUANTUM_MS)
        await queue.trim(WORK)
        return undefined
    }
  }

  async look(): Promise<JobsView> {
    const { queue, order } = this.#jobs
    const [stats, listed] = await Promise.all([queue.stats(WORK), queue.list(WORK, { offset: 0, limit: 1000 })])
    const jobs = listed.map(({ id, state, attempts, maxAttempts, cancelRequested, priority, key, result, error }) => ({
      ...{ id, state, attempts, maxAttempts, cancelRequested, priority, key, result },
      error: error?.code ?? error?.message,
    }))
    this.#seen = { stats, jobs, began: order }
    return this.#seen
  }

  #request({ id, key, unique, priority, delay, maxAttempts, backoff }: NewJob): JobRequest {
    const name = id ?? `n${++this.#ids}`
    return this.#jobs.request({
      id: name,
      unique,
      payload: name,
      retention: SCRIPT_RETENTION,
      ...retries(maxAttempts, { kind: 'exponential', delayMs: backoff * QUANTUM_MS }),
      ...(key === undefined ? {} : { key }),
      ...(priority === undefined ? {} : { priority }),
      ...(delay === 0 ? {} : { delayMs: delay * QUANTUM_MS }),
    })
  }
}

/** One of `among`, by a number however large. */
export function pick<T>(among: readonly T[], number: number): T | undefined {
  return among[number % Math.max(1, among.length)]
}

function end(run: DrivenRun, step: Extract<JobStep, { do: 'succeed' | 'fail' }>): Promise<void> {
  if (step.do === 'succeed') return run.succeed(step.result)
  switch (step.how) {
    case 'error':
      return run.fail(new Error('no'))
    case 'unrecoverable':
      return run.fail(new UnrecoverableError('never'))
    case 'unserialisable':
      return run.succeed(1n)
  }
}
