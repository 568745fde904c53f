import { strict as assert } from 'node:assert'
import type { Law } from '../../../../src/ports/conformance/index.js'
import type { TieredWorld } from './tiered-node.js'

export function tieredLaw(id: string, law: string, check: (world: TieredWorld) => Promise<void>): Law<TieredWorld> {
  return { id: `tiered/${id}`, law, check: async (harness) => check(await harness.create()) }
}

/** What is near is what a question to the store would give. */
export const COHERENCE_LAWS: readonly Law<TieredWorld>[] = [
  tieredLaw('kept', 'a read value is local, also after it was changed and read again', async ({ a, b }) => {
    await a.set(1)
    assert.equal(await b.get(), 1)
    assert.ok(await b.holds())
    await a.set(2)
    assert.equal(await b.get(), 2)
    assert.ok(await b.holds())
  }),
  tieredLaw(
    'remaining',
    'a local hit reports the remaining time to live, even if it is kept locally for less',
    async ({ store, a }) => {
      for (const more of [{}, { tags: ['t'], graceMs: 1000 }]) {
        await a.set(1, more)
        await a.get()
        await store.clock.advance(30_000)
        const before = a.link.calls.length
        const [hit] = await a.cache.getMany('n', ['k'], { remaining: true })
        assert.deepEqual(hit, { value: 1, stale: false, remainingMs: 570_000 })
        assert.equal(a.link.calls.length, before)
      }
    },
  ),
  tieredLaw('own-write', 'a read during a pending write leaves no old local value', async ({ a }) => {
    await a.set(1)
    a.link.holdWrites()
    const writing = a.set(2)
    assert.equal(await a.get(), 1)
    a.link.send()
    await writing
    assert.equal(await a.get(), 2)
  }),
  tieredLaw('own-late-answer', 'a reply that arrives together with the reply to a write is not kept', async ({ a }) => {
    await a.set(1)
    a.link.holdAnswers()
    const reading = a.get()
    await settle()
    const writing = a.set(2)
    await settle()
    a.link.deliver()
    assert.equal(await reading, 1)
    await writing
    assert.equal(await a.get(), 2)
  }),
  tieredLaw('others-write', 'a change by others drops the local value', async ({ a, b }) => {
    const changes: readonly (() => Promise<unknown>)[] = [
      () => a.set(2),
      () => a.cache.deleteMany('n', ['k']),
      () => a.cache.increment('n', { key: 'k', by: 1, ttlMs: 1000 }),
      () => a.cache.clear('n'),
      () => a.cache.invalidateTags('n', ['t']),
    ]
    for (const change of changes) {
      await a.set(1, { tags: ['t'] })
      await b.get()
      assert.ok(await b.holds())
      await change()
      assert.ok(!(await b.holds()))
    }
  }),
  tieredLaw('late-answer', 'a reply that precedes a reported change is not kept', async ({ a, b }) => {
    await a.set(1)
    b.link.holdAnswers()
    const reading = b.get()
    await settle()
    await a.set(2)
    b.link.deliver()
    assert.equal(await reading, 1)
    assert.equal(await b.get(), 2)
  }),
  tieredLaw('late-answer-tags', 'nor a reply that may have an invalidated tag', async ({ a, b }) => {
    await a.set(1, { tags: ['t'] })
    b.link.holdAnswers()
    const reading = b.get()
    await settle()
    await a.cache.invalidateTags('n', ['t'])
    b.link.deliver()
    assert.equal(await reading, 1)
    assert.equal(await b.get(), undefined)
  }),
  tieredLaw('store-changed', 'after an unknown change nothing is local', async ({ store, b }) => {
    await b.set(1)
    await b.get()
    await store.cache.clear('n')
    store.tell(undefined, (listener) => listener.storeChanged())
    assert.equal(await b.get(), undefined)
  }),
  tieredLaw('life', 'nothing is local beyond its time to live', async ({ store, a, b }) => {
    await a.set(1, { ttlMs: 1000 })
    await store.clock.advance(400)
    await b.get()
    await store.clock.advance(599)
    assert.ok(await b.holds())
    await store.clock.advance(1)
    assert.ok(!(await b.holds()))
  }),
  tieredLaw('life-on-the-way', 'the transit time of a reply does not extend it', async ({ store, a, b }) => {
    await a.set(1, { ttlMs: 1000 })
    b.link.holdAnswers()
    const reading = b.get()
    await store.clock.advance(300)
    b.link.deliver()
    await reading
    await store.clock.advance(699)
    assert.ok(await b.holds())
    await store.clock.advance(1)
    assert.ok(!(await b.holds()))
  }),
  tieredLaw('life-near', 'a long-lived value is read again after a minute', async ({ store, a, b }) => {
    await a.set(1)
    await b.get()
    await store.clock.advance(60_000)
    assert.ok(!(await b.holds()))
    assert.equal(await b.get(), 1)
  }),
  tieredLaw('stale', 'a stale hit is returned to its caller and not kept', async ({ store, a, b }) => {
    await a.set(1, { ttlMs: 10, graceMs: 1000 })
    await store.clock.advance(10)
    const [hit] = await b.cache.getMany('n', ['k'], { stale: true })
    assert.ok(hit?.stale)
    assert.equal(await b.get(), undefined)
  }),
  tieredLaw('arrays', 'each reader gets its own array of numbers', async ({ a, b }) => {
    await a.set(Float32Array.of(1, 2))
    for (let reader = 0; reader < 3; reader++) {
      const array = await b.get()
      assert.deepEqual(array, Float32Array.of(1, 2))
      if (array instanceof Float32Array) array[0] = 9
    }
  }),
]

/** Lets everything that is ready to run do so. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
