import { strict as assert } from 'node:assert'
import type { ListCurriculaQuery } from '../../curriculum/index.js'
import {
  begin,
  generated,
  type Repositories,
  type RepositoryLaw,
  refused,
  result,
  winners,
} from './repository-fixture.js'

/** The laws of several versions and of concurrent saves. */
export const curriculumVersionLaws: readonly RepositoryLaw[] = [
  {
    id: 'curricula/one-winner',
    law: 'of concurrent results that are based on the same version one is stored; the others are rejected with VERSION_CONFLICT',
    check: async ({ create }) => {
      const repositories = await create()
      const { curricula } = repositories
      await begin(repositories)
      for (const since of [0, 1]) {
        const calls = Array.from({ length: 8 }, (_, n) =>
          curricula.save(result('p', { fingerprint: `f${since}-${n}`, since, generated: generated({ text: `${n}` }) })),
        )
        const [saved, ...others] = await winners(calls, 'VERSION_CONFLICT')
        assert.equal(others.length, 0)
        assert.equal(saved?.summary.version, since + 1)
        const stored = await curricula.read('p', since + 1)
        assert.deepStrictEqual(stored?.summary, saved?.summary)
        const text = saved?.summary.fingerprint.split('-')[1] ?? ''
        assert.deepStrictEqual(stored?.generated, generated({ text }))
      }
      assert.equal((await curricula.list('p')).length, 2)
    },
  },
  {
    id: 'curricula/parallel-same',
    law: 'of concurrent results with the same fingerprint one is stored, and all calls return it',
    check: async ({ create }) => {
      const repositories = await create()
      const { curricula } = repositories
      await begin(repositories)
      const outcomes = await Promise.all(Array.from({ length: 8 }, () => curricula.save(result('p'))))
      assert.equal(outcomes.filter(({ created }) => created).length, 1)
      for (const { summary } of outcomes) assert.deepStrictEqual(summary, outcomes[0]?.summary)
      assert.equal((await curricula.list('p')).length, 1)
    },
  },
  {
    id: 'curricula/shared-winner',
    law: 'of concurrent results of several processes one is stored',
    needs: ['shared'],
    check: async ({ create, peer }) => {
      const one = await create()
      const other: Repositories | undefined = await peer?.(one)
      assert.ok(other)
      await begin(one)
      const writers: readonly Repositories[] = [one, other, one, other]
      for (let since = 0; since < 5; since++) {
        const calls = writers.map((each, n) =>
          each.curricula.save(result('p', { fingerprint: `f${since}-${n}`, since })),
        )
        assert.equal((await winners(calls, 'VERSION_CONFLICT')).length, 1)
        assert.equal((await other.curricula.latest('p'))?.version, since + 1)
      }
    },
  },
  {
    id: 'curricula/programs-apart',
    law: 'each program has its own version numbers',
    check: async ({ create }) => {
      const repositories = await create()
      const { curricula } = repositories
      for (const id of ['p', 'q']) await begin(repositories, id)
      await curricula.save(result('p'))
      assert.equal((await curricula.save(result('q'))).summary.version, 1)
      assert.equal((await curricula.save(result('p', { fingerprint: 'f2', since: 1 }))).summary.version, 2)
      assert.deepEqual([await versionsOf(repositories), await versionsOf(repositories, 'q')], [[2, 1], [1]])
    },
  },
  {
    id: 'curricula/list',
    law: 'versions are listed newest first, at most limit of them, below the given version',
    check: async ({ create }) => {
      const repositories = await create()
      await begin(repositories)
      for (let since = 0; since < 12; since++) {
        await repositories.curricula.save(result('p', { fingerprint: `f${since}`, since }))
      }
      const all = [12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]
      const lists: readonly (readonly [ListCurriculaQuery, readonly number[]])[] = [
        [{}, all],
        [{ limit: 2 }, [12, 11]],
        [{ limit: 2, below: 11 }, [10, 9]],
        [{ below: 3 }, [2, 1]],
        [{ below: 1 }, []],
        [{ below: Number.MAX_SAFE_INTEGER, limit: 200 }, all],
      ]
      for (const [query, versions] of lists) assert.deepEqual(await versionsOf(repositories, 'p', query), versions)
    },
  },
  {
    id: 'curricula/list-limit',
    law: 'a list has up to 50 versions, or up to limit, which is 1 to 200; other limits, and versions below 1, are rejected with INVALID_ARGUMENT',
    check: async ({ create }) => {
      const repositories = await create()
      await begin(repositories)
      for (let since = 0; since < 51; since++) {
        await repositories.curricula.save(result('p', { fingerprint: `f${since}`, since }))
      }
      assert.equal((await repositories.curricula.list('p')).length, 50)
      assert.equal((await repositories.curricula.list('p', { limit: 200 })).length, 51)
      for (const none of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
        await refused(repositories.curricula.list('p', { limit: none }), 'INVALID_ARGUMENT')
        await refused(repositories.curricula.list('p', { below: none }), 'INVALID_ARGUMENT')
      }
      await refused(repositories.curricula.list('p', { limit: 201 }), 'INVALID_ARGUMENT')
    },
  },
]

async function versionsOf({ curricula }: Repositories, id = 'p', query: ListCurriculaQuery = {}) {
  return (await curricula.list(id, query)).map(({ version }) => version)
}
