import { describe, expect, it } from '@jest/globals'
import { readText } from '../../../../src/adapters/documents/text/read-text.js'
import { assembleDocument } from '../../../../src/domain/knowledge/index.js'

const read = (...lines: readonly string[]) => assembleDocument('a.txt', readText(lines.join('\n')))
const kinds = (...lines: readonly string[]) =>
  read(...lines)
    .blocks.map(({ kind }) => kind)
    .join(' ')

describe('a plain text', () => {
  it.each([
    ['underlined', ['Bread', '=====', '', 'It rises.']],
    ['in capitals', ['ALL ABOUT BREAD', '', 'It rises.']],
    ['numbered', ['1.2 Bread', '', 'It rises.']],
    ['numbered in one level', ['3. Bread', '', 'It rises.']],
    ['a chapter', ['Chapter 4: how bread rises', '', 'It rises.']],
    ['a short line like a title', ['Bread of Today', '', 'It rises.']],
  ])('has a heading that is %s', (_, lines) => {
    expect(kinds(...lines)).toBe('heading paragraph')
  })

  it.each([
    ['a sentence', ['It rises.', '', 'It bakes.'], 'paragraph paragraph'],
    ['a long line', [`${'word '.repeat(20)}`, '', 'It bakes.'], 'paragraph paragraph'],
    ['steps with blank lines between', ['1. Mix it', '', '2. Bake it', '', '3. Eat it'], 'list'],
    ['a paragraph over lines', ['It rises', 'and bakes'], 'paragraph'],
    ['a separator', ['-----', '', 'It bakes.'], 'paragraph paragraph'],
  ])('has no heading in %s', (_, lines, expected) => {
    expect(kinds(...lines)).toBe(expected)
  })

  it('has lists, also after an introducing line', () => {
    expect(read('You need:', '- flour', '- water', '  and salt').blocks).toMatchObject([
      { kind: 'paragraph' },
      { kind: 'list', items: [{ text: 'flour' }, { text: 'water and salt' }] },
    ])
    expect(kinds('It was baked in', '1999. It was good.')).toBe('paragraph')
    expect(kinds('Do this:', '', '    bake --hot', '    wait')).toBe('paragraph code')
  })
})
