import { describe, expect, it } from '@jest/globals'
import { findKillers } from '../../../src/ports/conformance/index.js'
import { cacheModelCase, cacheSuite } from '../../support/cache/cache-suite.js'
import { changedCache } from './cache-mutant.js'
import { LEASE_MUTANTS } from './lease-mutants.js'
import { LIFETIME_MUTANTS } from './lifetime-mutants.js'
import { REMOVAL_MUTANTS } from './removal-mutants.js'
import { VALUE_MUTANTS } from './value-mutants.js'

const MODEL = 'cache/model'
/** A fixed seed, so that chance does not decide whether a mutant survives. Other tests use a new seed in each run. */
const SEED = 1
/** The maximum: a property ends with its first failure. Some faults need four steps in the right order. */
const RUNS = 3000
const MUTANTS = [...VALUE_MUTANTS, ...LIFETIME_MUTANTS, ...REMOVAL_MUTANTS, ...LEASE_MUTANTS]

describe('the cache of the mutants, without a fault', () => {
  it.each(cacheSuite(changedCache(() => ({}))))('keeps $id', ({ run }) => run())
})

describe('the contract suite of CachePort kills the mutant', () => {
  it.each(MUTANTS)('$fault: by $killedBy', async (mutant) => {
    const { killedBy, killedByModel } = mutant
    const killers = killedByModel ? [killedBy, MODEL] : [killedBy]
    const suite = (makeHarness: typeof mutant.makeHarness) =>
      cacheSuite(makeHarness, { seed: SEED, runs: RUNS, shrink: false })
    expect(await findKillers(mutant, suite, killers)).toEqual(killers)
  })
})

it('a failed run of the model can be repeated by its seed', async () => {
  const makeHarness = LIFETIME_MUTANTS[0]?.makeHarness ?? changedCache(() => ({}))
  const failure = async (seed?: number) => {
    const error: unknown = await cacheModelCase(makeHarness, seed === undefined ? {} : { seed })
      .run()
      .catch((thrown: unknown) => thrown)
    return error instanceof Error ? error.message : ''
  }
  const first = await failure()
  const [, seed] = /^cache\/model: seed (-?\d+), steps: \w+\{.*\},\w+\{/.exec(first) ?? []
  expect(await failure(Number(seed))).toBe(first)
})
