import { describe, expect, it } from '@jest/globals'
import { SystemIds } from '../../src/adapters/system/index.js'
import { idsLaws } from '../../src/ports/conformance/index.js'
import type { Ids } from '../../src/ports/index.js'

describe.each(idsLaws.map((law) => [law.id, law] as const))('%s', (_id, law) => {
  it(law.law, () => law.run(() => new SystemIds()))
})

/** Wrong adapters, and the law that must catch each. */
const PLANTED: { readonly [fault: string]: { readonly caughtBy: string; readonly create: () => Ids } } = {
  'an id with a character that URLs do not take': {
    caughtBy: 'ids/alphabet',
    create: () => ({ next: () => `${new SystemIds().next()}+`, secret: () => new SystemIds().secret() }),
  },
  'ids counted up from the same number by each source': {
    caughtBy: 'ids/unique',
    create: () => {
      let count = 0
      return { next: () => String(count++).padStart(22, '0'), secret: () => new SystemIds().secret() }
    },
  },
  'a secret of 16 bytes': {
    caughtBy: 'ids/secret',
    create: () => ({ next: () => new SystemIds().next(), secret: () => new SystemIds().secret().slice(0, 22) }),
  },
  'secrets that begin with the time': {
    caughtBy: 'ids/no-order',
    create: () => ({
      next: () => new SystemIds().next(),
      secret: () => `20300101${new SystemIds().secret()}`.slice(0, 43),
    }),
  },
}

describe('the laws catch', () => {
  it.each(Object.entries(PLANTED))('%s', async (_fault, { caughtBy, create }) => {
    const caught: string[] = []
    for (const law of idsLaws) await law.run(create).catch(() => caught.push(law.id))
    expect(caught).toContain(caughtBy)
  })
})
