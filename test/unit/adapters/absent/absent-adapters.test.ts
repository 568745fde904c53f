import { describe, expect, it } from '@jest/globals'
import { AbsentCache, AbsentJobQueue, AbsentSessionStore } from '../../../../src/adapters/absent/absent-adapters.js'

/** Every method of the class but those that report or close. */
function verbsOf(adapter: object): readonly string[] {
  const names = Object.getOwnPropertyNames(Object.getPrototypeOf(adapter))
  return names.filter((name) => !['constructor', 'stats', 'close'].includes(name))
}

function call(adapter: object, verb: string): unknown {
  return (adapter as { [verb: string]: () => unknown })[verb]?.()
}

describe('the session store that is switched off', () => {
  const store = new AbsentSessionStore()
  it.each(verbsOf(store))('rejects %s with a hint', async (verb) => {
    await expect(call(store, verb)).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      hint: 'set REDIS_URL, or REDIS_FALLBACK=memory',
    })
  })
})

describe('the job queue that is switched off', () => {
  const queue = new AbsentJobQueue()
  it.each(verbsOf(queue).filter((verb) => verb !== 'watch'))('refuses to %s', async (verb) => {
    await expect(call(queue, verb)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
  })
  it('rejects watch without hanging', async () => {
    const iterator = queue.watch()[Symbol.asyncIterator]()
    await expect(iterator.next()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
  })
})

describe('the cache that is switched off', () => {
  const cache = new AbsentCache()
  it('always misses, so every loader runs', async () => {
    await cache.setMany('api', [{ key: 'k', value: 1, ttlMs: 1000 }])
    expect(await cache.getMany('api', ['k', 'k'])).toEqual([undefined, undefined])
    expect(await cache.acquire()).toMatchObject({ state: 'leased' })
    expect(await cache.commit()).toBe(false)
    expect(await cache.stats()).toMatchObject({ connected: false })
  })
})
