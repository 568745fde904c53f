import { strict as assert } from 'node:assert'
import { begin, file, type RepositoryLaw, refused, result } from './repository-fixture.js'

/** The laws of deletion, and of several stores and processes. */
export const programDeletionLaws: readonly RepositoryLaw[] = [
  {
    id: 'programs/delete',
    law: 'after delete no method finds the program; of concurrent calls one returns true',
    check: async ({ create }) => {
      const repositories = await create()
      await begin(repositories)
      const { programs } = repositories
      const answers = await Promise.all([programs.delete('p'), programs.delete('p'), programs.delete('p')])
      assert.equal(answers.filter(Boolean).length, 1)
      assert.equal(await programs.read('p'), undefined)
      assert.deepStrictEqual(await programs.list(), { programs: [] })
      await refused(
        programs.update('p', { ...(await begin(repositories, 'q')).brief }, { since: 1, at: 1 }),
        'PROGRAM_NOT_FOUND',
      )
    },
  },
  {
    id: 'programs/delete-all',
    law: 'delete also deletes the documents and curricula; a new program with the same id has none and starts at version 1',
    check: async ({ create }) => {
      const repositories = await create()
      const { programs, documents, curricula } = repositories
      await begin(repositories)
      await documents.put('p', await file('a.md', 'text'))
      await curricula.save(result('p'))
      await programs.delete('p')
      for (const again of [false, true]) {
        if (again) assert.equal((await begin(repositories)).version, 1)
        assert.deepEqual(await documents.list('p'), [])
        assert.equal(await documents.read('p', 'a.md'), undefined)
        assert.equal(await documents.remove('p', 'a.md'), false)
        assert.equal(await curricula.latest('p'), undefined)
        assert.equal(await curricula.read('p', 1), undefined)
        assert.deepEqual(await curricula.list('p'), [])
      }
      assert.equal((await curricula.save(result('p'))).summary.version, 1)
    },
  },
  {
    id: 'programs/delete-exactly',
    law: 'delete does not change other programs, their documents or curricula',
    check: async ({ create }) => {
      const repositories = await create()
      const { programs, documents, curricula } = repositories
      for (const id of ['p', 'P', 'p ']) {
        await begin(repositories, id)
        await documents.put(id, await file('a.md', id))
        await curricula.save(result(id))
      }
      await programs.delete('p')
      for (const id of ['P', 'p ']) {
        assert.equal((await programs.read(id))?.id, id)
        assert.equal(new TextDecoder().decode((await documents.read(id, 'a.md'))?.bytes), id)
        assert.equal((await curricula.read(id, 1))?.summary.programId, id)
      }
    },
  },
  {
    id: 'programs/delete-against-writes',
    law: 'a write during the deletion of its program is deleted too or rejected with PROGRAM_NOT_FOUND',
    check: async ({ create }) => {
      const repositories = await create()
      const { programs, documents, curricula } = repositories
      for (let round = 0; round < 5; round++) {
        await begin(repositories)
        const text = await file('a.md', 'text')
        const calls = [
          documents.put('p', text),
          curricula.save(result('p')),
          programs.delete('p'),
          documents.put('p', { ...text, name: 'b.md' }),
          curricula.save(result('p')),
        ]
        for (const outcome of await Promise.allSettled<unknown>(calls)) {
          if (outcome.status === 'rejected') assert.equal(outcome.reason?.code ?? outcome.reason, 'PROGRAM_NOT_FOUND')
        }
        await begin(repositories)
        assert.deepEqual(await documents.list('p'), [])
        assert.deepEqual(await curricula.list('p'), [])
        await programs.delete('p')
      }
    },
  },
  {
    id: 'repositories/alone',
    law: 'repositories on different stores are independent',
    check: async ({ create }) => {
      const [one, other] = [await create(), await create()]
      await begin(one)
      assert.equal(await other.programs.read('p'), undefined)
      assert.deepStrictEqual(await other.programs.list(), { programs: [] })
    },
  },
  {
    id: 'repositories/shared',
    law: 'every process sees a write as soon as its call has resolved',
    needs: ['shared'],
    check: async ({ create, peer }) => {
      const one = await create()
      const other = await peer?.(one)
      assert.ok(other)
      for (let round = 1; round <= 5; round++) {
        const program = await begin(one, `p${round}`)
        assert.deepStrictEqual(await other.programs.read(`p${round}`), program)
        const { file: stored } = await other.documents.put(program.id, await file('a', `${round}`))
        assert.deepStrictEqual(await one.documents.list(program.id), [stored])
        const { summary } = await one.curricula.save(result(program.id))
        assert.deepStrictEqual(await other.curricula.latest(program.id), summary)
        assert.equal(await other.programs.delete(program.id), true)
        assert.equal(await one.programs.read(program.id), undefined)
      }
    },
  },
]
