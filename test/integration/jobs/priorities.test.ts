import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { jobsOnRedis, request } from './bull-fixture.js'

const BACKLOG = 20_000

/** Maximum number of prioritized jobs per script call. */
const RANKED_PER_SCRIPT = 10

/** Maximum number of entries that a script reads to place one job: it uses binary search. */
const LOOKS_PER_JOB = Math.ceil(Math.log2(BACKLOG)) + 2

const { newQueue, cli } = jobsOnRedis('priorities')

/** The ids in the order in which they will be claimed. */
async function order(base: string): Promise<readonly string[]> {
  const ids = JSON.parse(await cli('LRANGE', `${base}wait`, '0', '-1')) as string[]
  return ids.reverse().map((id) => id.slice('j.'.length))
}

/** The average number of list operations per script during `act`. */
async function perScript(act: () => Promise<unknown>) {
  await cli('CONFIG', 'RESETSTAT')
  await act()
  const stats = await cli('INFO', 'commandstats')
  const calls = (name: string) => Number(new RegExp(`cmdstat_${name}:calls=(\\d+)`).exec(stats)?.[1] ?? 0)
  const scripts = calls('evalsha') + calls('eval')
  return {
    scripts,
    looks: calls('lindex') / scripts,
    inserts: calls('linsert') / scripts,
    // Of up to a thousand entries each.
    moves: (calls('lrange') + calls('rpush')) / scripts,
  }
}

describe('priorities', () => {
  it('sort jobs that are added together into the waiting ones', async () => {
    const batch = fc.array(fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined }), { maxLength: 60 })
    const batches = fc.array(batch, { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(batches, async (added) => {
        const { queue, base } = newQueue()
        const jobs = added.map((priorities) =>
          priorities.map((priority) => request(priority === undefined ? {} : { priority })),
        )
        for (const some of jobs) await queue.addMany(some)
        const sorted = jobs.flat().sort((a, b) => (a.priority ?? 10) - (b.priority ?? 10))
        expect(await order(base)).toEqual(sorted.map(({ id }) => id))
        await queue.close(0)
      }),
      { numRuns: 40 },
    )
  })

  describe('on a long backlog', () => {
    /** Creates a long waiting list; job n has priority `priorityOf(n)`. Only the fields for ordering exist. */
    const fill = (base: string, priorityOf: string) =>
      cli(
        'EVAL',
        `for n = 1, tonumber(ARGV[2]) do
          local priority = ${priorityOf}
          redis.call('LPUSH', ARGV[1] .. 'wait', 'j.filler-' .. n)
          if priority then redis.call('HSET', ARGV[1] .. 'j.filler-' .. n, 'state', 'waiting', 'priority', priority) end
        end`,
        '0',
        base,
        String(BACKLOG),
      )

    const jobs = (count: number, delayMs: number, priorityOf: (n: number) => number) =>
      Array.from({ length: count }, (_, n) => request({ priority: priorityOf(n), delayMs }))

    /** A script blocks Redis, so its work must not depend on the length of the list. */
    function expectLittleWork(
      { scripts, looks, inserts, moves }: Awaited<ReturnType<typeof perScript>>,
      count: number,
    ) {
      expect(scripts).toBeGreaterThanOrEqual(count / RANKED_PER_SCRIPT)
      expect(looks).toBeLessThanOrEqual(RANKED_PER_SCRIPT * LOOKS_PER_JOB)
      expect(inserts).toBeLessThanOrEqual(RANKED_PER_SCRIPT)
      // Moving the whole list takes 40 operations.
      expect(moves).toBeLessThanOrEqual(10)
    }

    it('an add or a promotion reads and moves only a small part of it', async () => {
      const { queue, base } = newQueue()
      await fill(base, 'nil')
      const same = await perScript(() => queue.addMany(jobs(2000, 0, () => 7)))
      expectLittleWork(same, 2000)
      // Their positions are at the tail, and a search would start at the head.
      expect(same.inserts).toBe(0)
      const others = await perScript(() => queue.addMany(jobs(1000, 0, (n) => (n * 617) % 1000)))
      expectLittleWork(others, 1000)
      expect(others.inserts).toBe(0)
      await queue.addMany(jobs(1000, 3_600_000, (n) => n % 100))
      const dueNow = `for i, id in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do redis.call('ZADD', KEYS[1], i, id) end`
      await cli('EVAL', dueNow, '1', `${base}delayed`)
      const promoted = await perScript(async () => {
        while ((await queue.stats('work')).delayed > 0);
      })
      expectLittleWork(promoted, 1000)
      expect(promoted.inserts).toBe(0)
      expect(await order(base)).toHaveLength(BACKLOG + 4000)
    })

    it('the same if all waiting jobs have a priority', async () => {
      const { queue, base } = newQueue()
      await fill(base, 'n')
      const added = await perScript(() => queue.addMany(jobs(100, 0, (n) => (n * 6173) % BACKLOG)))
      expectLittleWork(added, 100)
      expect(added.inserts).toBeGreaterThan(0)
    })
  })
})
