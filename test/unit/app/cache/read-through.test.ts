import { describe, expect, it } from '@jest/globals'
import type { LoadContext } from '../../../../src/app/cache/index.js'
import { AppError } from '../../../../src/domain/platform/index.js'
import type { CachePort } from '../../../../src/ports/index.js'
import { facadeOver, failing, memoryFacade } from './cache-fixture.js'

/** A loader that ends when the test says so. */
function gate<T>() {
  const gates: { open(value: T): void; fail(error: unknown): void; context: LoadContext }[] = []
  const load = (context: LoadContext) =>
    new Promise<T>((resolve, reject) => gates.push({ open: resolve, fail: reject, context }))
  return { gates, load }
}

/** Lets everything that is ready to run do so. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

describe('getOrSet', () => {
  it('loads once, stores, and gives what is stored from then on', async () => {
    const { cache } = memoryFacade()
    let loads = 0
    const load = async () => ({ n: ++loads, at: new Date(0) })
    const first = await cache.getOrSet('k', load)
    expect(first).toEqual({ n: 1, at: '1970-01-01T00:00:00.000Z' })
    expect(Object.isFrozen(first)).toBe(true)
    expect(await cache.getOrSet('k', load)).toEqual(first)
    expect(await cache.get('k')).toEqual(first)
    expect(await cache.getStats()).toMatchObject({ hits: 2, misses: 1, loads: 1 })
  })

  it('one of a thousand callers loads, and all get the same snapshot', async () => {
    const { cache } = memoryFacade()
    let loads = 0
    const load = async () => {
      loads += 1
      await settle()
      return { v: [1] }
    }
    const values = await Promise.all(Array.from({ length: 1000 }, () => cache.getOrSet('k', load)))
    expect(loads).toBe(1)
    expect(new Set(values).size).toBe(1)
  })

  it('undefined is returned and not stored; null is stored, with a time to live of its own', async () => {
    const { cache, clock } = memoryFacade()
    expect(await cache.getOrSet('k', () => undefined)).toBeUndefined()
    expect(await cache.exists('k')).toBe(false)
    await cache.getOrSet('k', () => null, { ttl: 10, negativeTtl: 1 })
    await clock.advance(999)
    expect(await cache.get('k')).toBeNull()
    await clock.advance(1)
    expect(await cache.get('k')).toBeUndefined()
  })

  it('a failed loader rejects all callers of this load once, and the next caller loads again', async () => {
    const { cache, events } = memoryFacade()
    const error = new Error('no source')
    let loads = 0
    const load = async () => {
      loads += 1
      throw error
    }
    const callers = await Promise.allSettled([cache.getOrSet('k', load), cache.getOrSet('k', load)])
    expect(callers).toEqual([
      { status: 'rejected', reason: error },
      { status: 'rejected', reason: error },
    ])
    expect(loads).toBe(1)
    expect(await cache.getOrSet('k', () => 'better')).toBe('better')
    expect(events.loadError.events).toEqual([{ prefix: 'api', keys: ['k'], outcome: 'rejected', error }])
  })

  it('a loader that throws at once is one that fails', async () => {
    const { cache } = memoryFacade()
    const load = (): string => {
      throw new Error('at once')
    }
    await expect(cache.getOrSet('k', load)).rejects.toThrow('at once')
  })

  it.each([
    ['delete', (cache: ReturnType<typeof memoryFacade>['cache']) => cache.delete('k'), undefined],
    ['set', (cache: ReturnType<typeof memoryFacade>['cache']) => cache.set('k', 'set'), 'set'],
    ['increment', (cache: ReturnType<typeof memoryFacade>['cache']) => cache.increment('k'), 1],
    ['clearNamespace', (cache: ReturnType<typeof memoryFacade>['cache']) => cache.clearNamespace('api'), undefined],
    ['invalidateTags', (cache: ReturnType<typeof memoryFacade>['cache']) => cache.invalidateTags(['t']), undefined],
  ])(
    '%s during a load is never overwritten, and who comes after it does not get the old value',
    async (_, write, after) => {
      const { cache } = memoryFacade()
      const { gates, load } = gate<string>()
      const before = cache.getOrSet('k', load, { tags: ['t'] })
      await settle()
      await write(cache)
      const late = cache.getOrSet('k', () => 'new', { tags: ['t'] })
      gates[0]?.open('old')
      expect(await before).toBe('old')
      expect(await late).toBe(after ?? 'new')
      expect(await cache.get('k')).toBe(after ?? 'new')
    },
  )

  it('counts as loaded what was stored, and nothing else', async () => {
    const { cache } = memoryFacade()
    await cache.getOrSet('k', async () => {
      await cache.delete('k')
      return 'old'
    })
    expect(await cache.getStats()).toMatchObject({ loads: 0, misses: 1 })
    await cache.getOrSet('k', () => 'new')
    expect(await cache.getStats()).toMatchObject({ loads: 1, misses: 2 })
  })

  it('ctx.ttl sets the time to live, ctx.skip stores nothing', async () => {
    const { cache, clock } = memoryFacade()
    await cache.getOrSet('k', ({ ttl }) => {
      ttl(2)
      return 1
    })
    await clock.advance(1999)
    expect(await cache.get('k')).toBe(1)
    await clock.advance(1)
    expect(await cache.get('k')).toBeUndefined()
    expect(
      await cache.getOrSet('s', (context) => {
        context.skip()
        return 1
      }),
    ).toBe(1)
    expect(await cache.get('s')).toBeUndefined()
    const bad = cache.getOrSet('b', ({ ttl }) => ttl(-1) as unknown as string)
    await expect(bad).rejects.toMatchObject({ code: 'INVALID_TTL' })
  })

  it('an oversized value is returned, not stored, and counted; an unserialisable one is refused', async () => {
    const { cache, events } = memoryFacade({ maxEntryBytes: 100 })
    const large = 'x'.repeat(200)
    expect(await cache.getOrSet('k', () => large)).toBe(large)
    expect(await cache.get('k')).toBeUndefined()
    expect((await cache.getStats()).oversized).toBe(1)
    expect(events.oversized.events).toMatchObject([{ operation: 'getOrSet', keys: ['k'], limit: 100 }])
    const refused = cache.getOrSet('k', () => ({ f: () => 1 }) as never)
    await expect(refused).rejects.toMatchObject({ code: 'UNSERIALISABLE', details: { pointer: '/f' } })
    expect(await cache.getOrSet('k', () => 'small')).toBe('small')
  })

  it('arrays of numbers keep their type, and each caller gets a separate one', async () => {
    const { cache } = memoryFacade()
    const load = () => Float32Array.of(1, 2)
    const [one, other] = await Promise.all([
      cache.getOrSet<Float32Array>('k', load),
      cache.getOrSet<Float32Array>('k', load),
    ])
    ;(one as Float32Array)[0] = 9
    expect(other).toEqual(Float32Array.of(1, 2))
    expect(await cache.get('k')).toEqual(Float32Array.of(1, 2))
  })

  it('arrays of numbers within a value too, and what is around them is frozen unless it is to be mutable', async () => {
    const { cache } = memoryFacade()
    const load = () => ({ id: 1, vector: Float32Array.of(1, 2) })
    const [one, other] = await Promise.all([cache.getOrSet('k', load), cache.getOrSet('k', load)])
    one.vector[0] = 9
    expect(other).toEqual({ id: 1, vector: Float32Array.of(1, 2) })
    expect(Object.isFrozen(other)).toBe(true)
    expect(await cache.get('k')).toEqual(other)
    const mine = await cache.getOrSet('k', load, { mutable: true })
    mine.id = 2
    mine.vector[0] = 9
    expect(mine).toEqual({ id: 2, vector: Float32Array.of(9, 2) })
    expect(await cache.get('k')).toEqual(other)
  })

  it('mutable gives a private copy', async () => {
    const { cache } = memoryFacade()
    const mine = await cache.getOrSet('k', () => ({ n: [1] }), { mutable: true })
    mine.n.push(2)
    expect(await cache.get('k')).toEqual({ n: [1] })
  })

  it.each([
    { refreshAhead: 1 },
    { refreshAhead: Number.NaN },
    { softTimeout: 0 },
    { hardTimeout: Number.POSITIVE_INFINITY },
    { negativeTtl: -1 },
    { jitter: 2 },
    { ttl: 0 },
    { tags: ['\ud800'] },
  ])('refuses %j before it loads', async (options) => {
    const { cache } = memoryFacade()
    let loads = 0
    const refused = cache.getOrSet('k', () => ++loads, options)
    await expect(refused).rejects.toMatchObject({ code: expect.stringMatching(/^INVALID_/) })
    expect(loads).toBe(0)
  })
})

it.each([
  ['getOrSet', 'miss'],
  ['getOrSet', 'hit'],
  ['mgetOrSet', 'miss'],
  ['mgetOrSet', 'hit'],
] as const)('%s rejects a loader that is no function, on a %s', async (method, entry) => {
  const { cache } = memoryFacade()
  if (entry === 'hit') await cache.set('k', 1)
  const refused = method === 'getOrSet' ? cache.getOrSet('k', 'v' as never) : cache.mgetOrSet(['k'], 'v' as never)
  await expect(refused).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', details: { what: 'loader', found: '"v"' } })
})

describe('getOrSet, times', () => {
  it('a loader that takes too long is aborted, and its callers are rejected', async () => {
    const { cache, clock } = memoryFacade()
    const { gates, load } = gate<string>()
    const waiting = cache.getOrSet('k', load, { hardTimeout: 2 })
    await settle()
    await clock.advance(1999)
    expect(gates[0]?.context.signal.aborted).toBe(false)
    await clock.advance(1)
    await expect(waiting).rejects.toMatchObject({ code: 'LOAD_TIMEOUT', details: { hardMs: 2000 } })
    expect(gates[0]?.context.signal.aborted).toBe(true)
    gates[0]?.open('late')
    await settle()
    expect(await cache.get('k')).toBeUndefined()
    expect(await cache.getOrSet('k', () => 'again')).toBe('again')
  })

  it('serves stale when the loader fails within the grace, and fails after it', async () => {
    const { cache, clock } = memoryFacade()
    const options = { ttl: 10, grace: 5 }
    const fail = () => Promise.reject(new Error('down'))
    await cache.set('k', 'old', options)
    await clock.advance(12_000)
    expect(await cache.get('k')).toBeUndefined()
    expect(await cache.getOrSet('k', fail, options)).toBe('old')
    expect(await cache.getStats()).toMatchObject({ stale: 1, loadErrors: 1 })
    await clock.advance(3000)
    await expect(cache.getOrSet('k', fail, options)).rejects.toThrow('down')
  })

  it('returns a stale value after the soft timeout while one refresh continues', async () => {
    const { cache, clock } = memoryFacade()
    const options = { ttl: 10, grace: 60, softTimeout: 0.2 }
    await cache.set('k', 'old', options)
    await clock.advance(10_000)
    const { gates, load } = gate<string>()
    const first = cache.getOrSet('k', load, options)
    await settle()
    await clock.advance(200)
    expect(await first).toBe('old')
    const second = cache.getOrSet('k', load, options)
    await settle()
    for (let ms = 0; ms < 250; ms += 10) {
      await clock.advance(10)
      await settle()
    }
    expect(await second).toBe('old')
    expect(gates).toHaveLength(1)
    gates[0]?.open('new')
    await settle()
    expect(await cache.get('k')).toBe('new')
  })

  it('loads again in the last part of the time to live, in the background and once', async () => {
    const { cache, clock } = memoryFacade()
    const options = { ttl: 10, refreshAhead: 0.8 }
    const { gates, load } = gate<string>()
    await cache.set('k', 'old', options)
    await clock.advance(7900)
    expect(await cache.getOrSet('k', load, options)).toBe('old')
    await settle()
    expect(gates).toHaveLength(0)
    await clock.advance(100)
    expect(await cache.getOrSet('k', load, options)).toBe('old')
    expect(await cache.getOrSet('k', load, options)).toBe('old')
    await settle()
    expect(gates).toHaveLength(1)
    gates[0]?.open('new')
    await settle()
    expect(await cache.get('k')).toBe('new')
  })

  it('a failed refresh affects no caller', async () => {
    const { cache, clock, events } = memoryFacade()
    const options = { ttl: 10, refreshAhead: 0.5 }
    await cache.set('k', 'old', options)
    await clock.advance(6000)
    expect(await cache.getOrSet('k', () => Promise.reject(new Error('down')), options)).toBe('old')
    await settle()
    expect(await cache.get('k')).toBe('old')
    expect(events.loadError.events).toMatchObject([{ keys: ['k'], outcome: 'stale' }])
  })

  it('a refresh that fails is followed by a pause', async () => {
    const { cache, clock } = memoryFacade()
    const options = { ttl: 10, refreshAhead: 0.5 }
    await cache.set('k', 'old', options)
    await clock.advance(5000)
    let loads = 0
    const load = () => {
      loads += 1
      return Promise.reject(new Error('down'))
    }
    for (let read = 0; read < 300; read++) {
      expect(await cache.getOrSet('k', load, options)).toBe('old')
      await settle()
      await clock.advance(10)
    }
    expect(loads).toBe(3)
  })

  it('a refresh that the store fails is reported, but not as a miss', async () => {
    const { cache, clock, port } = memoryFacade()
    const options = { ttl: 10, refreshAhead: 0.5 }
    await cache.set('k', 'old', options)
    await clock.advance(6000)
    const unavailable = new AppError('STORE_UNAVAILABLE', 'down')
    const broken = facadeOver({ ...failing(unavailable), getMany: port.getMany.bind(port) }, clock)
    let loads = 0
    expect(await broken.cache.getOrSet('k', () => ++loads, options)).toBe('old')
    await settle()
    expect(loads).toBe(0)
    expect(broken.events.error.events).toMatchObject([{ operation: 'getOrSet', outcome: 'not-stored' }])
    expect(await broken.cache.getStats()).toMatchObject({ hits: 1, errors: 0 })
  })
})

describe('getOrSet, joining callers', () => {
  it('waits no longer than its own soft timeout, and the load continues', async () => {
    const { cache, clock } = memoryFacade()
    await cache.set('k', 'old', { ttl: 1, grace: 60 })
    await clock.advance(1000)
    const { gates, load } = gate<string>()
    const patient = cache.getOrSet('k', load, { grace: 60 })
    await settle()
    const joined = cache.getOrSet('k', load, { grace: 60, softTimeout: 0.05 })
    await clock.advance(50)
    expect(await joined).toBe('old')
    const both = [1, 2].map(() => cache.getOrSet('k', load, { grace: 60, softTimeout: 0.05 }))
    await clock.advance(50)
    expect(await Promise.all(both)).toEqual(['old', 'old'])
    gates[0]?.open('new')
    expect(await patient).toBe('new')
    expect(gates).toHaveLength(1)
  })

  it('the impatience of the first is not that of the others', async () => {
    const { cache, clock } = memoryFacade()
    await cache.set('k', 'old', { ttl: 1, grace: 60 })
    await clock.advance(1000)
    const { gates, load } = gate<string>()
    const first = cache.getOrSet('k', load, { grace: 60, softTimeout: 0.05 })
    await settle()
    const patient = cache.getOrSet('k', load, { grace: 60 })
    await clock.advance(50)
    expect(await first).toBe('old')
    gates[0]?.open('new')
    expect(await patient).toBe('new')
  })

  it('waits no longer than its own hard timeout', async () => {
    const { cache, clock } = memoryFacade()
    const { gates, load } = gate<string>()
    const patient = cache.getOrSet('k', load)
    await settle()
    const joined = cache.getOrSet('k', load, { hardTimeout: 0.1 })
    const timedOut = expect(joined).rejects.toMatchObject({ code: 'LOAD_TIMEOUT', details: { hardMs: 100 } })
    await clock.advance(100)
    await timedOut
    gates[0]?.open('v')
    expect(await patient).toBe('v')
  })
})

describe('getOrSet, aborting callers', () => {
  it('rejects the aborting caller, and continues for the others', async () => {
    const { cache } = memoryFacade()
    const { gates, load } = gate<string>()
    const quitter = new AbortController()
    const gone = cache.getOrSet('k', load, { signal: quitter.signal })
    const patient = cache.getOrSet('k', load)
    await settle()
    quitter.abort()
    await expect(gone).rejects.toMatchObject({ code: 'ABORTED' })
    expect(gates[0]?.context.signal.aborted).toBe(false)
    gates[0]?.open('v')
    expect(await patient).toBe('v')
  })

  it('aborts the loader when the last caller has left, and the next caller loads again', async () => {
    const { cache } = memoryFacade()
    const { gates, load } = gate<string>()
    const quitter = new AbortController()
    const gone = cache.getOrSet('k', load, { signal: quitter.signal })
    await settle()
    quitter.abort()
    await expect(gone).rejects.toMatchObject({ code: 'ABORTED' })
    await settle()
    expect(gates[0]?.context.signal.aborted).toBe(true)
    expect(await cache.getOrSet('k', () => 'again')).toBe('again')
  })

  it('does not load for a caller with an aborted signal', async () => {
    const { cache, port } = memoryFacade()
    let loads = 0
    const load = () => ++loads
    const gone = cache.getOrSet('k', load, { signal: AbortSignal.abort() })
    await expect(gone).rejects.toMatchObject({ code: 'ABORTED' })
    await settle()
    expect([loads, await cache.get('k')]).toEqual([0, undefined])
    expect((await port.acquire('api', { key: 'k', leaseMs: 1 })).state).toBe('leased')
  })

  it('does not load for a caller that aborts during the store call, and releases the lease', async () => {
    const { port, clock } = memoryFacade()
    const quitter = new AbortController()
    const acquire = port.acquire.bind(port)
    port.acquire = (...args) => {
      quitter.abort()
      return settle().then(() => acquire(...args))
    }
    const { cache, events } = facadeOver(port, clock)
    let loads = 0
    const gone = cache.getOrSet('k', () => ++loads, { signal: quitter.signal })
    await expect(gone).rejects.toMatchObject({ code: 'ABORTED' })
    await settle()
    await settle()
    expect([loads, await cache.get('k')]).toEqual([0, undefined])
    expect((await acquire('api', { key: 'k', leaseMs: 1 })).state).toBe('leased')
    expect(events.loadError.events).toEqual([])
  })
})

describe('getOrSet without a store that answers', () => {
  const unavailable = new AppError('STORE_UNAVAILABLE', 'down')

  it('loads, stores nothing, and counts an error', async () => {
    const { cache } = facadeOver(failing(unavailable))
    expect(await cache.getOrSet('k', () => 'v')).toBe('v')
    expect(await cache.getOrSet('k', () => 'w')).toBe('w')
    expect(await cache.getStats()).toMatchObject({ errors: 2, misses: 0, loads: 0 })
  })

  it('a stale value of this process is served when the loader fails too', async () => {
    const port: CachePort = {
      ...failing(unavailable),
      getStaleLocal: async () => [{ value: 'old', stale: true }],
    }
    const { cache } = facadeOver(port)
    const fail = () => Promise.reject(new Error('no source'))
    expect(await cache.getOrSet('k', fail, { grace: 60 })).toBe('old')
    await expect(cache.getOrSet('k', fail)).rejects.toThrow('no source')
  })

  it('a store that fails only at storing affects no caller', async () => {
    const { cache, port } = memoryFacade()
    const broken = facadeOver(
      Object.assign(Object.create(port), {
        getMany: port.getMany.bind(port),
        acquire: port.acquire.bind(port),
        peek: undefined,
        commit: () => Promise.reject(unavailable),
      }),
    )
    expect(await broken.cache.getOrSet('k', () => 'v')).toBe('v')
    expect(broken.events.error.events).toMatchObject([{ operation: 'getOrSet', outcome: 'not-stored' }])
    expect(await cache.get('k')).toBeUndefined()
  })

  it('an error that is no fault of the store is not hidden', async () => {
    const { cache } = facadeOver(failing(new TypeError('a bug')))
    await expect(cache.getOrSet('k', () => 'v')).rejects.toThrow('a bug')
  })
})

describe('mgetOrSet', () => {
  it('loads all holes with one call, and gives values in the order of the keys', async () => {
    const { cache } = memoryFacade()
    await cache.set('b', 'stored')
    const asked: (readonly string[])[] = []
    const load = (keys: readonly string[]) => {
      asked.push(keys)
      return keys.map((key) => `loaded ${key}`)
    }
    expect(await cache.mgetOrSet(['a', 'b', 'c', 'a'], load)).toEqual(['loaded a', 'stored', 'loaded c', 'loaded a'])
    expect(asked).toEqual([['a', 'c']])
    expect(await cache.mget(['a', 'c'])).toEqual(['loaded a', 'loaded c'])
    expect(await cache.mgetOrSet([], load)).toEqual([])
    expect(asked).toHaveLength(1)
  })

  it('shares what others are loading', async () => {
    const { cache } = memoryFacade()
    const { gates, load } = gate<string>()
    const single = cache.getOrSet('a', load)
    const asked: (readonly string[])[] = []
    const many = cache.mgetOrSet(['a', 'b'], (keys) => {
      asked.push(keys)
      return keys.map(() => 'many')
    })
    await settle()
    gates[0]?.open('single')
    expect(await many).toEqual(['single', 'many'])
    expect(await single).toBe('single')
    expect(asked).toEqual([['b']])
  })

  it('times to live and skips by key', async () => {
    const { cache, clock } = memoryFacade()
    await cache.mgetOrSet(['a', 'b', 'c'], (keys, { ttl, skip }) => {
      ttl('a', 1)
      skip('b')
      return keys.map(() => 1)
    })
    expect(await cache.mget(['a', 'b', 'c'])).toEqual([1, undefined, 1])
    await clock.advance(1000)
    expect(await cache.mget(['a', 'b', 'c'])).toEqual([undefined, undefined, 1])
  })

  it('refuses a loader that does not give a value for each key', async () => {
    const { cache } = memoryFacade()
    const refused = cache.mgetOrSet(['a', 'b'], () => ['one'])
    await expect(refused).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', details: { found: '1 value' } })
    expect(await cache.getOrSet('a', () => 'v')).toBe('v')
  })
})
