import { strict as assert } from 'node:assert'
import { DOCUMENT_REPOSITORY_LIMITS } from '../../knowledge/index.js'
import type { RepositoryLaw } from '../curriculum/repositories.js'
import { assertBytes, begin, file, refused } from '../curriculum/repository-ground.js'

const MAX_DOCUMENTS = DOCUMENT_REPOSITORY_LIMITS.documents

/** Many documents. */
export const documentListLaws: readonly RepositoryLaw[] = [
  {
    id: 'documents/list-order',
    law: 'documents are listed in reading order: by name, numbers by value, in no language',
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
    law: 'documents of one name in two programs are two',
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
    law: 'of documents that are put at once under different names all are kept; under one name one is, as a whole',
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
    law: 'a program has 2,000 documents at most; beyond, a new one is refused with TOO_MANY_DOCUMENTS until one is removed',
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
