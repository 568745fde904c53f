import { describe, expect, it } from '@jest/globals'
import { SystemIds } from '../../src/adapters/system/index.js'
import { findKillers, type HarnessFactory, idsLaws, lawCases, type Mutant } from '../../src/ports/conformance/index.js'
import type { Ids } from '../../src/ports/index.js'

const harnessOf =
  (create: () => Ids): HarnessFactory<Ids> =>
  () => ({ create, advanceTime: async () => undefined, destroy: async () => undefined })

describe('SystemIds', () => {
  it.each(
    lawCases(
      idsLaws,
      harnessOf(() => new SystemIds()),
    ),
  )('$id: $law', ({ run }) => run())
})

const sound = new SystemIds()

function mutant(fault: string, killedBy: string, create: () => Ids): Mutant<Ids> {
  return { fault, killedBy, makeHarness: harnessOf(create) }
}

const MUTANTS: readonly Mutant<Ids>[] = [
  mutant('an id with a character that is not URL-safe', 'ids/alphabet', () => ({
    next: () => `${sound.next()}+`,
    secret: () => sound.secret(),
  })),
  mutant('each source counts ids from the same number', 'ids/unique', () => {
    let count = 0
    return { next: () => String(count++).padStart(22, '0'), secret: () => sound.secret() }
  }),
  mutant('a secret of 16 bytes', 'ids/secret', () => ({
    next: () => sound.next(),
    secret: () => sound.secret().slice(0, 22),
  })),
  mutant('secrets start with the time', 'ids/no-order', () => ({
    next: () => sound.next(),
    secret: () => `20300101${sound.secret()}`.slice(0, 43),
  })),
]

describe('the contract suite of Ids kills the mutant', () => {
  it.each(MUTANTS)('$fault: by $killedBy', async (each) => {
    const killers = await findKillers(each, (makeHarness) => lawCases(idsLaws, makeHarness))
    expect(killers).toEqual([each.killedBy])
  })
})
