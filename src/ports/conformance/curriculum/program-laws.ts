import { strict as assert } from 'node:assert'
import type { Program } from '../../../domain/curriculum/index.js'
import {
  begin,
  brief,
  HOSTILE_TEXTS,
  INVALID_NAMES,
  NOW,
  type RepositoryLaw,
  refused,
  SIMILAR_NAMES,
  winners,
} from './repository-fixture.js'

/** The laws of single programs. */
export const programLaws: readonly RepositoryLaw[] = [
  {
    id: 'programs/create',
    law: 'a new program has version 1, is created and updated at the same time, and reads return what create returned',
    check: async ({ create }) => {
      const { programs } = await create()
      const created = await programs.create({ id: 'p', ownerId: 'u1', brief: brief('Basics'), at: NOW })
      const expected = { id: 'p', ownerId: 'u1', brief: brief('Basics'), version: 1, createdAt: NOW, updatedAt: NOW }
      assert.deepStrictEqual(created, expected)
      assert.deepStrictEqual(await programs.read('p'), expected)
    },
  },
  {
    id: 'programs/absent',
    law: 'methods accept any id; for an unknown one read returns undefined, delete false, and update rejects with PROGRAM_NOT_FOUND',
    check: async ({ create }) => {
      const { programs } = await create()
      for (const id of [...INVALID_NAMES, ...SIMILAR_NAMES, 'x'.repeat(100_000)]) {
        assert.equal(await programs.read(id), undefined)
        assert.equal(await programs.delete(id), false)
        await refused(programs.update(id, brief(), { since: 1, at: NOW }), 'PROGRAM_NOT_FOUND')
        assert.deepEqual((await programs.list({ ownerId: id })).programs, [])
      }
      assert.deepStrictEqual(await programs.list(), { programs: [] })
    },
  },
  {
    id: 'programs/exists',
    law: 'create with an existing id rejects with PROGRAM_EXISTS and does not change the program',
    check: async ({ create }) => {
      const repositories = await create()
      const program = await begin(repositories)
      await refused(begin(repositories, 'p', NOW + 1, 'u2'), 'PROGRAM_EXISTS')
      assert.deepStrictEqual(await repositories.programs.read('p'), program)
      assert.equal((await repositories.programs.list()).programs.length, 1)
    },
  },
  {
    id: 'programs/create-once',
    law: 'of concurrent creations with the same id one succeeds and the others reject with PROGRAM_EXISTS',
    check: async ({ create }) => {
      const repositories = await create()
      const calls = Array.from({ length: 10 }, (_, n) => begin(repositories, 'p', NOW + n, `u${n}`))
      const [created, ...others] = await winners(calls, 'PROGRAM_EXISTS')
      assert.equal(others.length, 0)
      assert.deepStrictEqual(await repositories.programs.read('p'), created)
    },
  },
  {
    id: 'programs/any-id',
    law: 'ids and owners are well-formed texts of 1 to 256 characters without NUL; different texts are different ids',
    check: async ({ create }) => {
      const repositories = await create()
      const ids = [...SIMILAR_NAMES, '漢'.repeat(256), '😀'.repeat(128)]
      for (const id of ids) await begin(repositories, id, NOW, id)
      for (const id of ids) {
        assert.equal((await repositories.programs.read(id))?.id, id)
        const { programs } = await repositories.programs.list({ ownerId: id })
        assert.deepEqual(
          programs.map((program) => program.id),
          [id],
        )
      }
    },
  },
  {
    id: 'programs/invalid-id',
    law: 'an invalid id or owner is rejected with INVALID_ARGUMENT, and nothing is stored',
    check: async ({ create }) => {
      const repositories = await create()
      for (const none of [...INVALID_NAMES, 'x'.repeat(257)]) {
        await refused(begin(repositories, none), 'INVALID_ARGUMENT')
        await refused(begin(repositories, 'p', NOW, none), 'INVALID_ARGUMENT')
      }
      assert.deepStrictEqual(await repositories.programs.list(), { programs: [] })
    },
  },
  {
    id: 'programs/json',
    law: 'create, update, read and list return any JSON of a brief unchanged',
    check: async ({ create }) => {
      const { programs } = await create()
      const hostile = JSON.parse('{"__proto__":{"polluted":1},"constructor":"c","deep":[[[{"":null}]]]}')
      const numbers = [0, -1.5, 1e300, 5e-324, Number.MAX_SAFE_INTEGER]
      const full = brief('😀', { ...hostile, texts: HOSTILE_TEXTS, numbers, long: 'ä'.repeat(200_000) })
      const proto = brief('p', JSON.parse('{"more":{"__proto__":[1]}}'))
      const created = await programs.create({ id: 'p', ownerId: 'u1', brief: full, at: NOW })
      assert.deepStrictEqual(created.brief, full)
      assert.deepStrictEqual((await programs.read('p'))?.brief, full)
      assert.deepStrictEqual((await programs.list()).programs[0]?.brief, full)
      assert.deepStrictEqual((await programs.update('p', proto, { since: 1, at: NOW })).brief, proto)
      assert.equal(JSON.stringify((await programs.read('p'))?.brief), JSON.stringify(proto))
    },
  },
  {
    id: 'programs/no-json',
    law: 'a brief without a JSON form is rejected with UNSERIALISABLE, and nothing is stored',
    check: async ({ create }) => {
      const repositories = await create()
      const { programs } = repositories
      const none = { ...brief(), totalHours: 1n } as unknown as Program
      await refused(programs.create({ id: 'p', ownerId: 'u1', brief: none, at: NOW }), 'UNSERIALISABLE')
      assert.equal(await programs.read('p'), undefined)
      const program = await begin(repositories)
      await refused(programs.update('p', none, { since: 1, at: NOW }), 'UNSERIALISABLE')
      assert.deepStrictEqual(await programs.read('p'), program)
    },
  },
  {
    id: 'programs/own-copy',
    law: 'arguments and results are copies: changing them does not change the stored program',
    check: async ({ create }) => {
      const { programs } = await create()
      const given = { ...brief(), aims: ['one'] }
      const created = await programs.create({ id: 'p', ownerId: 'u1', brief: given, at: NOW })
      given.aims.push('two')
      assert.deepEqual(created.brief.aims, ['one'])
      assert.deepEqual((await programs.read('p'))?.brief.aims, ['one'])
    },
  },
  {
    id: 'programs/update',
    law: 'update replaces the brief, increments the version and changes nothing else',
    check: async ({ create }) => {
      const repositories = await create()
      const program = await begin(repositories)
      const other = brief('Other', { more: 1 })
      const updated = await repositories.programs.update('p', other, { since: 1, at: NOW + 5 })
      assert.deepStrictEqual(updated, { ...program, brief: other, version: 2, updatedAt: NOW + 5 })
      assert.deepStrictEqual(await repositories.programs.read('p'), updated)
      const again = await repositories.programs.update('p', brief(), { since: 2, at: NOW + 6 })
      assert.deepStrictEqual(again.brief, brief())
      assert.equal(again.version, 3)
    },
  },
  {
    id: 'programs/update-conflict',
    law: 'an update of another version than the current one is rejected with VERSION_CONFLICT, and nothing is stored',
    check: async ({ create }) => {
      const repositories = await create()
      await begin(repositories)
      const now = await repositories.programs.update('p', brief('x'), { since: 1, at: NOW })
      for (const since of [0, 1, 3]) {
        await refused(repositories.programs.update('p', brief('y'), { since, at: NOW }), 'VERSION_CONFLICT')
      }
      assert.deepStrictEqual(await repositories.programs.read('p'), now)
    },
  },
  {
    id: 'programs/update-one-winner',
    law: 'of concurrent updates of the same version one succeeds and the others reject with VERSION_CONFLICT',
    check: async ({ create }) => {
      const repositories = await create()
      await begin(repositories)
      const calls = Array.from({ length: 10 }, (_, n) =>
        repositories.programs.update('p', brief(`t${n}`), { since: 1, at: NOW }),
      )
      const [updated, ...others] = await winners(calls, 'VERSION_CONFLICT')
      assert.equal(others.length, 0)
      assert.deepStrictEqual(await repositories.programs.read('p'), updated)
    },
  },
]
