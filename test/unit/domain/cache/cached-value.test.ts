import { describe, expect, it } from '@jest/globals'
import { toSharedSnapshot, toStorable } from '../../../../src/domain/cache/index.js'

function textOf(value: unknown): string {
  const storable = toStorable(value, 'value')
  if (storable.kind !== 'json') throw new Error('it is an array')
  return storable.text
}

describe('a value with typed arrays as text', () => {
  it.each(Array.from({ length: 8 }, (_, length) => length))('keeps %d bytes', (length) => {
    const bytes = Uint8Array.from({ length }, (_, index) => 255 - index * 37)
    expect(toSharedSnapshot(textOf({ bytes }))).toEqual({ bytes })
  })

  it('differs from the text of every plain value', () => {
    const text = textOf({ bytes: Uint8Array.of(1) })
    expect(() => JSON.parse(text)).toThrow(SyntaxError)
    expect(toSharedSnapshot(textOf(text))).toBe(text)
    expect(textOf({ list: [1] })).toBe('{"list":[1]}')
  })

  it('includes results of toJSON', () => {
    expect(toSharedSnapshot(textOf({ toJSON: () => Int8Array.of(-1) }))).toEqual(Int8Array.of(-1))
  })

  it.each([
    ['a place that is none', '@[[["b"],"Uint8Array","AQ"]]\n{"a":null}'],
    ['a place that something holds', '@[[["a"],"Uint8Array","AQ"]]\n{"a":1}'],
    ['a place in a prototype', '@[[["__proto__","a"],"Uint8Array","AQ"]]\n{"a":null}'],
    ['a type that is none', '@[[["a"],"toString","AQ"]]\n{"a":null}'],
    ['bytes that are none', '@[[["a"],"Uint8Array","A?"]]\n{"a":null}'],
    ['bytes that end within an item', '@[[["a"],"Int16Array","AQ"]]\n{"a":null}'],
    ['no value', '@[[["a"],"Uint8Array","AQ"]]'],
  ])('is rejected with %s', (_, text) => {
    expect(() => toSharedSnapshot(text)).toThrow()
  })
})
