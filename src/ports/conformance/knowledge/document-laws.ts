import { strict as assert } from 'node:assert'
import { DOCUMENT_REPOSITORY_LIMITS } from '../../knowledge/index.js'
import {
  assertBytes,
  begin,
  file,
  INVALID_NAMES,
  kept,
  NOW,
  noise,
  type RepositoryLaw,
  refused,
  SIMILAR_NAMES,
} from '../curriculum/repository-fixture.js'

const MAX_NAME = DOCUMENT_REPOSITORY_LIMITS.name

/** The laws of single documents. */
export const documentLaws: readonly RepositoryLaw[] = [
  {
    id: 'documents/put',
    law: 'put of a new document returns created: true; list returns the same file and read its bytes',
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
    law: 'read returns the same bytes, also for empty and binary documents',
    check: async ({ create }) => {
      const repositories = await create()
      await begin(repositories)
      const all = Uint8Array.from({ length: 256 }, (_, byte) => byte)
      // A view of a larger buffer, like many uploads.
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
    law: 'a document of more than 5 MiB is stored unchanged and can be replaced by a small one',
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
    law: 'put of the same bytes with the same name changes nothing, including addedAt',
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
    law: 'put of other bytes with the same name replaces the document completely',
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
    law: 'names are well-formed texts of 1 to 500 characters without NUL; different texts are different names',
    check: async ({ create }) => {
      const repositories = await create()
      await begin(repositories)
      const names = [...SIMILAR_NAMES, '漢'.repeat(MAX_NAME), '😀'.repeat(MAX_NAME / 2)]
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
    law: 'an invalid name is rejected with INVALID_ARGUMENT, and nothing is stored',
    check: async ({ create }) => {
      const repositories = await create()
      await begin(repositories)
      for (const name of [...INVALID_NAMES, 'x'.repeat(MAX_NAME + 1)]) {
        await refused(repositories.documents.put('p', await file(name, 'text')), 'INVALID_ARGUMENT')
      }
      assert.deepEqual(await repositories.documents.list('p'), [])
    },
  },
  {
    id: 'documents/absent',
    law: 'reading methods accept any strings; unknown documents are not found, and the list of an unknown program is empty',
    check: async ({ create }) => {
      const repositories = await create()
      const { documents } = repositories
      await begin(repositories)
      for (const none of [...INVALID_NAMES, ...SIMILAR_NAMES, 'x'.repeat(100_000)]) {
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
    law: 'bytes are copied: changing an argument or a result does not change the document',
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
    law: 'after remove the document is gone and others remain; of concurrent calls one returns true',
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

const MAX_DOCUMENTS = DOCUMENT_REPOSITORY_LIMITS.documents

/** The laws of lists of documents. */
export const documentListLaws: readonly RepositoryLaw[] = [
  {
    id: 'documents/list-order',
    law: 'documents are listed in reading order: by name, numbers by value, independent of any language',
    check: async ({ create }) => {
      const repositories = await create()
      await begin(repositories)
      const ordered = ['1-b', '2-a', '10-a', '10-b', 'A', 'Z', 'a', 'a/2', 'a/10', 'ä']
      for (const name of [...ordered].reverse()) await repositories.documents.put('p', await file(name, name))
      assert.deepEqual(
        (await repositories.documents.list('p')).map(({ name }) => name),
        ordered,
      )
    },
  },
  {
    id: 'documents/programs-apart',
    law: 'documents with the same name in two programs are independent',
    check: async ({ create }) => {
      const repositories = await create()
      const { documents } = repositories
      for (const id of ['p', 'q']) {
        await begin(repositories, id)
        await documents.put(id, await file('a', id))
      }
      assert.equal(await documents.remove('q', 'a'), true)
      assertBytes((await documents.read('p', 'a'))?.bytes, new TextEncoder().encode('p'))
      assert.deepEqual(await documents.list('q'), [])
    },
  },
  {
    id: 'documents/parallel',
    law: 'concurrent puts with different names store all documents; with the same name they store one of them, complete',
    check: async ({ create }) => {
      const repositories = await create()
      const { documents } = repositories
      await begin(repositories)
      const texts = Array.from({ length: 20 }, (_, n) => `${n}`.repeat(n * 1000 + 1))
      const apart = await Promise.all(texts.map((text, n) => file(`n${n}`, text)))
      const same = await Promise.all(texts.map((text) => file('same', text)))
      const outcomes = await Promise.all([...apart, ...same].map((given) => documents.put('p', given)))
      assert.equal(outcomes.filter(({ created }) => created).length, apart.length + 1)
      for (const { name, bytes } of apart) assertBytes((await documents.read('p', name))?.bytes, bytes)
      const stored = (await documents.list('p')).find(({ name }) => name === 'same')
      const winner = same.find(({ digest }) => digest === stored?.digest)
      assert.ok(winner)
      assertBytes((await documents.read('p', 'same'))?.bytes, winner.bytes)
    },
  },
  {
    id: 'documents/too-many',
    law: 'a program has at most 2,000 documents; more are rejected with TOO_MANY_DOCUMENTS until one is removed',
    check: async ({ create }) => {
      const repositories = await create()
      const { documents } = repositories
      await begin(repositories)
      const text = await file('', 'text')
      const put = (n: number) => documents.put('p', { ...text, name: `n${n}` })
      for (let n = 0; n < MAX_DOCUMENTS - 5; n += 5) await Promise.all([0, 1, 2, 3, 4].map((m) => put(n + m)))
      const last = Array.from({ length: 10 }, (_, m) => put(MAX_DOCUMENTS - 5 + m))
      const outcomes = await Promise.allSettled(last)
      assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 5, 'parallel ones exceed the limit')
      await refused(put(MAX_DOCUMENTS + 9), 'TOO_MANY_DOCUMENTS')
      assert.equal((await documents.list('p')).length, MAX_DOCUMENTS)
      assert.equal((await documents.put('p', await file('n0', 'other'))).created, false)
      assert.equal(await documents.remove('p', 'n1'), true)
      assert.equal((await put(MAX_DOCUMENTS + 9)).created, true)
    },
  },
]
