import { BullJobQueue } from '../../../src/adapters/redis/index.js'
import type { Harness, HarnessFactory } from '../../../src/ports/conformance/index.js'
import type { JobQueue } from '../../../src/ports/index.js'
import { settingsFor } from '../../integration/redis-connection/connection-fixture.js'
import { RecordingLogger } from '../../support/recording-logger.js'
import type { RedisServer } from '../../support/redis-server.js'
import { ShiftedClock } from './shifted-clock.js'

/**
 * Lets time pass for the jobs under a prefix: their due times and the ages of the finished ones fall, and Bull's timers
 * in the processes of the workers are woken.
 */
const SHIFT = `
  local cursor, units = '0', {delayed = 4096, completed = 1000, failed = 1000, cancelled = 1000}
  repeat
    local page = redis.call('SCAN', cursor, 'MATCH', ARGV[1] .. ':*', 'COUNT', 1000)
    cursor = page[1]
    for _, key in ipairs(page[2]) do
      local unit = units[string.match(key, '}:(%a+)') or '']
      if unit then
        local all = redis.call('ZRANGE', key, 0, -1, 'WITHSCORES')
        for i = 1, #all, 2 do redis.call('ZADD', key, all[i + 1] - ARGV[2] * unit, all[i]) end
        if unit == 4096 then redis.call('PUBLISH', key, 0) end
      end
    end
  until cursor == '0'`

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
  /** What is put in place of a queue. */
  readonly change?: (queue: BullJobQueue) => JobQueue
}

let prefixes = 0

/** Queues on a real Redis, each with a prefix of its own. @param server asked for when the first queue is made */
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
        // Generous, for a machine that is busy with other tests; longer ones would be shifted by the clock.
        deadlineMs: 999,
      })
      const subject = change(queue)
      made.set(subject, { queue, prefix })
      return subject
    }
    const prefixesMade = () => new Set([...made.values()].map(({ prefix }) => prefix))
    return {
      capabilities: ['shared'],
      create: () => make(`kit:${++prefixes}`),
      peer: (subject) => make(made.get(subject)?.prefix ?? ''),
      elapse: async (ms) => {
        for (const prefix of prefixesMade()) await server().cli('EVAL', SHIFT, '0', prefix, String(ms))
        clock.shift(ms)
        // What the timers sent is answered by the time that another one is.
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
