import { strict as assert } from 'node:assert'
import { cacheLaw, LIFE, MINUTE } from './cache-law.js'

const CALLERS = 50

export const cacheLeaseLaws = [
  cacheLaw(
    'lease-one',
    'one of all concurrent callers gets the lease; the others get its remaining time',
    async ({ acquire }) => {
      const results = await Promise.all(Array.from({ length: CALLERS }, () => acquire('key', { leaseMs: 2 * MINUTE })))
      const busy = results.flatMap((result) => (result.state === 'busy' ? result.remainingMs : []))
      assert.equal(results.filter(({ state }) => state === 'leased').length, 1)
      assert.equal(busy.length, CALLERS - 1)
      for (const ms of busy) assert.ok(ms > MINUTE && ms <= 2 * MINUTE, `${ms} ms of a lease of ${2 * MINUTE}`)
    },
  ),

  cacheLaw('lease-hit', 'if a live value exists, acquire returns it and grants no lease', async ({ acquire, set }) => {
    await set('key', null)
    for (let time = 0; time < 2; time++) {
      const result = await acquire('key')
      assert.ok(result.state === 'hit', `expected a hit, got ${result.state}`)
      const { value, stale, remainingMs = 0 } = result.hit
      assert.deepEqual({ value, stale }, { value: null, stale: false })
      assert.ok(remainingMs > LIFE - MINUTE && remainingMs <= LIFE, `${remainingMs} ms of ${LIFE}`)
    }
  }),

  cacheLaw('lease-expired', 'a lease expires by itself, and a commit after that stores nothing', async (calls) => {
    const { get, lease, commit, acquire, elapse } = calls
    const abandoned = await lease('abandoned', { leaseMs: MINUTE })
    const first = await lease('taken over', { leaseMs: MINUTE })
    await elapse(MINUTE / 2)
    assert.equal((await acquire('taken over')).state, 'busy')
    await elapse(MINUTE / 2)
    assert.equal(await commit(abandoned, 'abandoned', 1), false)
    assert.equal(await get('abandoned'), undefined)
    const second = await lease('taken over')
    assert.notEqual(second, first)
    assert.equal(await commit(first, 'taken over', 'first'), false)
    await calls.cache.release('a', 'taken over', first)
    assert.equal(await get('taken over'), undefined)
    assert.equal((await acquire('taken over')).state, 'busy', 'the lease of another was ended')
    assert.equal(await commit(second, 'taken over', 'second'), true)
    assert.equal(await get('taken over'), 'second')
  }),

  cacheLaw(
    'lease-token',
    'a token is valid for the lease of its key in its namespace only',
    async ({ cache, get, lease, commit, acquire }) => {
      const places = [
        ['a', 'c'],
        ['a', 'b:c'],
        ['a', 'b-c'],
        ['a-b', 'c'],
        ['b', 'c'],
      ] as const
      const tokens: string[] = []
      for (const [namespace, key] of places) tokens.push(await lease(key, {}, namespace))
      assert.equal(new Set(tokens).size, tokens.length, 'two leases have the same token')
      for (const [index, token] of tokens.entries()) {
        for (const [other, [namespace, key]] of places.entries()) {
          if (other === index) continue
          assert.equal(await commit(token, key, 'foreign', {}, namespace), false)
          await cache.release(namespace, key, token)
        }
      }
      for (const foreign of ['', '*', 'token', `${tokens[0]} `, `${tokens[0]}`.slice(1)]) {
        assert.equal(await commit(foreign, 'c', 'foreign'), false)
        await cache.release('a', 'c', foreign)
      }
      for (const [index, [namespace, key]] of places.entries()) {
        assert.equal(await get(key, namespace), undefined)
        assert.equal((await acquire(key, {}, namespace)).state, 'busy')
        assert.equal(await commit(tokens[index] ?? '', key, namespace, {}, namespace), true)
      }
    },
  ),

  cacheLaw('lease-release', 'release ends the lease of its holder and may be repeated', async (calls) => {
    const { cache, lease, commit, acquire } = calls
    const first = await lease('key')
    assert.equal((await acquire('key')).state, 'busy')
    await cache.release('a', 'key', first)
    await cache.release('a', 'key', first)
    assert.equal(await commit(first, 'key', 'first'), false)
    const second = await lease('key')
    await cache.release('a', 'key', first)
    assert.equal((await acquire('key')).state, 'busy', 'the lease of another was ended')
    assert.equal(await commit(second, 'key', 'second'), true)
    await cache.release('a', 'key', second)
    assert.equal(await calls.get('key'), 'second', 'release removed the value')
  }),
]
