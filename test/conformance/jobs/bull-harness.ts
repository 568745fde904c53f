import { BullJobQueue } from '../../../src/adapters/redis/index.js'
import type { Harness, HarnessFactory } from '../../../src/ports/conformance/index.js'
import type { JobQueue } from '../../../src/ports/index.js'
import { advanceJobTime } from '../../support/job-time.js'
import { RecordingLogger } from '../../support/recording-logger.js'
import { settingsFor } from '../../support/redis/connection-fixture.js'
import type { RedisServer } from '../../support/redis-server.js'
import { NEVER_MS, ShiftedClock } from '../../support/shifted-clock.js'

const FORGET = `
  local cursor = '0'
  repeat
    local page = redis.call('SCAN', cursor, 'MATCH', ARGV[1] .. ':*', 'COUNT', 1000)
    cursor = page[1]
    if #page[2] > 0 then redis.call('DEL', unpack(page[2])) end
  until cursor == '0'`

interface Made {
  readonly queue: BullJobQueue
  readonly prefix: string
}

interface BullJobsOptions {
  /** Replaces a queue, for example by a mutant. */
  readonly change?: (queue: BullJobQueue) => JobQueue
}

let prefixes = 0

/** Queues on a real Redis, each with its own prefix. @param server called when the first queue is created */
export function bullJobs(
  server: () => RedisServer,
  { change = (queue) => queue }: BullJobsOptions = {},
): HarnessFactory<JobQueue> {
  return (): Harness<JobQueue> => {
    const clock = new ShiftedClock()
    const made = new Map<JobQueue, Made>()
    const make = (prefix: string): JobQueue => {
      const queue = new BullJobQueue({
        settings: settingsFor(server().url),
        clock,
        random: { next: () => 0.5 },
        logger: new RecordingLogger(),
        prefix,
        // No deadline: a slow machine must not fail a test, and the contract test itself detects a call that hangs.
        deadlineMs: NEVER_MS,
      })
      const subject = change(queue)
      made.set(subject, { queue, prefix })
      return subject
    }
    const prefixesMade = () => new Set([...made.values()].map(({ prefix }) => prefix))
    return {
      capabilities: ['shared'],
      create: () => make(`suite:${++prefixes}`),
      peer: (subject) => make(made.get(subject)?.prefix ?? ''),
      advanceTime: async (ms) => {
        for (const prefix of prefixesMade()) await advanceJobTime(server(), prefix, ms)
        clock.shift(ms)
        // Commands that the timers sent are answered before this one.
        await server().cli('PING')
      },
      destroy: async () => {
        const closing = Promise.all([...made.values()].map(({ queue }) => queue.close(0)))
        const hurry = setInterval(() => clock.rush(), 5)
        await closing
        clearInterval(hurry)
        for (const prefix of prefixesMade()) await server().cli('EVAL', FORGET, '0', prefix)
      },
    }
  }
}
