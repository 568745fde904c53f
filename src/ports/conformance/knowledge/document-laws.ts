import { strict as assert } from 'node:assert'
import { DOCUMENT_REPOSITORY_LIMITS } from '../../knowledge/index.js'
import type { RepositoryLaw } from '../curriculum/repositories.js'
import {
  assertBytes,
  begin,
  file,
  kept,
  LIKE_NAMES,
  NO_NAMES,
  NOW,
  noise,
  refused,
} from '../curriculum/repository-ground.js'

const MAX_NAME = DOCUMENT_REPOSITORY_LIMITS.name

/** One document at a time. */
export const documentLaws: readonly RepositoryLaw[] = [
  {
    id: 'documents/put',
    law: 'a new document is created, listed as it was returned, and read with its bytes',
    check: async ({ create }) => {
      const repositories = await create()
      const { documents } = repositories
      await begin(repositories)
      const given = await file('folder/a.md', 'text')
      assert.deepStrictEqual(await documents.put('p', given), { file: kept(given), created: true })
      assert.deepStrictEqual(await documents.list('p'), [kept(given)])
      const read = await documents.read('p', 'folder/a.md')
      assert.equal(read?.name, 'folder/a.md')
      assertBytes(read?.bytes, given.bytes)
    },
  },
  {
    id: 'documents/bytes',
    law: 'any bytes come back equal: none, all 256, and what is no text',
    check: async ({ create }) => {
      const repositories = await create()
      await begin(repositories)
      const all = Uint8Array.from({ length: 256 }, (_, byte) => byte)
      // A part of a larger buffer, as uploads often are.
      const part = noise(300).subarray(20, 120)
      for (const [n, bytes] of [new Uint8Array(0), all, part, Uint8Array.of(0xc3, 0x28), Uint8Array.of(0)].entries()) {
        await repositories.documents.put('p', await file(`${n}`, bytes))
        assertBytes((await repositories.documents.read('p', `${n}`))?.bytes, bytes)
        assert.equal((await repositories.documents.list('p'))[n]?.bytes, bytes.length)
      }
    },
  },
  {
    id: 'documents/large',
    law: 'a document of 5 MiB and a little comes back equal, and may be replaced by a small one',
    check: async ({ create }) => {
      const repositories = await create()
      await begin(repositories)
      const bytes = noise(5 * 1024 * 1024 + 17)
      await repositories.documents.put('p', await file('large', bytes))
      assertBytes((await repositories.documents.read('p', 'large'))?.bytes, bytes)
      await repositories.documents.put('p', await file('large', 'small'))
      assertBytes((await repositories.documents.read('p', 'large'))?.bytes, new TextEncoder().encode('small'))
    },
  },
  {
    id: 'documents/same',
    law: 'the same bytes under the same name change nothing, not even the moment',
    check: async ({ create }) => {
      const repositories = await create()
      await begin(repositories)
      const given = await file('a', 'text')
      await repositories.documents.put('p', given)
      const again = await repositories.documents.put('p', { ...given, at: NOW + 5 })
      assert.deepStrictEqual(again, { file: kept(given), created: false })
      assert.deepStrictEqual(await repositories.documents.list('p'), [kept(given)])
    },
  },
  {
    id: 'documents/replace',
    law: 'other bytes under the same name take the place of the first, and nothing of those is left',
    check: async ({ create }) => {
      const repositories = await create()
      await begin(repositories)
      await repositories.documents.put('p', await file('a', 'a long text'))
      const second = await file('a', 'short', NOW + 5)
      const replaced = await repositories.documents.put('p', second)
      assert.deepStrictEqual(replaced, { file: kept(second), created: false })
      assert.deepStrictEqual(await repositories.documents.list('p'), [kept(second)])
      assertBytes((await repositories.documents.read('p', 'a'))?.bytes, second.bytes)
    },
  },
  {
    id: 'documents/any-name',
    law: 'any well-formed text of 1 to 500 characters without NUL is a name, and no two are taken for one another',
    check: async ({ create }) => {
      const repositories = await create()
      await begin(repositories)
      const names = [...LIKE_NAMES, '漢'.repeat(MAX_NAME), '😀'.repeat(MAX_NAME / 2)]
      for (const name of names) await repositories.documents.put('p', await file(name, `of ${name}`))
      for (const name of names) {
        const read = await repositories.documents.read('p', name)
        assert.equal(read?.name, name)
        assertBytes(read?.bytes, new TextEncoder().encode(`of ${name}`))
      }
      const listed = await repositories.documents.list('p')
      assert.deepEqual(listed.map(({ name }) => name).sort(), [...names].sort())
    },
  },
  {
    id: 'documents/invalid-name',
    law: 'a name that is none is refused with INVALID_ARGUMENT, and nothing is kept',
    check: async ({ create }) => {
      const repositories = await create()
      await begin(repositories)
      for (const name of [...NO_NAMES, 'x'.repeat(MAX_NAME + 1)]) {
        await refused(repositories.documents.put('p', await file(name, 'text')), 'INVALID_ARGUMENT')
      }
      assert.deepEqual(await repositories.documents.list('p'), [])
    },
  },
  {
    id: 'documents/absent',
    law: 'any strings may be asked for: what is not there is not read, not removed, and the list of no program is empty',
    check: async ({ create }) => {
      const repositories = await create()
      const { documents } = repositories
      await begin(repositories)
      for (const none of [...NO_NAMES, ...LIKE_NAMES, 'x'.repeat(100_000)]) {
        for (const [programId, name] of [['p', none] as const, [none, 'a.md'] as const]) {
          assert.equal(await documents.read(programId, name), undefined)
          assert.equal(await documents.remove(programId, name), false)
        }
        assert.deepEqual(await documents.list(none), [])
        await refused(documents.put(none, await file('a.md', 'text')), 'PROGRAM_NOT_FOUND')
      }
    },
  },
  {
    id: 'documents/own-bytes',
    law: 'the bytes that were given and those that are read are the caller’s own',
    check: async ({ create }) => {
      const repositories = await create()
      await begin(repositories)
      const given = await file('a', Uint8Array.of(1, 2, 3))
      await repositories.documents.put('p', given)
      given.bytes.fill(9)
      const read = await repositories.documents.read('p', 'a')
      read?.bytes.fill(9)
      assertBytes((await repositories.documents.read('p', 'a'))?.bytes, Uint8Array.of(1, 2, 3))
    },
  },
  {
    id: 'documents/remove',
    law: 'a removed document is gone, was there once, and the others stay',
    check: async ({ create }) => {
      const repositories = await create()
      const { documents } = repositories
      await begin(repositories)
      const other = await file('b', 'b')
      for (const one of [await file('a', 'a'), other]) await documents.put('p', one)
      const answers = await Promise.all([documents.remove('p', 'a'), documents.remove('p', 'a')])
      assert.equal(answers.filter(Boolean).length, 1)
      assert.equal(await documents.read('p', 'a'), undefined)
      assert.deepStrictEqual(await documents.list('p'), [kept(other)])
      assert.equal((await documents.put('p', await file('a', 'a'))).created, true)
    },
  },
]
