import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { MemoryKnowledgeIndex } from '../../../../../src/adapters/memory/index.js'
import { assembleDocument, type DraftBlock, type KnowledgeDocument } from '../../../../../src/domain/knowledge/index.js'

function document(id: string, title: string, ...parts: readonly (readonly [string, string])[]): KnowledgeDocument {
  const blocks = parts.flatMap(([heading, text]): DraftBlock[] => [
    { kind: 'heading', level: 2, inlines: [{ text: heading }] },
    { kind: 'paragraph', inlines: [{ text }] },
  ])
  return assembleDocument(id, { format: 'markdown', title, blocks })
}

const bread = document(
  'bread.md',
  'Bread',
  ['Kneading', 'Kneading stretches the gluten until the dough is smooth.'],
  ['Baking', 'A hot oven sets the crust. The dough rises once more before that.'],
)
const tea = document('tea.md', 'Tea', ['Steeping', 'Leaves are steeped in hot water. Kneading has no place here.'])
const all = [bread, tea]

async function indexOf(...documents: readonly KnowledgeDocument[]): Promise<MemoryKnowledgeIndex> {
  const index = new MemoryKnowledgeIndex()
  await index.add(documents)
  return index
}

describe('MemoryKnowledgeIndex', () => {
  it('finds passages by other forms of their words, matches in the heading first', async () => {
    const found = await (await indexOf(...all)).search({ text: 'how do I knead?' })
    expect(found.map(({ documentId, path }) => [documentId, path])).toEqual([
      ['bread.md', ['Kneading']],
      ['tea.md', ['Steeping']],
    ])
    expect(found[0]?.score).toBeGreaterThan(found[1]?.score ?? 0)
  })

  it('quotes the document verbatim', async () => {
    const [first] = await (await indexOf(...all)).search({ text: 'crust' })
    expect(bread.text.slice(first?.start, first?.end)).toBe(first?.text)
    expect(first?.text).toContain('sets the crust')
  })

  it('finds nothing for unknown words, for no words, and without documents', async () => {
    const index = await indexOf(...all)
    for (const text of ['zeppelin', '', 'the of and', '?!']) expect(await index.search({ text })).toEqual([])
    expect(await index.search({ text: 'dough', documentIds: [] })).toEqual([])
    expect(await new MemoryKnowledgeIndex().search({ text: 'dough' })).toEqual([])
  })

  it('searches only the requested documents, and returns no more than the limit', async () => {
    const index = await indexOf(...all)
    expect((await index.search({ text: 'kneading', documentIds: ['tea.md'] })).map((one) => one.documentId)).toEqual([
      'tea.md',
    ])
    expect(await index.search({ text: 'hot dough kneading', limit: 1 })).toHaveLength(1)
  })

  it.each([0, -1, 1.5, 1001, Number.NaN])('refuses a limit of %p', async (limit) => {
    await expect((await indexOf(...all)).search({ text: 'dough', limit })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    })
  })

  it('replaces a document with the same id, and forgets one that is removed', async () => {
    const index = await indexOf(...all)
    await index.add([document('tea.md', 'Coffee', ['Grinding', 'Beans are ground just before use.'])])
    expect(await index.search({ text: 'steeped leaves' })).toEqual([])
    expect((await index.search({ text: 'grind beans' })).map((one) => one.documentId)).toEqual(['tea.md'])
    await index.remove(['tea.md', 'never-there.md'])
    expect(await index.search({ text: 'grind beans' })).toEqual([])
  })

  it('breaks ties by document id and position', async () => {
    const duplicates = ['b', 'a', 'c'].map((id) =>
      document(id, 'Twin', ['Same', 'Dough rests.'], ['Same', 'Dough rests.']),
    )
    const found = await (await indexOf(...duplicates)).search({ text: 'dough' })
    expect(found.map(({ documentId }) => documentId).join('')).toBe('aabbcc')
    expect(found[0]?.start).toBeLessThan(found[1]?.start ?? 0)
  })

  it('returns identical scores for any order of documents', async () => {
    const texts = fc.array(fc.constantFrom('dough', 'rises', 'oven', 'hot', 'crust', 'water'), {
      minLength: 1,
      maxLength: 30,
    })
    const order = fc.array(texts, { minLength: 2, maxLength: 7 }).chain((bodies) => {
      const documents = bodies.map((words, at) => document(`d${at}`, 'Title', ['Part', `${words.join(' ')}.`]))
      return fc.tuple(fc.constant(documents), fc.shuffledSubarray(documents, { minLength: documents.length }))
    })
    await fc.assert(
      fc.asyncProperty(order, async ([documents, shuffled]) => {
        const query = { text: 'hot dough in the oven' }
        const oneByOne = new MemoryKnowledgeIndex()
        for (const one of shuffled) await oneByOne.add([one])
        expect(await oneByOne.search(query)).toEqual(await (await indexOf(...documents)).search(query))
      }),
      { numRuns: 50 },
    )
  })

  it('finds words of scripts without spaces', async () => {
    const index = await indexOf(document('zh', '面包', ['发酵', '面团需要时间才能发酵完成。']))
    expect(await index.search({ text: '时间' })).toHaveLength(1)
  })
})
