import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { formatMs, pluralize, utf8Length } from '../../../../src/domain/platform/index.js'
import { anyCodePoint } from '../../../support/any-code-point.js'

const codeUnits = fc.string({ unit: anyCodePoint }).chain((text) =>
  // Cut at any code unit: half of a pair may stay.
  fc.nat(text.length).map((cut) => text.slice(cut)),
)

describe('utf8Length', () => {
  it('is Buffer.byteLength of well-formed strings, and undefined for others', () => {
    fc.assert(
      fc.property(fc.oneof(codeUnits, fc.string({ unit: 'grapheme' })), (text) => {
        const wellFormed = Buffer.from(text, 'utf8').toString('utf8') === text
        expect(utf8Length(text)).toBe(wellFormed ? Buffer.byteLength(text) : undefined)
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    ['', 0],
    ['a', 1],
    ['\x7f', 1],
    ['\x80', 2],
    ['\u07ff', 2],
    ['\u0800', 3],
    ['\ud7ff', 3],
    ['\ue000', 3],
    ['\uffff', 3],
    ['\u{10000}', 4],
    ['\u{10ffff}', 4],
    ['\ud800', undefined],
    ['\udfff', undefined],
    ['\ude00\ud83d', undefined],
    ['\ud83d\ud83d\ude00', undefined],
    ['a\ud83d', undefined],
  ])('of %p is %p', (text, bytes) => {
    expect(utf8Length(text)).toBe(bytes)
  })
})

describe('texts of messages', () => {
  it('have the noun in the number of its count', () => {
    expect([0, 1, 2, 2.5].map((count) => pluralize(count, 'unit'))).toEqual([
      '0 units',
      '1 unit',
      '2 units',
      '2.5 units',
    ])
    expect([1, 2].map((count) => pluralize(count, 'entry', 'entries'))).toEqual(['1 entry', '2 entries'])
  })

  it('have durations in whole milliseconds, rounded up', () => {
    expect([0.2, 5, 3595.427079999936].map(formatMs)).toEqual(['1 ms', '5 ms', '3596 ms'])
  })
})
