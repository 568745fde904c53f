import { describe, expect, it } from '@jest/globals'
import { FillTokens } from '../../../src/adapters/tiered/fill-tokens.js'

describe('a fill token', () => {
  it('is one for all who ask for the key at the same time', () => {
    const tokens = new FillTokens()
    const [one, other] = [tokens.begin('n', 'k'), tokens.begin('n', 'k')]
    expect(other).toBe(one)
    tokens.end('n', 'k', one)
    expect(tokens.begin('n', 'k')).toBe(one)
  })

  it('is another one once all of them have their answers', () => {
    const tokens = new FillTokens()
    const one = tokens.begin('n', 'k')
    tokens.end('n', 'k', one)
    expect(tokens.begin('n', 'k')).not.toBe(one)
  })

  it.each([
    ['key', (tokens: FillTokens) => tokens.drop('n', 'k'), [false, true, true]],
    ['namespace', (tokens: FillTokens) => tokens.dropNamespace('n'), [false, false, true]],
    ['whole cache', (tokens: FillTokens) => tokens.dropAll(), [false, false, false]],
  ])('is dropped with its %s', (_, drop, valid) => {
    const tokens = new FillTokens()
    const begun = [tokens.begin('n', 'k'), tokens.begin('n', 'other'), tokens.begin('other', 'k')]
    drop(tokens)
    expect(begun.map((token) => token.valid)).toEqual(valid)
  })

  it('that was dropped is given to nobody who asks later, and its end does not end theirs', () => {
    const tokens = new FillTokens()
    const before = tokens.begin('n', 'k')
    tokens.drop('n', 'k')
    const after = tokens.begin('n', 'k')
    expect(after.valid).toBe(true)
    tokens.end('n', 'k', before)
    expect(tokens.begin('n', 'k')).toBe(after)
    tokens.drop('n', 'k')
    expect(after.valid).toBe(false)
  })

  it('names and keys that join to the same are apart', () => {
    const tokens = new FillTokens()
    const one = tokens.begin('a', 'b:c')
    tokens.drop('a:b', 'c')
    expect(one.valid).toBe(true)
    tokens.drop('none', 'k')
    expect(tokens.begin('a', 'b:c')).toBe(one)
  })
})
