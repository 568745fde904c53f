import { strict as assert } from 'node:assert'
import type { JobQueue } from '../../jobs/index.js'
import type { Harness, HarnessFactory } from '../harness.js'
import type { LawCase } from '../law.js'
import { type FastCheck, type ModelOptions, modelCase, type Step } from '../model-property.js'
import { DrivenJobs } from './driven-jobs.js'
import { eventually } from './eventually.js'
import { JobModel } from './job-model.js'
import type { JobStep, JobsView } from './job-script.js'
import { type JobStepSource, jobSteps } from './job-steps.js'
import { ScriptedJobs } from './scripted-jobs.js'

export interface JobModelOptions extends ModelOptions {
  /** Of the one worker. Default 2. */
  readonly concurrency?: number
  /** Unfinished jobs that the adapter takes, where it is bounded. */
  readonly maxPending?: number
  /** As in `jobLaws`. */
  readonly waitMs?: number
}

/**
 * The property that a job queue and its model never differ: counts, states, order, ids, attempts, whatever is added,
 * ended, cancelled, retried, removed, paused and waited for. Runs end when the script says so, hence each step has one
 * outcome.
 */
export function jobModelCase(
  fc: FastCheck & JobStepSource,
  makeHarness: HarnessFactory<JobQueue>,
  { concurrency = 2, maxPending, waitMs = 5000, ...options }: JobModelOptions = {},
): LawCase {
  const scripted = (): Harness<ScriptedJobs> => {
    const harness = makeHarness()
    return {
      create: async () => ScriptedJobs.start(new DrivenJobs(await harness.create(), harness, waitMs), concurrency),
      elapse: (ms) => harness.elapse(ms),
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
      law: 'along any script the queue has the counts, states, order, ids and attempts of the model',
      model: () => new JobModel(concurrency, maxPending),
      steps: jobSteps(fc).map((steps) => steps.map(toStep)),
      observe: async (model, { subject }) => seesAs(subject, model.look(), waitMs),
    },
    scripted,
    options,
  )
}

/** Waits until the queue looks as `expected`, and says in what it differs if it never does. */
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
