import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { findJsonError } from '../../../../../src/adapters/cli/generate/json-error.js'

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('findJsonError', () => {
  it.each([
    ['{"a": 1,}', 1, 9, 'expected a name in double quotes, found } (remove the comma before it)'],
    ['[1, 2,\n]', 2, 1, 'expected a value, found ] (remove the comma before it)'],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3, 'expected , or }, found "\\"" (a comma is missing before it)'],
    ["{'a': 1}", 1, 2, `expected a name or }, found ' (use straight double quotes: ")`],
    ['{"a": “x”}', 1, 7, 'expected a value, found “ (use straight double quotes: ")'],
    ['// brief\n{}', 1, 1, 'expected a value, found / (JSON has no comments)'],
    ['{"a": yes}', 1, 7, 'expected a value, found yes'],
    ['{"a": 08}', 1, 7, 'expected a value, found 08'],
    ['{"a": 1', 1, 8, 'expected , or }, found the end of the file'],
    ['', 1, 1, 'expected a value, found the end of the file'],
    ['{} {}', 1, 4, 'expected nothing more, found {'],
    ['{"ä🙂": ?}', 1, 8, 'expected a value, found ?'],
    ['{"a" 1}', 1, 6, 'expected :, found 1'],
    ['[1}', 1, 3, 'expected , or ], found }'],
  ])('%j: line %d, column %d, %s', (text, line, column, message) => {
    expect(findJsonError(text)).toEqual({ line, column, message })
  })

  it('explains an unterminated string', () => {
    expect(findJsonError('{"a": "x\n"}')?.message).toContain('no closing quote, a line break')
    expect(findJsonError('{"a": "C:\\x"}')?.message).toContain('a backslash that is not doubled')
  })

  it('accepts the same texts as JSON.parse', () => {
    const near = fc
      .tuple(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', ',', '"', '}', ']', '1', '\\', ' ', '\n', '\u0001', '\u007f', '-', '.'),
      )
      .map(([json, at, piece]) => {
        const place = at % (json.length + 1)
        return json.slice(0, place) + piece + json.slice(place + (at % 2))
      })
    fc.assert(
      fc.property(near, (text) => {
        expect(findJsonError(text) === undefined).toBe(isJson(text))
      }),
      { numRuns: 2000 },
    )
  })

  it('handles deep nesting and long texts', () => {
    expect(findJsonError('['.repeat(1_000_000))).toMatchObject({ line: 1, column: 1_000_001 })
    expect(findJsonError(`["${'x'.repeat(1_000_000)}"]`)).toBeUndefined()
  })
})
