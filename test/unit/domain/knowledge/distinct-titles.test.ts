import { expect, it } from '@jest/globals'
import { assembleDocument, type DocumentDraft, withDistinctTitles } from '../../../../src/domain/knowledge/index.js'

const document = (id: string, title: string | undefined, heading?: string) => {
  const blocks: DocumentDraft['blocks'] = [
    ...(heading === undefined ? [] : [{ kind: 'heading', level: 1, inlines: [{ text: heading }] } as const]),
    { kind: 'paragraph', inlines: [{ text: 'Bread rises.' }] },
  ]
  return assembleDocument(id, { format: 'pdf', blocks, ...(title === undefined ? {} : { title }) })
}
const titles = (...documents: readonly ReturnType<typeof document>[]) =>
  withDistinctTitles(documents).map(({ title }) => title)

it('replaces a title that several files share by the first heading, else by the file name', () => {
  expect(
    titles(
      document('a.pdf', 'Course template', 'Rye'),
      document('part/levain.pdf', 'course template'),
      document('c.pdf', 'Course template', 'Course template'),
    ),
  ).toEqual(['Rye', 'Levain', 'Course template'])
})

it('keeps other titles', () => {
  expect(titles(document('a.pdf', 'Rye bread', 'Rye'), document('b.pdf', undefined, 'Oats'))).toEqual([
    'Rye bread',
    'Oats',
  ])
})

it('keeps headings that are the same', () => {
  expect(titles(document('a.pdf', undefined, 'Kinds of rye'), document('b.pdf', undefined, 'Kinds of rye'))).toEqual([
    'Kinds of rye',
    'Kinds of rye',
  ])
})
