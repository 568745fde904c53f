import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { HarnessFactory } from '../../../src/ports/conformance/index.js'
import { ScriptedJobs, seesAs } from '../../../src/ports/conformance/jobs/job-model-case.js'
import { JobQueueDriver } from '../../../src/ports/conformance/jobs/job-queue-driver.js'
import { type JobStep, type JobsView, jobSteps } from '../../../src/ports/conformance/jobs/job-script.js'
import type { JobQueue } from '../../../src/ports/index.js'
import { boundJobs, memoryJobs } from '../../support/jobs/memory-harness.js'
import { RedisServer } from '../../support/redis-server.js'
import { bullJobs } from './bull-harness.js'

const WAIT_MS = 60_000

/** The answer of a queue to a step, and its state afterwards. */
interface Trace {
  readonly step: JobStep
  readonly answer: unknown
  readonly view: JobsView
}

let server: RedisServer

beforeAll(async () => {
  server = await RedisServer.start()
})
afterAll(() => server.stop())

/** Runs the script on the in-memory queue, which is idle after each step. */
async function traceInMemory(script: readonly JobStep[], concurrency: number): Promise<readonly Trace[]> {
  return withJobs(memoryJobs(), concurrency, async (jobs) => {
    const traces: Trace[] = []
    for (const step of script) {
      const answer = await jobs.play(step)
      await new Promise<void>((resolve) => setImmediate(resolve))
      traces.push({ step, answer, view: await jobs.look() })
    }
    return traces
  })
}

/** Runs the same script on another queue and expects the same answers and states. */
async function follow(
  makeHarness: HarnessFactory<JobQueue>,
  traces: readonly Trace[],
  concurrency: number,
): Promise<void> {
  await withJobs(makeHarness, concurrency, async (jobs) => {
    for (const { step, answer, view } of traces) {
      expect({ step, answer: await jobs.play(step) }).toEqual({ step, answer })
      await seesAs(jobs, view, WAIT_MS)
    }
  })
}

async function withJobs<T>(
  makeHarness: HarnessFactory<JobQueue>,
  concurrency: number,
  use: (jobs: ScriptedJobs) => Promise<T>,
): Promise<T> {
  const harness = makeHarness()
  try {
    return await use(
      await ScriptedJobs.start(new JobQueueDriver(await harness.create(), harness, WAIT_MS), concurrency),
    )
  } finally {
    await harness.destroy()
  }
}

/** For any script, both queues have the same answers, counts, states, order, ids, attempts, results and failures. */
const equivalence = (makeHarness: HarnessFactory<JobQueue>, parameters: fc.Parameters<[JobStep[], number]>) =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(...(jobSteps(fc) as readonly fc.Arbitrary<JobStep>[])), { maxLength: 40, size: 'max' }),
      fc.integer({ min: 1, max: 3 }),
      async (script, concurrency) => follow(makeHarness, await traceInMemory(script, concurrency), concurrency),
    ),
    parameters,
  )

describe('MemoryJobQueue and BullJobQueue', () => {
  it('give the same answers and states after each step of any script', () =>
    equivalence(
      bullJobs(() => server),
      { numRuns: 25, endOnFailure: true },
    ))

  it('differ if a single answer differs', async () => {
    const forgetful = bullJobs(() => server, {
      change: (queue) => ({
        ...boundJobs(queue),
        cancel: async (type, id) => {
          const answer = await queue.cancel(type, id)
          return answer === 'unchanged' ? 'cancelled' : answer
        },
      }),
    })
    const script: readonly JobStep[] = [
      { do: 'add', jobs: [{ unique: 'unfinished', delay: 1, maxAttempts: 1, backoff: 0 }] },
      { do: 'cancel', pick: 0 },
      { do: 'cancel', pick: 0 },
    ]
    await expect(follow(forgetful, await traceInMemory(script, 1), 1)).rejects.toThrow('unchanged')
  })
})
