import { describe, expect, it } from '@jest/globals'
import { InvalidationGuards } from '../../../../src/adapters/tiered/local-tier.js'

describe('InvalidationGuards: a guard', () => {
  it('is shared by concurrent callers of a key', () => {
    const guards = new InvalidationGuards()
    const [one, other] = [guards.acquire('n', 'k'), guards.acquire('n', 'k')]
    expect(other).toBe(one)
    guards.release('n', 'k', one)
    expect(guards.acquire('n', 'k')).toBe(one)
  })

  it('is another one once all of them have their answers', () => {
    const guards = new InvalidationGuards()
    const one = guards.acquire('n', 'k')
    guards.release('n', 'k', one)
    expect(guards.acquire('n', 'k')).not.toBe(one)
  })

  it.each([
    ['key', (guards: InvalidationGuards) => guards.invalidate('n', 'k'), [false, true, true]],
    ['namespace', (guards: InvalidationGuards) => guards.invalidateNamespace('n'), [false, false, true]],
    ['whole cache', (guards: InvalidationGuards) => guards.invalidateAll(), [false, false, false]],
  ])('is dropped with its %s', (_, drop, valid) => {
    const guards = new InvalidationGuards()
    const acquired = [guards.acquire('n', 'k'), guards.acquire('n', 'other'), guards.acquire('other', 'k')]
    drop(guards)
    expect(acquired.map((guard) => guard.valid)).toEqual(valid)
  })

  it('a dropped guard is not given to later callers, and its end does not end theirs', () => {
    const guards = new InvalidationGuards()
    const before = guards.acquire('n', 'k')
    guards.invalidate('n', 'k')
    const after = guards.acquire('n', 'k')
    expect(after.valid).toBe(true)
    guards.release('n', 'k', before)
    expect(guards.acquire('n', 'k')).toBe(after)
    guards.invalidate('n', 'k')
    expect(after.valid).toBe(false)
  })

  it('names and keys that join to the same are apart', () => {
    const guards = new InvalidationGuards()
    const one = guards.acquire('a', 'b:c')
    guards.invalidate('a:b', 'c')
    expect(one.valid).toBe(true)
    guards.invalidate('none', 'k')
    expect(guards.acquire('a', 'b:c')).toBe(one)
  })
})
