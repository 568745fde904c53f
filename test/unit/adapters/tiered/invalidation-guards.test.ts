import { describe, expect, it } from '@jest/globals'
import { InvalidationGuards } from '../../../../src/adapters/tiered/local-tier.js'

describe('a fill token', () => {
  it('is one for all who ask for the key at the same time', () => {
    const tokens = new InvalidationGuards()
    const [one, other] = [tokens.acquire('n', 'k'), tokens.acquire('n', 'k')]
    expect(other).toBe(one)
    tokens.release('n', 'k', one)
    expect(tokens.acquire('n', 'k')).toBe(one)
  })

  it('is another one once all of them have their answers', () => {
    const tokens = new InvalidationGuards()
    const one = tokens.acquire('n', 'k')
    tokens.release('n', 'k', one)
    expect(tokens.acquire('n', 'k')).not.toBe(one)
  })

  it.each([
    ['key', (tokens: InvalidationGuards) => tokens.invalidate('n', 'k'), [false, true, true]],
    ['namespace', (tokens: InvalidationGuards) => tokens.invalidateNamespace('n'), [false, false, true]],
    ['whole cache', (tokens: InvalidationGuards) => tokens.invalidateAll(), [false, false, false]],
  ])('is dropped with its %s', (_, drop, valid) => {
    const tokens = new InvalidationGuards()
    const begun = [tokens.acquire('n', 'k'), tokens.acquire('n', 'other'), tokens.acquire('other', 'k')]
    drop(tokens)
    expect(begun.map((token) => token.valid)).toEqual(valid)
  })

  it('that was dropped is given to nobody who asks later, and its end does not end theirs', () => {
    const tokens = new InvalidationGuards()
    const before = tokens.acquire('n', 'k')
    tokens.invalidate('n', 'k')
    const after = tokens.acquire('n', 'k')
    expect(after.valid).toBe(true)
    tokens.release('n', 'k', before)
    expect(tokens.acquire('n', 'k')).toBe(after)
    tokens.invalidate('n', 'k')
    expect(after.valid).toBe(false)
  })

  it('names and keys that join to the same are apart', () => {
    const tokens = new InvalidationGuards()
    const one = tokens.acquire('a', 'b:c')
    tokens.invalidate('a:b', 'c')
    expect(one.valid).toBe(true)
    tokens.invalidate('none', 'k')
    expect(tokens.acquire('a', 'b:c')).toBe(one)
  })
})
