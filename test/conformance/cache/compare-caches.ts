import { strict as assert } from 'node:assert'
import fc, { type Arbitrary } from 'fast-check'
import {
  type CacheCommand,
  CacheCommands,
  cacheCommandValues,
  type HarnessFactory,
  showCommand,
} from '../../../src/ports/conformance/index.js'
import type { CachePort } from '../../../src/ports/index.js'

/** What is made at once: a hundred thousand commands are more than need be in memory together. */
const CHUNK = 1000
/** Shown when adapters differ. */
const SHOWN = 30

export interface Comparison {
  readonly commands: number
  /** Of the commands; the same one gives the same list. */
  readonly seed: number
}

/**
 * Runs one list of random commands on several adapters, side by side.
 *
 * @returns the trace that all gave
 * @throws AssertionError where their answers differ, with the seed and the commands that led there
 */
export async function compareCaches(
  makeHarnesses: readonly HarnessFactory<CachePort>[],
  { commands, seed }: Comparison,
): Promise<readonly string[]> {
  const harnesses = makeHarnesses.map((makeHarness) => makeHarness())
  try {
    const runs: CacheCommands[] = []
    for (const { create, elapse } of harnesses) runs.push(new CacheCommands(await create(), elapse))
    const trace: string[] = []
    for (const command of commandsOf(seed, commands)) {
      const outcomes = await Promise.all(runs.map((run) => run.run(command)))
      const [answer = '', ...others] = outcomes.map((outcome) => JSON.stringify(outcome))
      trace.push(`${shorten(showCommand(command))} -> ${shorten(answer)}`)
      const at = others.findIndex((other) => other !== answer)
      if (at < 0) continue
      const shown = trace.slice(-SHOWN).join('\n')
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
