import { describe, expect, it, jest } from '@jest/globals'
import fc from 'fast-check'
import { NamespaceStore } from '../../../../../src/adapters/memory/cache/namespace-store.js'
import { LruMap } from '../../../../../src/adapters/memory/lru-map.js'

interface Known {
  readonly expiresAt: number
  readonly tagNames: readonly string[]
}

describe('live entries', () => {
  it('counts its live entries after any sequence of operations', () => {
    const step = fc.record({
      verb: fc.constantFrom('put', 'put', 'remove', 'find', 'wait', 'invalidate', 'count'),
      key: fc.constantFrom('a', 'b', 'c', 'd'),
      ms: fc.integer({ min: 1, max: 5 }),
      graceMs: fc.constantFrom(0, 3),
      tagNames: fc.subarray(['x', 'y']),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
        const store = new NamespaceStore()
        const live = new Map<string, Known>()
        let now = 0.5
        for (const [tick, { verb, key, ms, graceMs, tagNames }] of steps.entries()) {
          if (verb === 'put') {
            store.put(key, { value: 1, expiresAt: now + ms, graceMs, tagNames, bytes: 1 }, tick + 1)
            live.set(key, { expiresAt: Math.floor(now + ms), tagNames })
          } else if (verb === 'remove') {
            store.remove(key)
            live.delete(key)
          } else if (verb === 'find') {
            store.find(key, now, tick + 1)
          } else if (verb === 'invalidate') {
            store.invalidate(tagNames, tick + 1)
            for (const [name, entry] of live) {
              if (entry.tagNames.some((tag) => tagNames.includes(tag))) live.delete(name)
            }
          } else if (verb === 'wait') now += ms / 2
          else {
            const alive = [...live.values()].filter(({ expiresAt }) => now < expiresAt)
            expect(store.countLive(now)).toBe(alive.length)
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  it('looks at its entries again only if one may have died', () => {
    const store = new NamespaceStore()
    const walks = jest.spyOn(LruMap.prototype, 'visit')
    for (let index = 0; index < 100; index++) {
      store.put(`${index}`, { value: 1, expiresAt: 1000, graceMs: 0, tagNames: [], bytes: 1 }, index)
    }
    for (let now = 0; now < 1000; now++) expect(store.countLive(now)).toBe(100)
    expect(walks).toHaveBeenCalledTimes(0)
    for (let now = 1000; now < 1010; now++) expect(store.countLive(now)).toBe(0)
    expect(walks).toHaveBeenCalledTimes(1)
    walks.mockRestore()
  })
})
