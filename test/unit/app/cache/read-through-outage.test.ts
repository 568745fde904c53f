import { describe, expect, it } from '@jest/globals'
import type { LoadContext } from '../../../../src/app/cache/index.js'
import { AppError } from '../../../../src/domain/platform/index.js'
import type { CacheHit, CachePort } from '../../../../src/ports/index.js'
import { ManualClock } from '../../../support/manual-clock.js'
import { facadeOver, failing, memoryFacade } from './cache-fixture.js'

const unavailable = new AppError('STORE_UNAVAILABLE', 'down')
const down = () => Promise.reject(new Error('no source'))

describe('getOrSet while the store does not answer', () => {
  it('calls it only once: each call may cost a whole deadline', async () => {
    let asked = 0
    const ask = () => {
      asked += 1
      return Promise.reject(unavailable)
    }
    const stale = { value: 'old', stale: true }
    const port: CachePort = { ...failing(unavailable), getMany: ask, acquire: ask, getStaleLocal: async () => [stale] }
    const { cache } = facadeOver(port)
    expect(await cache.getOrSet('k', down, { grace: 60 })).toBe('old')
    expect(await cache.getOrSet('k', () => 'new', { grace: 60 })).toBe('new')
    expect(asked).toBe(2)
  })

  it('returns the local stale value, also if the store fails only at acquiring the lease', async () => {
    const { port } = memoryFacade()
    const recalled: (readonly string[])[] = []
    const broken: CachePort = {
      ...failing(unavailable),
      getMany: port.getMany.bind(port),
      getStaleLocal: async (_namespace, keys) => {
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

/** A cache whose store fails and whose process still has a stale value, and a loader that ends when the test says so. */
function slowlyLoading(stale: unknown = { value: 'old', stale: true }) {
  const clock = new ManualClock()
  const port: CachePort = { ...failing(unavailable), getStaleLocal: async () => [stale as CacheHit | undefined] }
  const { cache } = facadeOver(port, clock)
  const gates: { open(value: unknown): void; fail(error: unknown): void; signal: AbortSignal }[] = []
  const load = ({ signal }: LoadContext) =>
    new Promise((resolve, reject) => gates.push({ open: resolve, fail: reject, signal }))
  const ask = (signal?: AbortSignal) => cache.getOrSet('k', load, { grace: 60, softTimeout: 0.1, signal })
  /** A caller who does not wait for the loader to its end. */
  const impatient = async () => {
    const asked = ask()
    await clock.advance(100)
    return asked
  }
  return { cache, clock, gates, load, ask, impatient }
}

describe('getOrSet while the store takes long to fail', () => {
  it('waits for the loader as long as with any other store', async () => {
    const clock = new ManualClock()
    const fail = () => new Promise<never>((_, reject) => clock.setTimer(250, () => reject(unavailable)))
    const stale = { value: 'old', stale: true }
    const { cache } = facadeOver({ ...failing(unavailable), getMany: fail, getStaleLocal: async () => [stale] }, clock)
    const gates: ((value: string) => void)[] = []
    const load = () => new Promise<string>((resolve) => gates.push(resolve))
    const options = { grace: 60, softTimeout: 0.1 }
    const [one, other] = [cache.getOrSet('k', load, options), cache.getOrSet('k', load, options)]
    await clock.advance(300)
    gates[0]?.('new')
    expect(await Promise.all([one, other])).toEqual(['new', 'new'])
  })
})

describe('getOrSet with a slow loader while the store does not answer', () => {
  it('loads once while any number of callers get the stale value, and returns the result to waiting callers', async () => {
    const { gates, ask, impatient, clock } = slowlyLoading()
    for (let caller = 0; caller < 3; caller++) expect(await impatient()).toBe('old')
    const patient = ask()
    await clock.advance(50)
    gates[0]?.open('new')
    expect(await patient).toBe('new')
    expect(gates).toHaveLength(1)
    const next = ask()
    await clock.advance(50)
    gates[1]?.open('newer')
    expect(await next).toBe('newer')
  })

  it('a caller that joins a failing load gets the stale value', async () => {
    const { gates, ask, impatient, clock } = slowlyLoading()
    await impatient()
    const joined = ask()
    await clock.advance(50)
    gates[0]?.fail(new Error('no source'))
    expect(await joined).toBe('old')
    expect(gates).toHaveLength(1)
  })

  it('a caller after a write loads again', async () => {
    const { cache, gates, ask, impatient, clock } = slowlyLoading()
    await impatient()
    await expect(cache.delete('k')).rejects.toThrow('down')
    const after = ask()
    await clock.advance(50)
    gates[0]?.open('before the write')
    gates[1]?.open('after it')
    expect(await after).toBe('after it')
  })

  it('gives each of them a separate array', async () => {
    const { gates, ask, impatient, clock } = slowlyLoading()
    await impatient()
    const [one, other] = [ask(), ask()]
    await clock.advance(50)
    gates[0]?.open(Float32Array.of(1, 2))
    const mine = (await one) as Float32Array
    mine[0] = 9
    expect(await other).toEqual(Float32Array.of(1, 2))
  })

  it('aborts the loader when the last joined caller has left', async () => {
    const { gates, ask, clock } = slowlyLoading()
    const [first, second] = [new AbortController(), new AbortController()]
    const began = ask(first.signal)
    await clock.advance(100)
    expect(await began).toBe('old')
    const joined = ask(second.signal)
    await clock.advance(10)
    second.abort()
    await expect(joined).rejects.toMatchObject({ code: 'ABORTED' })
    await clock.advance(0)
    expect(gates).toHaveLength(1)
    expect(gates[0]?.signal.aborted).toBe(true)
  })
})

describe('getOrSet during invalidateTags', () => {
  it('a later caller joins no load that read before it, with any tags', async () => {
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
