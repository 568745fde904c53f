import { describe, expect, it } from '@jest/globals'
import { AppError } from '../../../src/domain/platform/index.js'
import type { CachePort } from '../../../src/ports/index.js'
import { facadeOver, failing, memoryFacade } from './cache-fixture.js'

const unavailable = new AppError('STORE_UNAVAILABLE', 'down')
const down = () => Promise.reject(new Error('no source'))

describe('getOrSet while the store does not answer', () => {
  it('asks it once and no more: each question may cost a whole deadline', async () => {
    let asked = 0
    const ask = () => {
      asked += 1
      return Promise.reject(unavailable)
    }
    const stale = { value: 'old', stale: true }
    const port: CachePort = { ...failing(unavailable), getMany: ask, acquire: ask, recall: async () => [stale] }
    const { cache } = facadeOver(port)
    expect(await cache.getOrSet('k', down, { grace: 60 })).toBe('old')
    expect(await cache.getOrSet('k', () => 'new', { grace: 60 })).toBe('new')
    expect(asked).toBe(2)
  })

  it('serves what this process still has, also if the store fails only when the lease is asked for', async () => {
    const { port } = memoryFacade()
    const recalled: (readonly string[])[] = []
    const broken: CachePort = {
      ...failing(unavailable),
      getMany: port.getMany.bind(port),
      recall: async (_namespace, keys) => {
        recalled.push(keys)
        return [{ value: 'old', stale: true }]
      },
    }
    const { cache } = facadeOver(broken)
    expect(await cache.getOrSet('k', down, { grace: 60 })).toBe('old')
    await expect(cache.getOrSet('k', down)).rejects.toThrow('no source')
    expect(recalled).toEqual([['k']])
  })
})

describe('getOrSet beside invalidateTags', () => {
  it('who comes after it joins no search that read before it, whatever tags that one gave', async () => {
    const { port } = memoryFacade()
    const answers: (() => void)[] = []
    const slow: CachePort = {
      getMany: async (...args) => {
        const hits = await port.getMany(...args)
        await new Promise<void>((resolve) => answers.push(resolve))
        return hits
      },
      setMany: port.setMany.bind(port),
      deleteMany: port.deleteMany.bind(port),
      increment: port.increment.bind(port),
      clear: port.clear.bind(port),
      invalidateTags: port.invalidateTags.bind(port),
      acquire: port.acquire.bind(port),
      commit: port.commit.bind(port),
      release: port.release.bind(port),
      stats: port.stats.bind(port),
      close: port.close.bind(port),
    }
    const { cache } = facadeOver(slow)
    await cache.set('k', 'old', { tags: ['t'] })
    const before = cache.getOrSet('k', () => 'new')
    await new Promise((resolve) => setImmediate(resolve))
    await cache.invalidateTags(['t'])
    const after = cache.getOrSet('k', () => 'new')
    await new Promise((resolve) => setImmediate(resolve))
    for (const answer of answers) answer()
    expect(await before).toBe('old')
    expect(await after).toBe('new')
  })
})
