import { strict as assert } from 'node:assert'
import type { GeneratedCurriculum } from '../../../domain/curriculum/index.js'
import type { RepositoryLaw } from './repositories.js'
import { begin, generated, HOSTILE_TEXTS, LIKE_NAMES, NO_NAMES, NOW, refused, result } from './repository-ground.js'

/** Versions and what they hold. */
export const curriculumLaws: readonly RepositoryLaw[] = [
  {
    id: 'curricula/first',
    law: 'the first result is version 1, and latest, read and list tell of it what save told',
    check: async ({ create }) => {
      const repositories = await create()
      const { curricula } = repositories
      await begin(repositories)
      const facts = { title: 'Title', units: 3, items: 7, score: 87.25, passesHardRules: true }
      const saved = await curricula.save(result('p', { generated: generated(facts), createdBy: 'u9', at: NOW + 1 }))
      const summary = { programId: 'p', version: 1, fingerprint: 'f1', createdBy: 'u9', createdAt: NOW + 1, ...facts }
      assert.deepStrictEqual(saved, { summary, created: true })
      assert.deepStrictEqual(await curricula.latest('p'), summary)
      assert.deepStrictEqual(await curricula.list('p'), [summary])
      assert.deepStrictEqual(await curricula.read('p', 1), { summary, generated: generated(facts) })
    },
  },
  {
    id: 'curricula/summary',
    law: 'a summary tells what its version holds, whatever that is: no units, gates that do not hold, a hostile title',
    check: async ({ create }) => {
      const repositories = await create()
      await begin(repositories)
      for (const [since, title] of HOSTILE_TEXTS.entries()) {
        const facts = { title, units: 0, items: since, score: since / 3, passesHardRules: since % 2 === 0 }
        const save = { fingerprint: `f${since}`, since, generated: generated(facts) }
        const { summary } = await repositories.curricula.save(result('p', save))
        const { programId: _, version, fingerprint, createdBy, createdAt, ...told } = summary
        assert.deepStrictEqual(told, facts)
        assert.deepStrictEqual([version, fingerprint, createdBy, createdAt], [since + 1, `f${since}`, 'u1', NOW])
        assert.deepStrictEqual((await repositories.curricula.read('p', version))?.summary, summary)
      }
    },
  },
  {
    id: 'curricula/next',
    law: 'versions rise by one, and those before stay as they were',
    check: async ({ create }) => {
      const repositories = await create()
      const { curricula } = repositories
      await begin(repositories)
      for (let version = 1; version <= 5; version++) {
        const of = { fingerprint: `f${version}`, since: version - 1, generated: generated({ text: `of ${version}` }) }
        assert.equal((await curricula.save(result('p', of))).summary.version, version)
      }
      for (let version = 1; version <= 5; version++) {
        const stored = await curricula.read('p', version)
        assert.equal(stored?.summary.fingerprint, `f${version}`)
        assert.deepStrictEqual(stored?.generated, generated({ text: `of ${version}` }))
      }
      assert.equal((await curricula.latest('p'))?.version, 5)
    },
  },
  {
    id: 'curricula/same',
    law: 'a result with the fingerprint of the newest version writes nothing and gets that one, whatever it knew of',
    check: async ({ create }) => {
      const repositories = await create()
      const { curricula } = repositories
      await begin(repositories)
      await curricula.save(result('p'))
      const { summary } = await curricula.save(result('p', { fingerprint: 'f2', since: 1 }))
      for (const since of [0, 1, 2, 7]) {
        const other = {
          fingerprint: 'f2',
          since,
          createdBy: 'u2',
          at: NOW + 9,
          generated: generated({ text: 'other' }),
        }
        assert.deepStrictEqual(await curricula.save(result('p', other)), { summary, created: false })
      }
      assert.deepStrictEqual((await curricula.read('p', 2))?.generated, generated())
      assert.equal((await curricula.list('p')).length, 2)
    },
  },
  {
    id: 'curricula/same-as-older',
    law: 'the fingerprint of an older version makes a new one',
    check: async ({ create }) => {
      const repositories = await create()
      await begin(repositories)
      for (const [since, fingerprint] of ['a', 'b', 'a'].entries()) {
        const { summary, created } = await repositories.curricula.save(result('p', { fingerprint, since }))
        assert.deepEqual([summary.version, summary.fingerprint, created], [since + 1, fingerprint, true])
      }
    },
  },
  {
    id: 'curricula/conflict',
    law: 'a result that did not know of the newest version is refused with VERSION_CONFLICT, and nothing is written',
    check: async ({ create }) => {
      const repositories = await create()
      const { curricula } = repositories
      await begin(repositories)
      await curricula.save(result('p'))
      const { summary } = await curricula.save(result('p', { fingerprint: 'f2', since: 1 }))
      for (const [since, fingerprint] of [[0, 'f3'] as const, [1, 'f3'] as const, [1, 'f1'] as const]) {
        await refused(curricula.save(result('p', { fingerprint, since })), 'VERSION_CONFLICT')
      }
      assert.deepStrictEqual(await curricula.latest('p'), summary)
      assert.equal((await curricula.list('p')).length, 2)
    },
  },
  {
    id: 'curricula/json',
    law: 'whatever JSON a result holds comes back equal',
    check: async ({ create }) => {
      const repositories = await create()
      const { curricula } = repositories
      await begin(repositories)
      const hostile = { texts: HOSTILE_TEXTS, numbers: [0, -1.5, 1e300, 5e-324], deep: [[[{ '': null }]]] }
      const sourcing = { ...JSON.parse('{"__proto__":{"a":1}}'), ...hostile }
      const proto = JSON.parse('{"in":{"__proto__":[1],"constructor":2}}')
      const full: GeneratedCurriculum = { ...generated(), sourcing, repairs: [proto] }
      await curricula.save(result('p', { generated: full }))
      const read = await curricula.read('p', 1)
      assert.deepStrictEqual(read?.generated, full)
      assert.equal(JSON.stringify(read?.generated), JSON.stringify(full))
    },
  },
  {
    id: 'curricula/large',
    law: 'a result of 5 MB comes back equal, and its summary does not need it',
    check: async ({ create }) => {
      const repositories = await create()
      await begin(repositories)
      const full = generated({ text: 'Gärten 😀 '.repeat(400_000), units: 300 })
      const { summary } = await repositories.curricula.save(result('p', { generated: full }))
      const read = await repositories.curricula.read('p', 1)
      assert.ok(JSON.stringify(read?.generated) === JSON.stringify(full), 'it is another')
      assert.deepStrictEqual(await repositories.curricula.latest('p'), summary)
    },
  },
  {
    id: 'curricula/no-json',
    law: 'a result without a JSON form is refused with UNSERIALISABLE, and nothing is written',
    check: async ({ create }) => {
      const repositories = await create()
      await begin(repositories)
      const none = { ...generated(), repairs: [1n] } as unknown as GeneratedCurriculum
      await refused(repositories.curricula.save(result('p', { generated: none })), 'UNSERIALISABLE')
      assert.deepEqual(await repositories.curricula.list('p'), [])
    },
  },
  {
    id: 'curricula/invalid',
    law: 'a fingerprint or user that is no text of 1 to 256 characters is refused with INVALID_ARGUMENT',
    check: async ({ create }) => {
      const repositories = await create()
      await begin(repositories)
      for (const none of [...NO_NAMES, 'x'.repeat(257)]) {
        await refused(repositories.curricula.save(result('p', { fingerprint: none })), 'INVALID_ARGUMENT')
        await refused(repositories.curricula.save(result('p', { createdBy: none })), 'INVALID_ARGUMENT')
      }
      assert.equal(await repositories.curricula.latest('p'), undefined)
    },
  },
  {
    id: 'curricula/absent',
    law: 'any program and version may be asked for: what is not there is not read; save is refused with PROGRAM_NOT_FOUND',
    check: async ({ create }) => {
      const repositories = await create()
      const { curricula } = repositories
      await begin(repositories)
      await curricula.save(result('p'))
      for (const version of [0, -1, 2, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 2 ** 31, 1e300]) {
        assert.equal(await curricula.read('p', version), undefined)
      }
      for (const id of [...NO_NAMES, ...LIKE_NAMES, 'x'.repeat(100_000)]) {
        assert.equal(await curricula.latest(id), undefined)
        assert.equal(await curricula.read(id, 1), undefined)
        assert.deepEqual(await curricula.list(id), [])
        await refused(curricula.save(result(id)), 'PROGRAM_NOT_FOUND')
      }
    },
  },
]
