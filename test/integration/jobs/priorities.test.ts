import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { RedisServer } from '../../support/redis-server.js'
import { Closing, queueOn, request } from './bull-fixture.js'

const BACKLOG = 50_000

/** How long a script may occupy Redis, in microseconds. */
const LONGEST_SCRIPT = 10_000

let server: RedisServer
let prefixes = 0
const closing = new Closing()

beforeAll(async () => {
  server = await RedisServer.start()
})
afterEach(() => closing.all())
afterAll(() => server.stop())

function ours() {
  const prefix = `priorities:${++prefixes}`
  return { ...queueOn(server.url, closing, { prefix, deadlineMs: 60_000 }), base: `${prefix}:{work}:` }
}

/** Ids in the order in which they will be taken. */
async function order(base: string): Promise<readonly string[]> {
  const ids = JSON.parse(await server.cli('LRANGE', `${base}wait`, '0', '-1')) as string[]
  return ids.reverse().map((id) => id.slice('j.'.length))
}

/** What the main thread of the server has computed so far, in microseconds. */
async function cpuMicros(): Promise<number> {
  const cpu = await server.cli('INFO', 'cpu')
  const seconds = [...cpu.matchAll(/used_cpu_(?:sys|user)_main_thread:([\d.]+)/g)].map(([, value]) => Number(value))
  return seconds.reduce((sum, value) => sum + value, 0) * 1e6
}

/** What a script that `act` calls computes in the mean, in microseconds. */
async function scripts(act: () => Promise<unknown>): Promise<number> {
  await server.cli('CONFIG', 'RESETSTAT')
  const before = await cpuMicros()
  await act()
  const computed = (await cpuMicros()) - before
  const calls = /cmdstat_evalsha:calls=(\d+)/.exec(await server.cli('INFO', 'commandstats'))?.[1]
  return computed / Number(calls)
}

describe('priorities', () => {
  it('order whatever is added together, behind and in front of whatever waits', async () => {
    const batch = fc.array(fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined }), { maxLength: 60 })
    const batches = fc.array(batch, { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(batches, async (added) => {
        const { queue, base } = ours()
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
  }, 60_000)

  describe('on a long backlog', () => {
    /** Lets very many jobs wait, the n-th of the priority `priorityOf(n)`, as far as their order is concerned. */
    const fill = (base: string, priorityOf: string) =>
      server.cli(
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

    it('let no add and no promotion occupy Redis for long', async () => {
      const { queue, base } = ours()
      await fill(base, 'nil')
      const jobs = (count: number, delayMs: number, priorityOf: (n: number) => number) =>
        Array.from({ length: count }, (_, n) => request({ priority: priorityOf(n), delayMs }))
      const same = await scripts(() => queue.addMany(jobs(2000, 0, () => 7)))
      expect(same).toBeLessThan(LONGEST_SCRIPT)
      const others = await scripts(() => queue.addMany(jobs(1000, 0, (n) => (n * 617) % 1000)))
      expect(others).toBeLessThan(LONGEST_SCRIPT)
      await queue.addMany(jobs(1000, 3_600_000, (n) => n % 100))
      const dueNow = `for i, id in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do redis.call('ZADD', KEYS[1], i, id) end`
      await server.cli('EVAL', dueNow, '1', `${base}delayed`)
      const promoted = await scripts(async () => {
        while ((await queue.stats('work')).delayed > 0);
      })
      expect(promoted).toBeLessThan(LONGEST_SCRIPT)
      expect(await order(base)).toHaveLength(BACKLOG + 4000)
    }, 60_000)

    it('let none either where all that wait have one', async () => {
      const { queue, base } = ours()
      await fill(base, 'n')
      const jobs = Array.from({ length: 100 }, (_, n) => request({ priority: (n * 6173) % BACKLOG }))
      expect(await scripts(() => queue.addMany(jobs))).toBeLessThan(LONGEST_SCRIPT)
    }, 60_000)
  })
})
