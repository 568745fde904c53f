import { describe, expect, it } from '@jest/globals'
import { assembleDocument, type DraftInline } from '../../../src/domain/knowledge/index.js'

const define = (...inlines: readonly DraftInline[]) =>
  assembleDocument('a.md', { format: 'markdown', blocks: [{ kind: 'paragraph', inlines }] }).definitions.map(
    ({ term, definition }) => [term.text, definition.text],
  )
const bold = (text: string): DraftInline => ({ text, marks: ['bold'] })

describe('a bold term that leads its definition', () => {
  it.each([
    [
      [bold('Port'), { text: ': a number. It names a service.' }],
      ['Port', 'a number.'],
    ],
    [
      [bold('Port:'), { text: ' a number' }],
      ['Port', 'a number'],
    ],
    [
      [bold('Port.'), { text: ' A number that names a service.' }],
      ['Port', 'A number that names a service.'],
    ],
    [
      [bold('Port'), { text: ' – a number' }],
      ['Port', 'a number'],
    ],
    [
      [bold('Port'), { text: ' -- a number' }],
      ['Port', 'a number'],
    ],
  ])('%j', (inlines, expected) => {
    expect(define(...inlines)).toEqual([expected])
  })

  it.each([
    [[bold('Note:'), { text: ' mind the gap.' }]],
    [[bold('Step 2:'), { text: ' open the door.' }]],
    [[bold('Port'), { text: ' numbers are small.' }]],
    [[{ text: 'A ' }, bold('port'), { text: ': a number.' }]],
    [[bold('A port is what names a service here'), { text: ': always.' }]],
    [[bold('Port:')]],
  ])('is none in %j', (inlines) => {
    expect(define(...inlines)).toEqual([])
  })
})
