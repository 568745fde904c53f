import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { columnsOf, fitted, quietLines, quietText, wrapped } from '../../../../src/adapters/cli/terminal-text.js'

describe('quietText', () => {
  it.each([
    ['\u001b[31mred\u001b[0m', ' [31mred [0m'],
    ['a\r\nb\tc', 'a b c'],
    ['evil\u202egpj.exe', 'evil gpj.exe'],
    ['half \ud800', 'half \ufffd'],
    ['Grüße 🙂 家庭', 'Grüße 🙂 家庭'],
  ])('%j becomes %j', (text, quiet) => expect(quietText(text)).toBe(quiet))

  it('keeps the lines of a text of several', () => expect(quietLines('a\n\u001b[2Jb')).toBe('a\n [2Jb'))
})

describe('columnsOf', () => {
  it.each([
    ['abc', 3],
    ['家庭', 4],
    ['e\u0301', 1],
    ['🙂', 2],
    ['…', 1],
  ])('%s takes %d', (text, columns) => expect(columnsOf(text)).toBe(columns))
})

describe('fitted', () => {
  it.each([
    ['a longer text', 8, 'a longe…'],
    ['short', 5, 'short'],
    ['家庭网络', 5, '家庭…'],
    ['text', 0, ''],
  ])('%s in %d: %s', (text, columns, expected) => expect(fitted(text, columns)).toBe(expected))
})

describe('wrapped', () => {
  it('breaks at spaces and leaves long words whole', () => {
    expect(wrapped('one two three', 7)).toEqual(['one two', 'three'])
    expect(wrapped('a verylongword b', 5)).toEqual(['a', 'verylongword', 'b'])
    expect(wrapped('', 5)).toEqual([''])
  })

  it('keeps all words, and the width where words allow', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1 })
    fc.assert(
      fc.property(words, fc.integer({ min: 9, max: 30 }), (list, columns) => {
        const lines = wrapped(list.join(' '), columns)
        expect(lines.join(' ')).toBe(list.join(' '))
        for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(columns)
      }),
    )
  })
})
