import { strict as assert } from 'node:assert'
import type { HarnessFactory, LawCase } from './law.js'

/** An adapter with one fault. The contract suite must fail on it: it "kills" the mutant. */
export interface Mutant<Subject> {
  /** What is wrong with it, in a few words. */
  readonly fault: string
  /** The id of the case that must fail: `cache/ttl`. */
  readonly killedBy: string
  readonly makeHarness: HarnessFactory<Subject>
}

/**
 * Runs cases of a contract suite on a mutant and returns the ids of those that fail. By default it runs `killedBy` alone:
 * the whole suite takes much longer and proves no more.
 *
 * ```ts
 * const suite = (makeHarness: HarnessFactory<CachePort>) => lawCases(cacheLaws, makeHarness)
 * for (const mutant of mutants) test(mutant.fault, () => findKillers(mutant, suite))
 * ```
 *
 * @param suite all cases of the contract suite
 * @param ids the cases to run; those that the suite does not have are ignored, except `killedBy`
 * @throws AssertionError if `killedBy` passes, so the mutant survives, or is not a case of the suite
 */
export async function findKillers<Subject>(
  { fault, killedBy, makeHarness }: Mutant<Subject>,
  suite: (makeHarness: HarnessFactory<Subject>) => readonly LawCase[],
  ids: readonly string[] = [killedBy],
): Promise<readonly string[]> {
  const cases = suite(makeHarness).filter(({ id }) => ids.includes(id))
  assert.ok(
    cases.some(({ id }) => id === killedBy),
    `the contract suite has no case ${killedBy}`,
  )
  const killers: string[] = []
  for (const { id, run } of cases) await run().catch(() => killers.push(id))
  assert.ok(killers.includes(killedBy), `the mutant "${fault}" survived ${killedBy}; killed by: ${killers.join(', ')}`)
  return killers
}
