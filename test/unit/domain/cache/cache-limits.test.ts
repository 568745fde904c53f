import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { assertCacheKey, MAX_KEY_BYTES } from '../../../../src/domain/cache/index.js'
import { AppError } from '../../../../src/domain/platform/index.js'

const refused = (key: unknown, what?: 'key' | 'tag') => () => assertCacheKey(key as string, what)

describe('assertCacheKey', () => {
  it('accepts every well-formed string of up to 1 KiB', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (key) => assertCacheKey(key)))
  })

  it.each([
    '',
    ':',
    '*',
    '[a-z]',
    '\n',
    '\0',
    '{x}',
    '__proto__',
    'a'.repeat(MAX_KEY_BYTES),
    'ä'.repeat(MAX_KEY_BYTES / 2),
  ])('accepts every character: case %#', (key) => {
    expect(refused(key)).not.toThrow()
  })

  it.each([
    ['one byte too many', 'a'.repeat(MAX_KEY_BYTES + 1), 'has 1025 bytes'],
    ['too many bytes in few characters', '\u{1f600}'.repeat(257), 'has 1028 bytes'],
    ['a lone surrogate', 'a\ud800', 'has a lone surrogate'],
    ['a number', 7, 'is a number'],
    ['undefined', undefined, 'is undefined'],
  ])('rejects %s', (_, key, found) => {
    expect(refused(key)).toThrow(AppError)
    expect(refused(key)).toThrow(`the cache key ${found}`)
    expect(refused(key)).toThrow(expect.objectContaining({ code: 'INVALID_KEY' }))
  })

  it('names a tag as a tag and does not repeat a hostile key in the message', () => {
    const secret = `secret${'x'.repeat(2000)}`
    expect(refused(secret, 'tag')).toThrow('the cache tag has 2006 bytes')
    expect(refused(secret, 'tag')).not.toThrow('secret')
  })
})
