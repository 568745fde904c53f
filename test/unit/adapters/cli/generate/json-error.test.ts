import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { findJsonFault } from '../../../../../src/adapters/cli/generate/json-fault.js'

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('findJsonFault', () => {
  it.each([
    ['{"a": 1,}', 1, 9, 'expected a name in double quotes, found } (the comma before it is one too many)'],
    ['[1, 2,\n]', 2, 1, 'expected a value, found ] (the comma before it is one too many)'],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3, 'expected , or }, found "\\"" (a comma is missing before it)'],
    ["{'a': 1}", 1, 2, `expected a name or }, found ' (texts stand in straight double quotes: ")`],
    ['{"a": “x”}', 1, 7, 'expected a value, found “ (texts stand in straight double quotes: ")'],
    ['// brief\n{}', 1, 1, 'expected a value, found / (JSON has no comments)'],
    ['{"a": yes}', 1, 7, 'expected a value, found yes'],
    ['{"a": 08}', 1, 7, 'expected a value, found 08'],
    ['{"a": 1', 1, 8, 'expected , or }, came to the end of the file'],
    ['', 1, 1, 'expected a value, came to the end of the file'],
    ['{} {}', 1, 4, 'expected nothing more, found {'],
    ['{"ä🙂": ?}', 1, 8, 'expected a value, found ?'],
    ['{"a" 1}', 1, 6, 'expected :, found 1'],
    ['[1}', 1, 3, 'expected , or ], found }'],
  ])('%j: line %d, column %d, %s', (text, line, column, message) => {
    expect(findJsonFault(text)).toEqual({ line, column, message })
  })

  it('says of a text that does not end what may be wrong with it', () => {
    expect(findJsonFault('{"a": "x\n"}')?.message).toContain('no closing quote, a line break')
    expect(findJsonFault('{"a": "C:\\x"}')?.message).toContain('a backslash that is not doubled')
  })

  it('agrees with the parser of the engine on what is JSON', () => {
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
        expect(findJsonFault(text) === undefined).toBe(isJson(text))
      }),
      { numRuns: 2000 },
    )
  })

  it('takes deep nesting and long texts in its stride', () => {
    expect(findJsonFault('['.repeat(1_000_000))).toMatchObject({ line: 1, column: 1_000_001 })
    expect(findJsonFault(`["${'x'.repeat(1_000_000)}"]`)).toBeUndefined()
  })
})
