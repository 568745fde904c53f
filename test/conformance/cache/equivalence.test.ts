import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { compareCaches } from './compare-caches.js'
import { memoryHarness } from './memory-harness.js'
import { RedisGround } from './redis-harness.js'
import { TieredGround } from './tiered-harness.js'
import { WRONG_LEASES } from './wrong-leases.js'
import { SERVES_STALE_TAGGED } from './wrong-lives.js'

/** `npm run test:long` sets more. */
const COMMANDS = Number(process.env.CACHE_COMMANDS ?? 2000)
const SEED = Number(process.env.CACHE_SEED ?? Date.now() % 2 ** 31)
/** A command takes about 1 ms, on a slow and busy machine a hundred times as long. */
const TIMEOUT_MS = 180_000 + 100 * COMMANDS

// Each with a server of its own: a harness moves the time of all keys that it finds.
const grounds = { redis: new RedisGround(), tiered: new TieredGround() }
beforeAll(async () => {
  await grounds.redis.start()
  await grounds.tiered.start()
})
afterAll(async () => {
  await grounds.redis.stop()
  await grounds.tiered.stop()
})

describe('one list of commands', () => {
  it(
    `gives the same ${COMMANDS} answers in memory, on Redis and in memory over Redis`,
    async () => {
      const harnesses = [memoryHarness(), grounds.redis.harness, grounds.tiered.harness]
      const trace = await compareCaches(harnesses, { commands: COMMANDS, seed: SEED })
      expect(trace).toHaveLength(COMMANDS)
    },
    TIMEOUT_MS,
  )

  it('is the same list for the same seed, and another one for another', async () => {
    const traceOf = (seed: number) => compareCaches([memoryHarness(), memoryHarness()], { commands: 300, seed })
    const first = await traceOf(1)
    expect(await traceOf(1)).toEqual(first)
    expect(await traceOf(2)).not.toEqual(first)
    for (const answer of ['"leased"', '"hit"', '"busy"', '"stale":true', '-> true', '-> false', 'UNSERIALISABLE']) {
      expect(first.some((line) => line.includes(answer))).toBe(true)
    }
  })

  it.each([...WRONG_LEASES, SERVES_STALE_TAGGED])('gives another answer where $fault', async ({ makeHarness }) => {
    const comparing = compareCaches([memoryHarness(), makeHarness], { commands: 20_000, seed: 1 })
    await expect(comparing).rejects.toThrow(/^seed 1, command \d+:\n/)
  })
})
