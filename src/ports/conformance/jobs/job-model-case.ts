import { strict as assert } from 'node:assert'
import { UnrecoverableError } from '../../../domain/jobs/index.js'
import type { JobQueue, JobRequest } from '../../jobs/index.js'
import type { Harness, HarnessFactory, LawCase } from '../law.js'
import { type FastCheck, type ModelOptions, modelCase, type Step } from '../model-case.js'
import { eventually, outcome } from './eventually.js'
import { JobModel } from './job-model.js'
import { type ControlledRun, JobQueueDriver, retries, WORK } from './job-queue-driver.js'
import {
  type JobStep,
  type JobStepSource,
  type JobsView,
  jobSteps,
  type NewJob,
  pick,
  SCRIPT_RETENTION,
  TIME_UNIT_MS,
} from './job-script.js'

export interface JobModelOptions extends ModelOptions {
  /** Concurrency of the worker. Default 2. */
  readonly concurrency?: number
  /** Maximum number of unfinished jobs of a bounded adapter. */
  readonly maxPending?: number
  /** As in `jobLaws`. */
  readonly waitMs?: number
}

/**
 * A property test: after each step of a random script, the queue equals a simple model in counts, states, order, ids and
 * attempts. The script ends the runs, so each step has exactly one possible outcome.
 */
export function jobModelCase(
  fc: FastCheck & JobStepSource,
  makeHarness: HarnessFactory<JobQueue>,
  { concurrency = 2, maxPending, waitMs = 5000, ...options }: JobModelOptions = {},
): LawCase {
  const scripted = (): Harness<ScriptedJobs> => {
    const harness = makeHarness()
    return {
      create: async () => ScriptedJobs.start(new JobQueueDriver(await harness.create(), harness, waitMs), concurrency),
      advanceTime: (ms) => harness.advanceTime(ms),
      destroy: () => harness.destroy(),
    }
  }
  const toStep = (step: JobStep): Step<JobModel, ScriptedJobs> => ({
    check: (model) => model.allows(step),
    run: async (model, { subject }) => assert.deepEqual(await subject.play(step), model.play(step)),
    toString: () => JSON.stringify(step),
  })
  return modelCase(
    fc,
    {
      id: 'jobs/model',
      law: 'for any script, the queue has the counts, states, order, ids and attempts of the model',
      model: () => new JobModel(concurrency, maxPending),
      steps: jobSteps(fc).map((steps) => steps.map(toStep)),
      observe: async (model, { subject }) => seesAs(subject, model.look(), waitMs),
    },
    scripted,
    options,
  )
}

/** Waits until the queue looks as `expected`; fails with the difference. */
export async function seesAs(jobs: ScriptedJobs, expected: JobsView, waitMs: number): Promise<void> {
  let seen: JobsView | undefined
  const same = async () => {
    seen = await jobs.look()
    return isSame(seen, expected) || undefined
  }
  try {
    await eventually('the queue is as expected', same, waitMs)
  } catch (error) {
    if (seen === undefined || isSame(seen, expected)) throw error
    assert.deepEqual(seen, expected)
  }
}

function isSame(one: unknown, other: unknown): boolean {
  try {
    assert.deepEqual(one, other)
    return true
  } catch {
    return false
  }
}

/** Executes the steps of a script on a queue with one worker. */
export class ScriptedJobs {
  readonly #jobs: JobQueueDriver
  #seen: JobsView | undefined
  #ids = 0

  private constructor(jobs: JobQueueDriver) {
    this.#jobs = jobs
  }

  static async start(jobs: JobQueueDriver, concurrency: number): Promise<ScriptedJobs> {
    await jobs.work(concurrency)
    return new ScriptedJobs(jobs)
  }

  /** Executes a step and returns its answer. `pick` selects from the last view. */
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
      case 'advanceTime':
        await this.#jobs.advanceTime(TIME_UNIT_MS)
        await queue.trim(WORK)
        return undefined
    }
  }

  async look(): Promise<JobsView> {
    const { queue, order } = this.#jobs
    const [stats, listed] = await Promise.all([queue.stats(WORK), queue.list(WORK, { offset: 0, limit: 1000 })])
    const jobs = listed.map(({ id, state, attempts, maxAttempts, cancelRequested, priority, key, result, error }) => ({
      id,
      state,
      attempts,
      maxAttempts,
      cancelRequested,
      priority,
      key,
      result,
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
      ...retries(maxAttempts, { kind: 'exponential', delayMs: backoff * TIME_UNIT_MS }),
      ...(key === undefined ? {} : { key }),
      ...(priority === undefined ? {} : { priority }),
      ...(delay === 0 ? {} : { delayMs: delay * TIME_UNIT_MS }),
    })
  }
}

function end(run: ControlledRun, step: Extract<JobStep, { do: 'succeed' | 'fail' }>): Promise<void> {
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
