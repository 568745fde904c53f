import { expect, it } from '@jest/globals'
import { DocumentNames } from '../../../../../src/adapters/exports/docx/writing/document-names.js'

it('documents are named by their titles, with the file name where the title is not enough', () => {
  const names = new DocumentNames([
    { docId: 'a.md', title: 'Twin', apa: '' },
    { docId: 'b.md', title: 'Twin', apa: '' },
    { docId: 'c.md', title: 'Single', apa: '' },
  ])
  expect(names.full('c.md')).toBe('Single (c.md)')
  expect(names.short('c.md')).toBe('Single')
  expect(names.short('a.md')).toBe('Twin (a.md)')
  expect(names.short('gone.md')).toBe('gone.md')
})
