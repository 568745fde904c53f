import { strict as assert } from 'node:assert'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc, { type Arbitrary } from 'fast-check'
import {
  type CacheCommand,
  CacheCommands,
  cacheCommandValues,
  type HarnessFactory,
  showCommand,
} from '../../../src/ports/conformance/index.js'
import type { CachePort } from '../../../src/ports/index.js'
import { memoryHarness } from '../../support/cache/cache-suite.js'
import { RedisCacheFixture, TieredCacheFixture } from '../../support/cache/redis-caches.js'
import { LEASE_MUTANTS } from './lease-mutants.js'
import { SERVES_STALE_TAGGED } from './lifetime-mutants.js'

/** `npm run test:long` sets more. */
const COMMANDS = Number(process.env.CACHE_COMMANDS ?? 2000)
const SEED = Number(process.env.CACHE_SEED ?? Date.now() % 2 ** 31)
/** A command takes about 1 ms, on a slow and busy machine a hundred times as long. */
const TIMEOUT_MS = 180_000 + 100 * COMMANDS
/** The number of commands that are generated at once, to limit memory. */
const CHUNK = 1000
/** The number of commands in an error message. */
const MAX_SHOWN = 30

// Two servers: a harness advances the time of all keys of its server.
const redis = new RedisCacheFixture()
const tiered = new TieredCacheFixture()
beforeAll(async () => {
  await redis.start()
  await tiered.start()
})
afterAll(async () => {
  await redis.stop()
  await tiered.stop()
})

describe('one list of commands', () => {
  it(
    `gives the same ${COMMANDS} answers in memory, on Redis and in memory over Redis`,
    async () => {
      const harnesses = [memoryHarness(), redis.harness, tiered.harness]
      const trace = await compareCaches(harnesses, { commands: COMMANDS, seed: SEED })
      expect(trace).toHaveLength(COMMANDS)
    },
    TIMEOUT_MS,
  )

  it('is the same list for the same seed and another list for another seed', async () => {
    const traceOf = (seed: number) => compareCaches([memoryHarness(), memoryHarness()], { commands: 300, seed })
    const first = await traceOf(1)
    expect(await traceOf(1)).toEqual(first)
    expect(await traceOf(2)).not.toEqual(first)
    for (const answer of ['"leased"', '"hit"', '"busy"', '"stale":true', '-> true', '-> false', 'UNSERIALISABLE']) {
      expect(first.some((line) => line.includes(answer))).toBe(true)
    }
  })

  it.each([...LEASE_MUTANTS, SERVES_STALE_TAGGED])('gives another answer where $fault', async ({ makeHarness }) => {
    const comparing = compareCaches([memoryHarness(), makeHarness], { commands: 20_000, seed: 1 })
    await expect(comparing).rejects.toThrow(/^seed 1, command \d+:\n/)
  })
})

interface Comparison {
  readonly commands: number
  /** The same seed gives the same commands. */
  readonly seed: number
}

/**
 * Runs one list of random commands on several adapters, side by side. Returns the trace that all adapters gave.
 *
 * @throws AssertionError at the first difference, with the seed and the last commands
 */
async function compareCaches(
  makeHarnesses: readonly HarnessFactory<CachePort>[],
  { commands, seed }: Comparison,
): Promise<readonly string[]> {
  const harnesses = makeHarnesses.map((makeHarness) => makeHarness())
  try {
    const runs: CacheCommands[] = []
    for (const { create, advanceTime } of harnesses) runs.push(new CacheCommands(await create(), advanceTime))
    const trace: string[] = []
    for (const command of commandsOf(seed, commands)) {
      const outcomes = await Promise.all(runs.map((run) => run.run(command)))
      const [answer = '', ...others] = outcomes.map((outcome) => JSON.stringify(outcome))
      trace.push(`${shorten(showCommand(command))} -> ${shorten(answer)}`)
      const at = others.findIndex((other) => other !== answer)
      if (at < 0) continue
      const shown = trace.slice(-MAX_SHOWN).join('\n')
      assert.fail(
        `seed ${seed}, command ${trace.length}:\n${shown}\nby adapter ${at + 2}: ${shorten(others[at] ?? '')}`,
      )
    }
    return trace
  } finally {
    await Promise.all(harnesses.map(({ destroy }) => destroy()))
  }
}

/** Some values have 20,000 characters. */
function shorten(text: string): string {
  return text.replace(/x{100,}/g, (run) => `<x ${run.length} times>`)
}

function* commandsOf(seed: number, count: number): Generator<CacheCommand> {
  const command = fc.oneof(...(cacheCommandValues(fc) as readonly Arbitrary<CacheCommand>[]))
  for (let made = 0; made < count; made += CHUNK) {
    yield* fc.sample(command, { seed: seed + made, numRuns: Math.min(CHUNK, count - made) })
  }
}
