import { strict as assert } from 'node:assert'
import { MAX_PROGRAM_VIEWERS } from '../../curriculum/index.js'
import { begin, brief, INVALID_NAMES, NOW, type RepositoryLaw, refused, SIMILAR_NAMES } from './repository-fixture.js'

/** The laws of the users who may view a program. */
export const programViewerLaws: readonly RepositoryLaw[] = [
  {
    id: 'programs/viewers',
    law: 'replaceViewers replaces the whole list; readViewers returns each viewer once, by code points; the program is unchanged',
    check: async ({ create }) => {
      const repositories = await create()
      const { programs } = repositories
      const program = await begin(repositories)
      assert.deepStrictEqual(await programs.readViewers('p'), [])
      await programs.replaceViewers('p', ['u3', 'u2', 'ä', 'u3', 'Z', '😀', '\uffee'])
      assert.deepStrictEqual(await programs.readViewers('p'), ['Z', 'u2', 'u3', 'ä', '\uffee', '😀'])
      await programs.replaceViewers('p', ['u4'])
      assert.deepStrictEqual(await programs.readViewers('p'), ['u4'])
      await programs.replaceViewers('p', [])
      assert.deepStrictEqual(await programs.readViewers('p'), [])
      assert.deepStrictEqual(await programs.read('p'), program)
    },
  },
  {
    id: 'programs/viewers-absent',
    law: 'an unknown program has no viewers, and replaceViewers rejects with PROGRAM_NOT_FOUND',
    check: async ({ create }) => {
      const { programs } = await create()
      for (const id of [...INVALID_NAMES, ...SIMILAR_NAMES]) {
        assert.deepStrictEqual(await programs.readViewers(id), [])
        await refused(programs.replaceViewers(id, ['u1']), 'PROGRAM_NOT_FOUND')
      }
    },
  },
  {
    id: 'programs/viewers-invalid',
    law: `a viewer that is not a valid id, or more than ${MAX_PROGRAM_VIEWERS} viewers, are rejected with INVALID_ARGUMENT, and nothing is stored`,
    check: async ({ create }) => {
      const repositories = await create()
      const { programs } = repositories
      await begin(repositories)
      const most = Array.from({ length: MAX_PROGRAM_VIEWERS }, (_, n) => `u${n}`)
      await programs.replaceViewers('p', most)
      for (const none of [...INVALID_NAMES, 'x'.repeat(257)]) {
        await refused(programs.replaceViewers('p', ['u1', none]), 'INVALID_ARGUMENT')
      }
      await refused(programs.replaceViewers('p', [...most, 'another']), 'INVALID_ARGUMENT')
      assert.deepStrictEqual(await programs.readViewers('p'), [...most].sort())
    },
  },
  {
    id: 'programs/visible-read',
    law: 'read with visibleTo returns a program to its owner and to its present viewers only',
    check: async ({ create }) => {
      const repositories = await create()
      const { programs } = repositories
      const program = await begin(repositories)
      await programs.replaceViewers('p', ['u2', 'u3'])
      await programs.replaceViewers('p', ['u3'])
      for (const visibleTo of ['u1', 'u3']) assert.deepStrictEqual(await programs.read('p', { visibleTo }), program)
      for (const visibleTo of ['u2', 'U1', 'U3', 'u3 ', 'u', ...INVALID_NAMES]) {
        assert.equal(await programs.read('p', { visibleTo }), undefined)
      }
      assert.deepStrictEqual(await programs.read('p', {}), program)
    },
  },
  {
    id: 'programs/visible-list',
    law: 'a list with visibleTo contains the programs that the user owns or views, each once, in the usual order and pages',
    check: async ({ create }) => {
      const repositories = await create()
      const { programs } = repositories
      for (const [n, owner] of ['u1', 'u2', 'u1', 'u3', 'u2'].entries()) {
        await begin(repositories, `p${n}`, NOW + n, owner)
      }
      await programs.replaceViewers('p1', ['u1', 'u3'])
      await programs.replaceViewers('p2', ['u1'])
      await programs.replaceViewers('p3', ['U1'])
      const first = await programs.list({ visibleTo: 'u1', limit: 2 })
      assert.ok(first.next !== undefined)
      const second = await programs.list({ visibleTo: 'u1', limit: 2, after: first.next })
      assert.equal(second.next, undefined)
      const ids = [...first.programs, ...second.programs].map(({ id }) => id)
      assert.deepStrictEqual(ids, ['p2', 'p1', 'p0'])
      const shared = await programs.list({ visibleTo: 'u1', ownerId: 'u2' })
      assert.deepStrictEqual(
        shared.programs.map(({ id }) => id),
        ['p1'],
      )
      for (const visibleTo of ['u9', ...INVALID_NAMES]) {
        assert.deepStrictEqual(await programs.list({ visibleTo }), { programs: [] })
      }
    },
  },
  {
    id: 'programs/viewers-delete',
    law: 'delete also deletes the viewers of the program and of no other; a new program with the same id has none',
    check: async ({ create }) => {
      const repositories = await create()
      const { programs } = repositories
      await begin(repositories)
      await begin(repositories, 'q')
      await programs.replaceViewers('p', ['u2'])
      await programs.replaceViewers('q', ['u2'])
      await programs.delete('p')
      await programs.create({ id: 'p', ownerId: 'u1', brief: brief(), at: NOW })
      assert.deepStrictEqual(await programs.readViewers('p'), [])
      assert.equal(await programs.read('p', { visibleTo: 'u2' }), undefined)
      assert.deepStrictEqual(await programs.readViewers('q'), ['u2'])
    },
  },
]
