import { describe, expect, it } from '@jest/globals'
import { catchFault } from '../../../src/ports/conformance/index.js'
import { cacheKit, cacheModelCase } from './cache-kit.js'
import { changedCache } from './wrong-cache.js'
import { WRONG_LEASES } from './wrong-leases.js'
import { WRONG_LIVES } from './wrong-lives.js'
import { WRONG_REMOVALS } from './wrong-removals.js'
import { WRONG_VALUES } from './wrong-values.js'

const MODEL = 'cache/model'
/** Chance has no say in whether a fault is found; an ordinary run takes another seed each time. */
const SEED = 1
/** At most: the search ends with the first one that fails. Some faults need four steps in the right order. */
const RUNS = 3000
const PLANTED = [...WRONG_VALUES, ...WRONG_LIVES, ...WRONG_REMOVALS, ...WRONG_LEASES]

describe('a sound cache behind the same changes', () => {
  it.each(cacheKit(changedCache(() => ({}))))('keeps $id', ({ run }) => run())
})

describe('the kit of CachePort catches', () => {
  it.each(PLANTED)('$fault: $caughtBy; by the model alone: $foundByModel', async (planted) => {
    const { caughtBy, foundByModel } = planted
    const noticed = await catchFault(planted, (makeHarness) =>
      cacheKit(makeHarness, { seed: SEED, runs: foundByModel ? RUNS : 100 }).filter(
        ({ id }) => id === caughtBy || id === MODEL,
      ),
    )
    expect(noticed).toEqual(foundByModel ? [caughtBy, MODEL] : [caughtBy])
  })

  it('and a failing run of the model is seen again by its seed', async () => {
    const makeHarness = WRONG_LIVES[0]?.makeHarness ?? changedCache(() => ({}))
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
})
