import { describe, expect, it } from '@jest/globals'
import { AppError } from '../../../../src/domain/platform/index.js'
import { facadeOver, failing, memoryFacade } from './cache-fixture.js'

const unavailable = new AppError('STORE_UNAVAILABLE', 'no answer')

describe('Cache events', () => {
  it('report every failed read, and that it became a miss', async () => {
    const { cache, events } = facadeOver(failing(unavailable))
    await cache.get('a', { namespace: 'prices' })
    await cache.mget(['a', 'b'])
    await cache.exists('a')
    const failed = { outcome: 'miss', error: unavailable }
    expect(events.error.events).toEqual([
      { operation: 'get', prefix: 'p', keys: ['a'], ...failed },
      { operation: 'mget', prefix: 'api', keys: ['a', 'b'], ...failed },
      { operation: 'exists', prefix: 'api', keys: ['a'], ...failed },
    ])
  })

  it('report every failed write, and that its caller got the error', async () => {
    const { cache, events } = facadeOver(failing(unavailable))
    await Promise.allSettled([
      cache.set('a', 1),
      cache.mset([{ key: 'a', value: 1 }]),
      cache.delete(['a', 'b']),
      cache.increment('a'),
      cache.clearNamespace('prices'),
      cache.invalidateTags(['t']),
    ])
    expect(events.error.events.map(({ operation, prefix, keys }) => [operation, prefix, keys])).toEqual([
      ['set', 'api', ['a']],
      ['mset', 'api', ['a']],
      ['delete', 'api', ['a', 'b']],
      ['increment', 'api', ['a']],
      ['clearNamespace', 'p', []],
      ['invalidateTags', 'api', []],
    ])
    expect(events.error.events.every(({ outcome, error }) => outcome === 'rejected' && error === unavailable)).toBe(
      true,
    )
  })

  it('report a value that is too large, which is counted', async () => {
    const { cache, events } = memoryFacade({ maxEntryBytes: 10 })
    await expect(cache.set('k', 'x'.repeat(20))).rejects.toMatchObject({ code: 'ENTRY_TOO_LARGE' })
    expect(events.oversized.events).toEqual([{ operation: 'set', prefix: 'api', keys: ['k'], bytes: 22, limit: 10 }])
    expect(events.error.events).toEqual([])
    expect(await cache.getStats()).toMatchObject({ oversized: 1, sets: 0 })
  })

  it('are not published without subscribers, but still counted', async () => {
    const { cache, events } = facadeOver(failing(unavailable))
    events.error.hasSubscribers = false
    await cache.get('a')
    expect(events.error.events).toEqual([])
    expect((await cache.getStats()).errors).toBe(1)
  })

  it('do not report bad arguments', async () => {
    const { cache, events } = memoryFacade()
    await expect(cache.get('\ud800')).rejects.toThrow()
    await expect(cache.set('k', undefined)).rejects.toThrow()
    await expect(cache.set('k', 1, { ttl: -1 })).rejects.toThrow()
    expect(Object.values(events).flatMap((channel) => channel.events)).toEqual([])
  })
})
