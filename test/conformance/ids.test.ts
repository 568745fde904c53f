import { describe, expect, it } from '@jest/globals'
import { SystemIds } from '../../src/adapters/system/index.js'
import {
  catchFault,
  type HarnessFactory,
  idsLaws,
  lawCases,
  type PlantedFault,
} from '../../src/ports/conformance/index.js'
import type { Ids } from '../../src/ports/index.js'

const harnessOf =
  (create: () => Ids): HarnessFactory<Ids> =>
  () => ({ create, elapse: async () => undefined, destroy: async () => undefined })

describe('SystemIds', () => {
  it.each(
    lawCases(
      idsLaws,
      harnessOf(() => new SystemIds()),
    ),
  )('$id: $law', ({ run }) => run())
})

const sound = new SystemIds()

function planted(fault: string, caughtBy: string, create: () => Ids): PlantedFault<Ids> {
  return { fault, caughtBy, makeHarness: harnessOf(create) }
}

const PLANTED: readonly PlantedFault<Ids>[] = [
  planted('an id with a character that URLs do not take', 'ids/alphabet', () => ({
    next: () => `${sound.next()}+`,
    secret: () => sound.secret(),
  })),
  planted('ids counted up from the same number by each source', 'ids/unique', () => {
    let count = 0
    return { next: () => String(count++).padStart(22, '0'), secret: () => sound.secret() }
  }),
  planted('a secret of 16 bytes', 'ids/secret', () => ({
    next: () => sound.next(),
    secret: () => sound.secret().slice(0, 22),
  })),
  planted('secrets that begin with the time', 'ids/no-order', () => ({
    next: () => sound.next(),
    secret: () => `20300101${sound.secret()}`.slice(0, 43),
  })),
]

describe('the laws of Ids catch', () => {
  it.each(PLANTED)('$fault', async (fault) => {
    expect(await catchFault(fault, (makeHarness) => lawCases(idsLaws, makeHarness))).toContain(fault.caughtBy)
  })
})
