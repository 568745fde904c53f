import { strict as assert } from 'node:assert'
import type { ListProgramsQuery } from '../../curriculum/index.js'
import { begin, NOW, type Repositories, type RepositoryLaw, refused } from './repository-fixture.js'

/** The laws of lists of programs. */
export const programListLaws: readonly RepositoryLaw[] = [
  {
    id: 'programs/list-order',
    law: 'programs are listed newest first; programs of the same time are ordered by id, by code points',
    check: async ({ create }) => {
      const repositories = await create()
      const ordered = ['A', 'B', 'Z', '_', 'a', 'b', 'z', 'Ä', 'ä', '\uffee', '😀']
      for (const id of [...ordered].reverse()) await begin(repositories, id)
      await begin(repositories, 'old', NOW - 1)
      await begin(repositories, 'new', NOW + 1)
      assert.deepEqual(await idsOf(repositories), ['new', ...ordered, 'old'])
    },
  },
  {
    id: 'programs/list-order-stays',
    law: 'an update does not change the position of a program in the list',
    check: async ({ create }) => {
      const repositories = await create()
      const old = await begin(repositories, 'old', NOW - 1)
      await begin(repositories, 'new', NOW)
      await repositories.programs.update('old', old.brief, { since: 1, at: NOW + 9 })
      assert.deepEqual(await idsOf(repositories), ['new', 'old'])
    },
  },
  {
    id: 'programs/list-owner',
    law: 'a list with an owner contains the programs of this owner only',
    check: async ({ create }) => {
      const repositories = await create()
      for (const [n, owner] of ['u1', 'u2', 'u', 'u1', 'U1', 'u1 '].entries()) {
        await begin(repositories, `p${n}`, NOW + n, owner)
      }
      assert.deepEqual(await idsOf(repositories, { ownerId: 'u1' }), ['p3', 'p0'])
      assert.deepEqual(await idsOf(repositories, { ownerId: 'unknown' }), [])
    },
  },
  {
    id: 'programs/list-pages',
    law: 'pages of any size contain each program once, in order; the last page has no next',
    check: async ({ create }) => {
      const repositories = await create()
      for (let n = 0; n < 7; n++) await begin(repositories, `p${n}`, NOW + (n >> 1), n === 3 ? 'u2' : 'u1')
      const all = await idsOf(repositories)
      assert.equal(all.length, 7)
      const owned = await idsOf(repositories, { ownerId: 'u1' })
      for (const limit of [1, 2, 3, 6, 7, 8]) {
        assert.deepEqual(await pagesOf(repositories, { limit }), all)
        assert.deepEqual(await pagesOf(repositories, { limit, ownerId: 'u1' }), owned)
      }
    },
  },
  {
    id: 'programs/list-pages-stay',
    law: 'creating or deleting programs between two pages does not repeat or skip others',
    check: async ({ create }) => {
      const repositories = await create()
      for (const [n, id] of ['a', 'b', 'c', 'd', 'e'].entries()) await begin(repositories, id, NOW - n)
      const first = await repositories.programs.list({ limit: 2 })
      await begin(repositories, 'newest', NOW + 1)
      await repositories.programs.delete('c')
      assert.ok(first.next !== undefined)
      assert.deepEqual(await idsOf(repositories, { after: first.next }), ['d', 'e'])
    },
  },
  {
    id: 'programs/list-limit',
    law: 'a page has up to 50 programs, or up to limit, which is 1 to 200; other limits are rejected with INVALID_ARGUMENT',
    check: async ({ create }) => {
      const repositories = await create()
      await Promise.all(Array.from({ length: 201 }, (_, n) => begin(repositories, `p${n}`, NOW + n)))
      const { programs, next } = await repositories.programs.list()
      assert.equal(programs.length, 50)
      assert.equal(typeof next, 'string')
      assert.equal((await repositories.programs.list({ limit: 200 })).programs.length, 200)
      for (const limit of [0, -1, 201, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
        await refused(repositories.programs.list({ limit }), 'INVALID_ARGUMENT')
      }
    },
  },
  {
    id: 'programs/list-after',
    law: 'an after that is not the next of a page is rejected with INVALID_ARGUMENT',
    check: async ({ create }) => {
      const repositories = await create()
      await begin(repositories)
      for (const after of ['', 'p', '0', '\0', '\ud800', 'e30', 'bnVsbA', 'x'.repeat(10_000)]) {
        await refused(repositories.programs.list({ after }), 'INVALID_ARGUMENT')
      }
    },
  },
]

async function idsOf({ programs }: Repositories, query: ListProgramsQuery = {}): Promise<readonly string[]> {
  return (await programs.list({ limit: 200, ...query })).programs.map(({ id }) => id)
}

async function pagesOf({ programs }: Repositories, query: ListProgramsQuery): Promise<readonly string[]> {
  const ids: string[] = []
  let page = await programs.list(query)
  for (;;) {
    assert.ok(page.programs.length > 0, 'a page is empty')
    ids.push(...page.programs.map(({ id }) => id))
    if (page.next === undefined) return ids
    assert.ok(ids.length < 100, 'the pages do not end')
    page = await programs.list({ ...query, after: page.next })
  }
}
