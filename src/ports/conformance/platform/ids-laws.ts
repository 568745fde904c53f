import { strict as assert } from 'node:assert'
import type { Ids } from '../../platform/ids.js'
import type { Law } from '../law.js'

/** The number of identifiers in a law: nearly always reveals a repetition among 2^24 of them. */
const SAMPLE = 20_000

/** The laws of the port `Ids`. */
export const idsLaws: readonly Law<Ids>[] = [
  {
    id: 'ids/alphabet',
    law: 'an identifier has 22 or more characters, all of them URL-safe',
    check: async ({ create }) => {
      const ids = await create()
      for (const id of sample(() => ids.next())) assert.match(id, /^[A-Za-z0-9_-]{22,}$/)
    },
  },
  {
    id: 'ids/unique',
    law: 'identifiers are unique, also across sources',
    check: async ({ create }) => {
      const [one, other] = [await create(), await create()]
      const given = [...sample(() => one.next()), ...sample(() => other.next())]
      assert.equal(new Set(given).size, given.length, 'an identifier was repeated')
    },
  },
  {
    id: 'ids/secret',
    law: 'a secret is 43 characters of base64url, and no two are the same',
    check: async ({ create }) => {
      const ids = await create()
      const secrets = sample(() => ids.secret())
      for (const secret of secrets) assert.match(secret, /^[A-Za-z0-9_-]{43}$/)
      assert.equal(new Set(secrets).size, secrets.length, 'a secret was repeated')
    },
  },
  {
    id: 'ids/no-order',
    law: 'secrets do not share a predictable beginning',
    check: async ({ create }) => {
      const ids = await create()
      const beginnings = new Set(sample(() => ids.secret().slice(0, 8)))
      assert.ok(beginnings.size > SAMPLE * 0.99, `only ${beginnings.size} different beginnings in ${SAMPLE} secrets`)
    },
  },
]

function sample(make: () => string): readonly string[] {
  return Array.from({ length: SAMPLE }, make)
}
