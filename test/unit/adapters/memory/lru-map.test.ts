import { describe, expect, it, jest } from '@jest/globals'
import fc from 'fast-check'
import { LruMap } from '../../../../src/adapters/memory/lru-map.js'

const value = (name: string) => ({ name })

describe('LruMap', () => {
  it('finds, replaces and deletes, and has count and sum of sizes', () => {
    const map = new LruMap<{ name: string }>()
    expect([map.size, map.bytes]).toEqual([0, 0])
    map.set('a', value('1'), 10)
    map.set('b', value('2'), 5)
    map.set('a', value('3'), 7)
    expect([map.size, map.bytes]).toEqual([2, 12])
    expect(map.get('a')).toEqual(value('3'))
    expect(map.get('c')).toBeUndefined()
    expect([map.delete('a'), map.delete('a')]).toEqual([true, false])
    expect([map.size, map.bytes]).toEqual([1, 5])
  })

  it('orders by use: get and set are one, peek is none', () => {
    const map = new LruMap<{ name: string }>()
    for (const key of ['a', 'b', 'c']) map.set(key, value(key), 1)
    map.get('a')
    map.peek('b')
    map.set('c', value('c2'), 1)
    expect([...map.entries()].map(([key]) => key)).toEqual(['b', 'a', 'c'])
    expect(map.oldest()).toEqual(['b', value('b')])
  })

  it('has no oldest entry when it is empty, also after it was not', () => {
    const map = new LruMap<{ name: string }>()
    expect(map.oldest()).toBeUndefined()
    map.set('a', value('a'), 1)
    map.delete('a')
    expect(map.oldest()).toBeUndefined()
    expect([...map.entries()]).toEqual([])
  })

  it('behaves as a plain list of entries in order of use', () => {
    const keys = fc.constantFrom('a', 'b', 'c', '__proto__', '')
    const steps = fc.array(
      fc.tuple(fc.constantFrom('get', 'set', 'delete', 'evict'), keys, fc.integer({ min: 1, max: 9 })),
    )
    fc.assert(
      fc.property(steps, (list) => {
        const map = new LruMap<{ name: string }>()
        let model: [string, number][] = []
        const rest = (key: string) => model.filter(([other]) => other !== key)
        for (const [verb, key, bytes] of list) {
          const known = model.find(([other]) => other === key)
          if (verb === 'set') {
            map.set(key, value(key), bytes)
            model = [...rest(key), [key, bytes]]
          } else if (verb === 'delete') {
            expect(map.delete(key)).toBe(known !== undefined)
            model = rest(key)
          } else if (verb === 'get') {
            expect(map.get(key) !== undefined).toBe(known !== undefined)
            if (known) model = [...rest(key), known]
          } else {
            const oldest = map.oldest()
            expect(oldest?.[0]).toBe(model[0]?.[0])
            if (oldest) map.delete(oldest[0])
            model = model.slice(1)
          }
          expect([...map.entries()].map(([other]) => other)).toEqual(model.map(([other]) => other))
          expect(map.bytes).toBe(model.reduce((sum, [, size]) => sum + size, 0))
        }
      }),
    )
  })

  it('deletes its only entry as any other, and never by clearing all places it ever had', () => {
    const map = new LruMap<{ name: string }>()
    map.set('only', value('x'), 1)
    // What lru-cache calls when it deletes the last entry of all, with a walk over everything it ever held.
    const fill = jest.spyOn(Array.prototype, 'fill')
    const clear = jest.spyOn(Map.prototype, 'clear')
    map.delete('only')
    const walks = fill.mock.calls.length + clear.mock.calls.length
    fill.mockRestore()
    clear.mockRestore()
    expect(walks).toBe(0)
    expect(map.size).toBe(0)
  })
})
