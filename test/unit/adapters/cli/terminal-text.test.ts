import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  displayWidth,
  sanitizeLines,
  sanitizeText,
  truncateToWidth,
  wrapText,
} from '../../../../src/adapters/cli/terminal-text.js'

describe('sanitizeText', () => {
  it.each([
    ['\u001b[31mred\u001b[0m', ' [31mred [0m'],
    ['a\r\nb\tc', 'a b c'],
    ['evil\u202egpj.exe', 'evil gpj.exe'],
    ['half \ud800', 'half \ufffd'],
    ['Grüße 🙂 家庭', 'Grüße 🙂 家庭'],
  ])('%j becomes %j', (text, quiet) => expect(sanitizeText(text)).toBe(quiet))

  it('keeps line breaks', () => expect(sanitizeLines('a\n\u001b[2Jb')).toBe('a\n [2Jb'))
})

describe('displayWidth', () => {
  it.each([
    ['abc', 3],
    ['家庭', 4],
    ['e\u0301', 1],
    ['🙂', 2],
    ['…', 1],
  ])('%s takes %d', (text, columns) => expect(displayWidth(text)).toBe(columns))
})

describe('truncateToWidth', () => {
  it.each([
    ['a longer text', 8, 'a longe…'],
    ['short', 5, 'short'],
    ['家庭网络', 5, '家庭…'],
    ['text', 0, ''],
  ])('%s in %d: %s', (text, columns, expected) => expect(truncateToWidth(text, columns)).toBe(expected))
})

describe('wrapText', () => {
  it('breaks at spaces and does not break long words', () => {
    expect(wrapText('one two three', 7)).toEqual(['one two', 'three'])
    expect(wrapText('a verylongword b', 5)).toEqual(['a', 'verylongword', 'b'])
    expect(wrapText('', 5)).toEqual([''])
  })

  it('keeps all words, and lines within the width', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1 })
    fc.assert(
      fc.property(words, fc.integer({ min: 9, max: 30 }), (list, columns) => {
        const lines = wrapText(list.join(' '), columns)
        expect(lines.join(' ')).toBe(list.join(' '))
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(columns)
      }),
    )
  })
})
