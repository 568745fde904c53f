import { strict as assert } from 'node:assert'
import { type GeneratedCurriculum, VERDICT_LEVELS } from '../../../domain/curriculum/index.js'
import {
  begin,
  generated,
  HOSTILE_TEXTS,
  INVALID_NAMES,
  NOW,
  type RepositoryLaw,
  refused,
  result,
  SIMILAR_NAMES,
} from './repository-fixture.js'

/** The laws of single versions. */
export const curriculumLaws: readonly RepositoryLaw[] = [
  {
    id: 'curricula/first',
    law: 'the first result is version 1; latest, read and list return the summary that save returned',
    check: async ({ create }) => {
      const repositories = await create()
      const { curricula } = repositories
      await begin(repositories)
      const facts = { title: 'Title', units: 3, items: 7, verdict: 'needs-work', readiness: 62 } as const
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
    law: 'a summary describes its version, also without units, with any verdict and with a hostile title',
    check: async ({ create }) => {
      const repositories = await create()
      await begin(repositories)
      for (const [since, title] of HOSTILE_TEXTS.entries()) {
        const verdict = VERDICT_LEVELS[since % VERDICT_LEVELS.length] ?? 'ready'
        const facts = { title, units: 0, items: since, verdict, readiness: since % 101 }
        const save = { fingerprint: `f${since}`, since, generated: generated(facts) }
        const { summary } = await repositories.curricula.save(result('p', save))
        const { programId: _, version, fingerprint, createdBy, createdAt, ...content } = summary
        assert.deepStrictEqual(content, facts)
        assert.deepStrictEqual([version, fingerprint, createdBy, createdAt], [since + 1, `f${since}`, 'u1', NOW])
        assert.deepStrictEqual((await repositories.curricula.read('p', version))?.summary, summary)
      }
    },
  },
  {
    id: 'curricula/next',
    law: 'each save increments the version and does not change earlier versions',
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
    law: 'a result with the fingerprint of the newest version is not stored; save returns that version, for any since',
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
    law: 'a result with the fingerprint of an older version is stored as a new version',
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
    law: 'a result that is based on an older version than the newest is rejected with VERSION_CONFLICT, and nothing is stored',
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
    law: 'read returns any JSON of a result unchanged',
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
    law: 'a result of 5 MB is stored unchanged',
    check: async ({ create }) => {
      const repositories = await create()
      await begin(repositories)
      const full = generated({ text: 'Gärten 😀 '.repeat(400_000), units: 300 })
      const { summary } = await repositories.curricula.save(result('p', { generated: full }))
      const read = await repositories.curricula.read('p', 1)
      assert.ok(JSON.stringify(read?.generated) === JSON.stringify(full), 'the result differs')
      assert.deepStrictEqual(await repositories.curricula.latest('p'), summary)
    },
  },
  {
    id: 'curricula/no-json',
    law: 'a result without a JSON form is rejected with UNSERIALISABLE, and nothing is stored',
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
    law: 'a fingerprint or user that is not a text of 1 to 256 characters is rejected with INVALID_ARGUMENT',
    check: async ({ create }) => {
      const repositories = await create()
      await begin(repositories)
      for (const none of [...INVALID_NAMES, 'x'.repeat(257)]) {
        await refused(repositories.curricula.save(result('p', { fingerprint: none })), 'INVALID_ARGUMENT')
        await refused(repositories.curricula.save(result('p', { createdBy: none })), 'INVALID_ARGUMENT')
      }
      assert.equal(await repositories.curricula.latest('p'), undefined)
    },
  },
  {
    id: 'curricula/absent',
    law: 'reading methods accept any program and version and find nothing for unknown ones; save rejects with PROGRAM_NOT_FOUND',
    check: async ({ create }) => {
      const repositories = await create()
      const { curricula } = repositories
      await begin(repositories)
      await curricula.save(result('p'))
      for (const version of [0, -1, 2, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 2 ** 31, 1e300]) {
        assert.equal(await curricula.read('p', version), undefined)
      }
      for (const id of [...INVALID_NAMES, ...SIMILAR_NAMES, 'x'.repeat(100_000)]) {
        assert.equal(await curricula.latest(id), undefined)
        assert.equal(await curricula.read(id, 1), undefined)
        assert.deepEqual(await curricula.list(id), [])
        await refused(curricula.save(result(id)), 'PROGRAM_NOT_FOUND')
      }
    },
  },
]
