import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { MemoryJobQueue } from '../../../src/adapters/memory/jobs/memory-job-queue.js'
import { MAX_JOB_JSON_BYTES, UnrecoverableError } from '../../../src/domain/jobs/index.js'
import {
  catchFault,
  type HarnessFactory,
  jobLaws,
  jobModelCase,
  lawCases,
  type PlantedFault,
} from '../../../src/ports/conformance/index.js'
import type { JobHandler, JobQueue, JobRequest, JobRun } from '../../../src/ports/index.js'
import { boundJobs } from './bound-jobs.js'
import { memoryJobs } from './memory-harness.js'

/** The whole contract suite. @param waitMs short for a queue in memory, which needs a few turns of the event loop */
const kit = (makeHarness: HarnessFactory<JobQueue>, waitMs?: number) => [
  ...lawCases(jobLaws(waitMs), makeHarness),
  jobModelCase(fc, makeHarness, { runs: 300, seed: 1, ...(waitMs === undefined ? {} : { waitMs }) }),
]

/** A queue with some methods replaced. */
function changed(change: (queue: MemoryJobQueue) => Partial<JobQueue>): HarnessFactory<JobQueue> {
  return memoryJobs({
    change: (queue) => ({ ...boundJobs(queue), ...change(queue) }),
  })
}

function wrong(
  fault: string,
  caughtBy: string,
  change: (queue: MemoryJobQueue) => Partial<JobQueue>,
): PlantedFault<JobQueue> {
  return { fault, caughtBy, makeHarness: changed(change) }
}

/** Replaces the requests of a queue. */
const accepting = (queue: JobQueue, change: (request: JobRequest) => JobRequest): Partial<JobQueue> => ({
  add: (request) => queue.add(change(request)),
  addMany: (requests) => queue.addMany(requests.map(change)),
})

/** Replaces how a queue calls its handlers. */
const handling = (queue: JobQueue, change: (run: JobRun, handler: JobHandler) => Promise<unknown>) => ({
  work: (...[type, handler, options]: Parameters<JobQueue['work']>) =>
    queue.work(type, (run) => change(run, handler), options),
})

const MUTANTS: readonly PlantedFault<JobQueue>[] = [
  wrong('falsy payloads that become {}', 'jobs/payload-as-it-is', (queue) =>
    accepting(queue, (request) => ({ ...request, payload: request.payload || {} })),
  ),
  wrong('unserialisable payloads that are taken as null', 'jobs/payload-unserialisable', (queue) =>
    accepting(queue, (request) => {
      try {
        return { ...request, payload: JSON.parse(JSON.stringify(request.payload)) as unknown }
      } catch {
        return { ...request, payload: null }
      }
    }),
  ),
  wrong('unserialisable results that become null', 'jobs/result-unserialisable', (queue) =>
    handling(queue, async (run, handler) => {
      const result = await handler(run)
      return typeof result === 'bigint' || JSON.stringify(result)?.includes('{}') ? null : result
    }),
  ),
  wrong('large payloads that are cut', 'jobs/payload-bounded', (queue) =>
    accepting(queue, (request) => {
      const { payload } = request
      return typeof payload === 'string'
        ? { ...request, payload: payload.slice(0, MAX_JOB_JSON_BYTES / 2 - 1) }
        : request
    }),
  ),
  wrong('large results that are left out', 'jobs/result-bounded', (queue) =>
    handling(queue, async (run, handler) => {
      const result = await handler(run)
      return typeof result === 'string' && result.length >= MAX_JOB_JSON_BYTES / 2 ? null : result
    }),
  ),
  wrong('progress with texts of any length', 'jobs/progress-bounded', (queue) => ({
    get: async (type, id) => {
      const status = await queue.get(type, id)
      const { stage } = status?.progress ?? {}
      return status && stage ? { ...status, progress: { ...status.progress, stage: `${stage}${stage}` } } : status
    },
  })),
  wrong('codes of failures that are numbers and vanish', 'jobs/failure-code', (queue) =>
    handling(queue, async (run, handler) => {
      try {
        return await handler(run)
      } catch (error) {
        if (error instanceof Error && 'code' in error && typeof error.code === 'number') delete error.code
        throw error
      }
    }),
  ),
  wrong('exponential backoff of 1, 3, 7 times', 'jobs/backoff-exponential', (queue) =>
    accepting(queue, (request) => {
      const { backoff } = request.retry
      if (backoff.kind !== 'exponential' || backoff.delayMs === 0) return request
      const maxDelayMs = backoff.delayMs * 3
      return {
        ...request,
        retry: { ...request.retry, backoff: { ...backoff, delayMs: backoff.delayMs * 1.5, maxDelayMs } },
      }
    }),
  ),
  wrong('a retry that loses the priority', 'jobs/retry-place', (queue) => ({
    retry: async (type, id) => {
      const job = await queue.get(type, id)
      const { retention } = DEFAULTS
      if (job?.state !== 'failed') return queue.retry(type, id)
      await queue.remove(type, id)
      await queue.add({ ...DEFAULTS, type, id, payload: job.payload, retention, ...(job.key ? { key: job.key } : {}) })
      return (await queue.get(type, id)) ?? job
    },
  })),
  wrong('a refused retry that erases the end', 'jobs/retry-refused', (queue) => {
    const erased = new Set<string>()
    return {
      retry: async (type, id) => {
        erased.add(id)
        const status = await queue.retry(type, id)
        erased.delete(id)
        return status
      },
      get: async (type, id) => {
        const status = await queue.get(type, id)
        if (!status || !erased.has(id)) return status
        const { finishedAt: _, ...timestamps } = status.timestamps
        return { ...status, timestamps }
      },
    }
  }),
  wrong('a duplicate that is said to be new', 'jobs/id-once', (queue) => ({
    add: async (request) => ({ ...(await queue.add(request)), created: true }),
  })),
  wrong('keys that are looked up first and taken later', 'jobs/key-concurrent', (queue) => {
    const keys = new Map<string, string>()
    return {
      add: async ({ key, ...request }) => {
        const holder = key === undefined ? undefined : keys.get(key)
        await null
        if (holder !== undefined) return { id: holder, created: false }
        if (key !== undefined) keys.set(key, request.id)
        return queue.add(request)
      },
    }
  }),
  wrong('keys that are held by their jobs alone', 'jobs/key-held', (queue) =>
    accepting(queue, ({ keyHeldMs: _, ...request }) => request),
  ),
  wrong('keys that are held for good', 'jobs/key-held', (queue) =>
    accepting(queue, (request) => (request.keyHeldMs ? { ...request, keyHeldMs: 3_600_000 } : request)),
  ),
  wrong('attempts that count failures only', 'jobs/attempts', (queue) => ({
    get: async (type, id) => {
      const status = await queue.get(type, id)
      const begun = status && (status.state === 'active' || status.state === 'completed')
      return begun ? { ...status, attempts: status.attempts - 1 } : status
    },
  })),
  wrong('a watch that never ends when its job is removed', 'jobs/watch-removed', (queue) => ({
    watch: (...given) => ({
      [Symbol.asyncIterator]: () => {
        const inner = queue.watch(...given)[Symbol.asyncIterator]()
        let last: string | undefined
        return {
          next: async () => {
            const next = await inner.next()
            if (!next.done) last = next.value.state
            else if (last === 'waiting') await new Promise(() => undefined)
            return next
          },
        }
      },
    }),
  })),
  wrong('a watch that shows every step to a slow reader', 'jobs/watch-conflated', (queue) => ({
    watch: async function* (type, id) {
      for await (const status of queue.watch(type, id)) {
        if (status.state === 'completed') {
          for (let step = 20; step > 0; step--) yield { ...status, revision: status.revision - step / 100 }
        }
        yield status
      }
    },
  })),
  wrong('cancelling that says so and fires no signal', 'jobs/cancel-running', (queue) =>
    handling(queue, (run, handler) => handler({ ...run, signal: new AbortController().signal })),
  ),
  wrong('an error after the cancel that leads to another attempt', 'jobs/cancel-then-error', (queue) => ({
    cancel: async (type, id) => {
      const status = await queue.get(type, id)
      return status?.state === 'active' ? 'requested' : queue.cancel(type, id)
    },
  })),
  wrong('UnrecoverableError taken for any error', 'jobs/unrecoverable', (queue) =>
    handling(queue, async (run, handler) => {
      try {
        return await handler(run)
      } catch (error) {
        throw error instanceof UnrecoverableError ? new Error(error.message) : error
      }
    }),
  ),
  wrong('delayed jobs a moment early', 'jobs/delay-not-early', (queue) =>
    accepting(queue, (request) =>
      request.delayMs === undefined ? request : { ...request, delayMs: request.delayMs / 2 },
    ),
  ),
  wrong('priorities that are ignored', 'jobs/priority', (queue) =>
    accepting(queue, ({ priority: _, ...request }) => request),
  ),
  wrong('priority 0 taken for none', 'jobs/priority', (queue) =>
    accepting(queue, ({ priority, ...request }) => (priority ? { ...request, priority } : request)),
  ),
  wrong('one run more than the concurrency', 'jobs/concurrency', (queue) => ({
    work: (type, handler, { concurrency }) => queue.work(type, handler, { concurrency: concurrency + 1 }),
  })),
  wrong('a pause that only says so', 'jobs/pause', (queue) => {
    let paused = false
    return {
      pause: async () => {
        paused = true
      },
      resume: async () => {
        paused = false
      },
      stats: async (type) => ({ ...(await queue.stats(type)), paused }),
    }
  }),
  wrong('removing that takes active jobs too', 'jobs/remove-active', (queue) => ({
    remove: (type, id) => queue.remove(type, id).catch(() => true),
  })),
  wrong('lists that begin with the oldest', 'jobs/list', (queue) => ({
    list: async (type, listing) => [...(await queue.list(type, listing))].reverse(),
  })),
  wrong('finished jobs that are kept for ever', 'jobs/retention-age', (queue) =>
    accepting(queue, (request) => ({ ...request, retention: { ...request.retention, age: 1e9 } })),
  ),
  wrong('timeouts that never come', 'jobs/timeout', (queue) =>
    accepting(queue, (request) => ({ ...request, timeoutMs: 3e9 })),
  ),
  wrong('a close that waits for its handlers without end', 'jobs/close-returns', (queue) => ({
    close: () => queue.close(3_600_000),
  })),
  wrong('readers that share what is stored', 'jobs/copies', (queue) => {
    const shared = new Map<string, unknown>()
    return {
      get: async (type, id) => {
        const status = await queue.get(type, id)
        if (!status) return status
        if (!shared.has(id)) shared.set(id, status.payload)
        return { ...status, payload: shared.get(id) as typeof status.payload }
      },
    }
  }),
  wrong('the second retry of a queue that is forgotten', 'jobs/model', (queue) => {
    let count = 0
    return {
      retry: async (type, id) => {
        const status = await queue.retry(type, id)
        if (++count === 2) await queue.remove(type, id).catch(() => false)
        return status
      },
    }
  }),
]

const DEFAULTS = {
  retry: { attempts: 1, backoff: { kind: 'fixed', delayMs: 0, maxDelayMs: 0, jitter: false } },
  timeoutMs: 3_600_000,
  retention: { age: 3600, count: 1000 },
} as const

describe('the contract suite of JobQueue catches', () => {
  it('no mutant in a correct queue', async () => {
    for (const { run } of kit(
      changed(() => ({})),
      60_000,
    ))
      await run()
  })

  it.each(MUTANTS)('$fault', async (fault) => {
    // Only that contract test: with many mutants, the others would wait for their timeouts.
    const lawOf = (makeHarness: HarnessFactory<JobQueue>) =>
      kit(makeHarness, 100).filter(({ id }) => id === fault.caughtBy)
    expect(await catchFault(fault, lawOf)).toEqual([fault.caughtBy])
  })
})
