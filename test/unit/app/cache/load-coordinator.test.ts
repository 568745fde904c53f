import { describe, expect, it } from '@jest/globals'
import { facadeOver, memoryFacade } from './cache-fixture.js'

/** Lets everything that is ready to run do so. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

/** Two processes that share a store. */
function twoNodes() {
  const { cache, clock, port } = memoryFacade()
  const other = facadeOver(port, clock).cache
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 50) {
      await clock.advance(50)
      await settle()
    }
  }
  /** The other process loads and is never heard of again. */
  const die = async (hardTimeout: number) => {
    void other.getOrSet('k', () => new Promise(() => undefined), { hardTimeout }).catch(() => undefined)
    await settle()
  }
  return { cache, clock, port, pass, die }
}

describe('a caller that waits for the load of another process', () => {
  it('a waiter loads itself after half the time limit of its loader', async () => {
    const { cache, pass, die } = twoNodes()
    await die(1000)
    const began: string[] = []
    const load = (name: string) => () => {
      began.push(name)
      return name
    }
    const first = cache.getOrSet('k', load('first'), { hardTimeout: 3 })
    await pass(1000)
    const second = cache.getOrSet('k', load('second'), { hardTimeout: 3 })
    await pass(450)
    expect(began).toEqual([])
    await pass(100)
    expect(await Promise.all([first, second])).toEqual(['first', 'first'])
    expect(began).toEqual(['first'])
    expect(await cache.getStats()).toMatchObject({ misses: 2, loads: 0, errors: 0 })
  })

  it('gives its loader the whole time limit, also for callers that joined during the wait', async () => {
    const { cache, pass, die } = twoNodes()
    await die(1000)
    let open: (value: string) => void = () => undefined
    const load = () => new Promise<string>((resolve) => (open = resolve))
    const callers = [cache.getOrSet('k', load, { hardTimeout: 2 })]
    await pass(500)
    callers.push(cache.getOrSet('k', load, { hardTimeout: 2 }))
    await pass(2450)
    open('v')
    expect(await Promise.all(callers)).toEqual(['v', 'v'])
  })

  it('and not for ever', async () => {
    const { cache, pass, die } = twoNodes()
    await die(1000)
    const load = () => new Promise<string>(() => undefined)
    const outcomes = [0, 1].map(() =>
      cache.getOrSet('k', load, { hardTimeout: 2 }).catch(({ code }: { code: string }) => code),
    )
    await pass(3050)
    expect(await Promise.all(outcomes)).toEqual(['LOAD_TIMEOUT', 'LOAD_TIMEOUT'])
  })

  it('gets the stale value when its own loader fails', async () => {
    const { cache, pass, die } = twoNodes()
    await cache.set('k', 'old', { ttl: 1, grace: 60 })
    await pass(1000)
    await die(1000)
    const waiting = cache.getOrSet('k', () => Promise.reject(new Error('down')), { hardTimeout: 2 })
    await pass(1050)
    expect(await waiting).toBe('old')
  })
})
