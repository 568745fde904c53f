import { strict as assert } from 'node:assert'
import type { Law } from '../../../../src/ports/conformance/index.js'
import { settle, tieredLaw } from './coherence-laws.js'
import type { TieredNode, TieredWorld } from './tiered-node.js'

const FAILED_WRITES: readonly (readonly [call: string, write: (node: TieredNode) => Promise<unknown>])[] = [
  ['deleteMany k', (node) => node.set('new')],
  ['deleteMany k', ({ cache }) => cache.deleteMany('n', ['k'])],
  ['deleteMany k', ({ cache }) => cache.increment('n', { key: 'k', by: 1, ttlMs: 1000 })],
  ['deleteMany k', ({ cache }) => cache.commit('n', 'token', { key: 'k', value: 2, ttlMs: 1000 })],
  ['clear', ({ cache }) => cache.clear('n')],
  ['invalidateTags t', ({ cache }) => cache.invalidateTags('n', ['t'])],
]

/** What a cache does while the store, or what it tells, is away; and when it is back. */
export const OUTAGE_LAWS: readonly Law<TieredWorld>[] = [
  tieredLaw('lost', 'nothing is local once invalidations are lost', async ({ a, b }) => {
    await a.set(1)
    await b.get()
    b.link.loseInvalidations()
    await a.set(2)
    assert.equal(b.cache.peek?.('n', 'k'), undefined)
    assert.equal(await b.get(), 2)
    b.link.resumeInvalidations()
    assert.equal(await b.get(), 2)
  }),
  tieredLaw('lost-not-filled', 'nothing is kept until invalidations resume', async ({ a, b }) => {
    await a.set(1)
    b.link.loseInvalidations()
    await b.get()
    await a.set(2)
    assert.equal(await b.get(), 2)
  }),
  tieredLaw('lost-late-answer', 'nor a reply to a read from before the loss', async ({ a, b }) => {
    await a.set(1)
    b.link.holdAnswers()
    const reading = b.get()
    await settle()
    b.link.loseInvalidations()
    await a.set(2)
    b.link.resumeInvalidations()
    b.link.deliver()
    assert.equal(await reading, 1)
    assert.equal(await b.get(), 2)
  }),
  tieredLaw('replay', 'a failed write is repeated as a delete before the next read', async ({ a, b }) => {
    for (const [call, write] of FAILED_WRITES) {
      for (const code of ['STORE_UNAVAILABLE', 'OUTCOME_UNKNOWN', 'STORE_FULL'] as const) {
        await a.set('old', { tags: ['t'] })
        await b.get()
        b.link.fail(code)
        await assert.rejects(write(b), { code })
        await assert.rejects(b.get(), { code })
        b.link.recover()
        b.link.calls.length = 0
        assert.deepEqual([await b.get(), ...b.link.calls], [undefined, call, 'getMany k'])
      }
    }
  }),
  tieredLaw('replay-once', 'once for all waiters, and never again', async ({ b }) => {
    b.link.fail()
    await assert.rejects(b.set(1))
    b.link.recover()
    await Promise.all([b.get(), b.get('other'), b.cache.acquire('n', { key: 'k', leaseMs: 1000 })])
    await b.get()
    assert.deepEqual(
      b.link.calls.filter((call) => call.startsWith('deleteMany')),
      ['deleteMany k'],
    )
  }),
  tieredLaw('replay-newest', 'unless a newer write of the key succeeds', async ({ b }) => {
    for (const write of [b.set.bind(b, 'new'), () => b.cache.deleteMany('n', ['k'])]) {
      b.link.fail()
      await assert.rejects(b.set('lost'))
      b.link.recover()
      await write()
      b.link.calls.length = 0
      await b.get()
      assert.deepEqual(b.link.calls, ['getMany k'])
    }
  }),
  tieredLaw('replay-older', 'the newer write must start after the failed one', async ({ a, b }) => {
    b.link.holdWrites()
    const older = b.set('older')
    await settle()
    b.link.fail()
    await assert.rejects(b.cache.deleteMany('n', ['k']))
    b.link.recover()
    b.link.send()
    await older
    assert.equal(await b.get(), undefined)
    assert.equal(await a.get(), undefined)
  }),
  tieredLaw('replay-lease', 'a value loaded before a failed delete is not stored after it', async ({ b }) => {
    const lease = await b.cache.acquire('n', { key: 'k', leaseMs: 60_000 })
    assert.ok(lease.state === 'leased')
    b.link.fail()
    await assert.rejects(b.cache.deleteMany('n', ['k']))
    b.link.recover()
    assert.equal(await b.cache.commit('n', lease.token, { key: 'k', value: 'old', ttlMs: 60_000 }), false)
    assert.equal(await b.get(), undefined)
  }),
  tieredLaw('replay-counter', 'a counter whose delete failed starts again', async ({ b }) => {
    const increment = { key: 'k', by: 1, ttlMs: 60_000 }
    await b.cache.increment('n', { ...increment, by: 10 })
    b.link.fail()
    await assert.rejects(b.cache.deleteMany('n', ['k']))
    b.link.recover()
    assert.equal(await b.cache.increment('n', increment), 1)
    assert.equal(await b.get(), 1)
  }),
  tieredLaw('grace', 'only values with a grace are returned as stale, until it ends', async ({ store, a, b }) => {
    await a.set('old', { ttlMs: 1000, graceMs: 500 })
    await a.cache.setMany('n', [{ key: 'none', value: 'old', ttlMs: 1000 }])
    await b.cache.getMany('n', ['k', 'none'])
    b.link.fail()
    b.link.loseInvalidations()
    assert.equal(await b.getStale('none'), undefined)
    const recalled = await b.cache.getStaleLocal?.('n', ['k'])
    assert.deepEqual(recalled, [{ value: 'old', stale: true, remainingMs: 1500 }])
    await assert.rejects(b.get())
    await store.clock.advance(1499)
    assert.equal(await b.getStale(), 'old')
    await store.clock.advance(1)
    assert.equal(await b.getStale(), undefined)
  }),
  tieredLaw('grace-reported', 'also if the store fails and still reports changes', async ({ store, a, b }) => {
    await a.set('old', { ttlMs: 1000, graceMs: 500 })
    await b.get()
    b.link.fail()
    await store.clock.advance(1000)
    assert.equal(await b.getStale(), 'old')
    await a.set('new')
    assert.equal(await b.getStale(), undefined)
  }),
  tieredLaw('grace-written', 'but no value that this process tried to change since', async ({ b }) => {
    for (const [, write] of FAILED_WRITES) {
      b.link.recover()
      b.link.resumeInvalidations()
      await b.get()
      await b.set('old', { graceMs: 500, tags: ['t'] })
      await b.get()
      b.link.fail()
      b.link.loseInvalidations()
      assert.equal(await b.getStale(), 'old')
      await assert.rejects(write(b))
      assert.equal(await b.getStale(), undefined)
    }
  }),
  tieredLaw('grace-back', 'nor any earlier local value until invalidations resume', async ({ b }) => {
    await b.set('old', { graceMs: 500 })
    await b.get()
    b.link.loseInvalidations()
    b.link.resumeInvalidations()
    assert.equal(await b.getStale(), undefined)
  }),
]
