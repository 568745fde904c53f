import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { MemoryJobQueue } from '../../../src/adapters/memory/jobs/memory-job-queue.js'
import { MAX_JOB_JSON_BYTES, UnrecoverableError } from '../../../src/domain/jobs/index.js'
import {
  findKillers,
  type HarnessFactory,
  jobLaws,
  jobModelCase,
  lawCases,
  type Mutant,
} from '../../../src/ports/conformance/index.js'
import type { JobHandler, JobQueue, JobRequest, JobRun } from '../../../src/ports/index.js'
import { boundJobs, memoryJobs } from '../../support/jobs/memory-harness.js'

/** The whole contract suite. @param waitMs short for a queue in memory, which needs a few turns of the event loop */
const suite = (makeHarness: HarnessFactory<JobQueue>, waitMs?: number) => [
  ...lawCases(jobLaws(waitMs), makeHarness),
  jobModelCase(fc, makeHarness, { runs: 300, seed: 1, shrink: false, ...(waitMs === undefined ? {} : { waitMs }) }),
]

/** A queue with some methods replaced. */
function changed(change: (queue: MemoryJobQueue) => Partial<JobQueue>): HarnessFactory<JobQueue> {
  return memoryJobs({
    change: (queue) => ({ ...boundJobs(queue), ...change(queue) }),
  })
}

function mutant(
  fault: string,
  killedBy: string,
  change: (queue: MemoryJobQueue) => Partial<JobQueue>,
): Mutant<JobQueue> {
  return { fault, killedBy, makeHarness: changed(change) }
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

const MUTANTS: readonly Mutant<JobQueue>[] = [
  mutant('falsy payloads become {}', 'jobs/payload-as-it-is', (queue) =>
    accepting(queue, (request) => ({ ...request, payload: request.payload || {} })),
  ),
  mutant('unserialisable payloads become null', 'jobs/payload-unserialisable', (queue) =>
    accepting(queue, (request) => {
      try {
        return { ...request, payload: JSON.parse(JSON.stringify(request.payload)) as unknown }
      } catch {
        return { ...request, payload: null }
      }
    }),
  ),
  mutant('unserialisable results become null', 'jobs/result-unserialisable', (queue) =>
    handling(queue, async (run, handler) => {
      const result = await handler(run)
      return typeof result === 'bigint' || JSON.stringify(result)?.includes('{}') ? null : result
    }),
  ),
  mutant('large payloads are truncated', 'jobs/payload-bounded', (queue) =>
    accepting(queue, (request) => {
      const { payload } = request
      return typeof payload === 'string'
        ? { ...request, payload: payload.slice(0, MAX_JOB_JSON_BYTES / 2 - 1) }
        : request
    }),
  ),
  mutant('large results become null', 'jobs/result-bounded', (queue) =>
    handling(queue, async (run, handler) => {
      const result = await handler(run)
      return typeof result === 'string' && result.length >= MAX_JOB_JSON_BYTES / 2 ? null : result
    }),
  ),
  mutant('texts of progress have any length', 'jobs/progress-bounded', (queue) => ({
    get: async (type, id) => {
      const status = await queue.get(type, id)
      const { stage } = status?.progress ?? {}
      return status && stage ? { ...status, progress: { ...status.progress, stage: `${stage}${stage}` } } : status
    },
  })),
  mutant('numeric codes of failures are removed', 'jobs/failure-code', (queue) =>
    handling(queue, async (run, handler) => {
      try {
        return await handler(run)
      } catch (error) {
        if (error instanceof Error && 'code' in error && typeof error.code === 'number') delete error.code
        throw error
      }
    }),
  ),
  mutant('exponential backoff grows by 1, 3, 7', 'jobs/backoff-exponential', (queue) =>
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
  mutant('a retry loses the priority', 'jobs/retry-place', (queue) => ({
    retry: async (type, id) => {
      const job = await queue.get(type, id)
      const { retention } = DEFAULTS
      if (job?.state !== 'failed') return queue.retry(type, id)
      await queue.remove(type, id)
      await queue.add({ ...DEFAULTS, type, id, payload: job.payload, retention, ...(job.key ? { key: job.key } : {}) })
      return (await queue.get(type, id)) ?? job
    },
  })),
  mutant('a rejected retry removes finishedAt', 'jobs/retry-refused', (queue) => {
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
  mutant('a duplicate is returned as created', 'jobs/id-once', (queue) => ({
    add: async (request) => ({ ...(await queue.add(request)), created: true }),
  })),
  mutant('keys are checked and stored in two steps', 'jobs/key-concurrent', (queue) => {
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
  mutant('keyHeldMs is ignored', 'jobs/key-held', (queue) =>
    accepting(queue, ({ keyHeldMs: _, ...request }) => request),
  ),
  mutant('keyHeldMs is too long', 'jobs/key-held', (queue) =>
    accepting(queue, (request) => (request.keyHeldMs ? { ...request, keyHeldMs: 3_600_000 } : request)),
  ),
  mutant('attempts counts failures only', 'jobs/attempts', (queue) => ({
    get: async (type, id) => {
      const status = await queue.get(type, id)
      const started = status && (status.state === 'active' || status.state === 'completed')
      return started ? { ...status, attempts: status.attempts - 1 } : status
    },
  })),
  mutant('a watch does not end when its job is removed', 'jobs/watch-removed', (queue) => ({
    watch: (...given) => ({
      [Symbol.asyncIterator]: () => {
        const inner = queue.watch(...given)[Symbol.asyncIterator]()
        let last: string | undefined
        return {
          next: async () => {
            try {
              const next = await inner.next()
              if (!next.done) last = next.value.state
              return next
            } catch (error) {
              if (last === 'waiting') await new Promise(() => undefined)
              throw error
            }
          },
        }
      },
    }),
  })),
  mutant('a watch of a removed job ends without an error', 'jobs/watch-removed', (queue) => ({
    watch: async function* (type, id, options) {
      let seen = false
      try {
        for await (const status of queue.watch(type, id, options)) {
          seen = true
          yield status
        }
      } catch (error) {
        if (!seen) throw error
      }
    },
  })),
  mutant('a watch of an unknown job ends without an error', 'jobs/watch-unknown', (queue) => ({
    watch: async function* (type, id, options) {
      if (await queue.get(type, id)) yield* queue.watch(type, id, options)
    },
  })),
  mutant('a completed job keeps the progress that it reported last', 'jobs/progress', (queue) => ({
    get: async (type, id) => {
      const status = await queue.get(type, id)
      return status?.state === 'completed' ? { ...status, progress: { percent: 5 } } : status
    },
  })),
  mutant('a worker that has stopped is still counted', 'jobs/worker-count', (queue) => {
    let workers = 0
    return {
      work: (...given) => {
        workers = 1
        return queue.work(...given)
      },
      countWorkers: async (type) => Math.max(workers, (await queue.countWorkers?.(type)) ?? 0),
    }
  }),
  mutant('a watch yields every snapshot to a slow reader', 'jobs/watch-conflated', (queue) => ({
    watch: async function* (type, id) {
      for await (const status of queue.watch(type, id)) {
        if (status.state === 'completed') {
          for (let step = 20; step > 0; step--) yield { ...status, revision: status.revision - step / 100 }
        }
        yield status
      }
    },
  })),
  mutant('cancel does not abort the signal', 'jobs/cancel-running', (queue) =>
    handling(queue, (run, handler) => handler({ ...run, signal: new AbortController().signal })),
  ),
  mutant('an error after a cancel leads to another attempt', 'jobs/cancel-then-error', (queue) => ({
    cancel: async (type, id) => {
      const status = await queue.get(type, id)
      return status?.state === 'active' ? 'requested' : queue.cancel(type, id)
    },
  })),
  mutant('an UnrecoverableError is retried', 'jobs/unrecoverable', (queue) =>
    handling(queue, async (run, handler) => {
      try {
        return await handler(run)
      } catch (error) {
        throw error instanceof UnrecoverableError ? new Error(error.message) : error
      }
    }),
  ),
  mutant('delayed jobs start early', 'jobs/delay-not-early', (queue) =>
    accepting(queue, (request) =>
      request.delayMs === undefined ? request : { ...request, delayMs: request.delayMs / 2 },
    ),
  ),
  mutant('priorities are ignored', 'jobs/priority', (queue) =>
    accepting(queue, ({ priority: _, ...request }) => request),
  ),
  mutant('priority 0 is ignored', 'jobs/priority', (queue) =>
    accepting(queue, ({ priority, ...request }) => (priority ? { ...request, priority } : request)),
  ),
  mutant('one run more than the concurrency', 'jobs/concurrency', (queue) => ({
    work: (type, handler, { concurrency }) => queue.work(type, handler, { concurrency: concurrency + 1 }),
  })),
  mutant('a pause does not stop jobs', 'jobs/pause', (queue) => {
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
  mutant('remove accepts active jobs', 'jobs/remove-active', (queue) => ({
    remove: (type, id) => queue.remove(type, id).catch(() => true),
  })),
  mutant('lists are ordered oldest first', 'jobs/list', (queue) => ({
    list: async (type, listing) => [...(await queue.list(type, listing))].reverse(),
  })),
  mutant('finished jobs are never deleted', 'jobs/retention-age', (queue) =>
    accepting(queue, (request) => ({ ...request, retention: { ...request.retention, age: 1e9 } })),
  ),
  mutant('timeouts are too long', 'jobs/timeout', (queue) =>
    accepting(queue, (request) => ({ ...request, timeoutMs: 3e9 })),
  ),
  mutant('close waits for handlers without a deadline', 'jobs/close-returns', (queue) => ({
    close: (_ms, options) => queue.close(3_600_000, options),
  })),
  mutant('close ignores its signal', 'jobs/close-signal', (queue) => ({ close: (ms) => queue.close(ms) })),
  mutant('readers share the payload', 'jobs/copies', (queue) => {
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
  mutant('the second retry of a queue removes the job', 'jobs/model', (queue) => {
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

it('the contract suite of JobQueue passes without a fault', async () => {
  for (const { run } of suite(
    changed(() => ({})),
    60_000,
  ))
    await run()
})

describe('the contract suite of JobQueue kills the mutant', () => {
  it.each(MUTANTS)('$fault: by $killedBy', async (mutant) => {
    expect(await findKillers(mutant, (makeHarness) => suite(makeHarness, 100))).toEqual([mutant.killedBy])
  })
})
