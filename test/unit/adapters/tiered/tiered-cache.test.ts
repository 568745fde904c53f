import { describe, expect, it } from '@jest/globals'
import { TieredCache } from '../../../../src/adapters/tiered/tiered-cache.js'
import { lawCases } from '../../../../src/ports/conformance/index.js'
import { COHERENCE_LAWS } from './coherence-laws.js'
import { OUTAGE_LAWS } from './outage-laws.js'
import { SharedStore } from './shared-store.js'
import { type CreateTiered, TieredNode, tieredWorlds } from './tiered-node.js'

const createTiered: CreateTiered = (options) => new TieredCache(options)
const worlds = tieredWorlds(createTiered)

describe('TieredCache over a store that others change', () => {
  it.each(lawCases(COHERENCE_LAWS, worlds))('$id: $law', ({ run }) => run())
})

describe('TieredCache over a failing store', () => {
  it.each(lawCases(OUTAGE_LAWS, worlds))('$id: $law', ({ run }) => run())
})

describe('a waiter for a change', () => {
  const wakeUps: readonly (readonly [by: string, change: (node: TieredNode, other: TieredNode) => unknown])[] = [
    ['a write of another', (_, other) => other.set(2)],
    ['the end of a lease', (_, { cache }) => cache.release('n', 'k', 'token')],
    ['an invalidated tag', (_, { cache }) => cache.invalidateTags('n', ['t'])],
    ['a cleared namespace', (_, { cache }) => cache.clear('n')],
    ['the loss of invalidations', ({ link }) => link.loseInvalidations()],
    ['the close of the cache', ({ cache }) => cache.close()],
  ]
  it.each(wakeUps)('is woken by %s', async (_, change) => {
    const store = new SharedStore()
    const [node, other] = [new TieredNode(store, createTiered), new TieredNode(store, createTiered)]
    const woken = node.cache.changed?.('n', 'k', new AbortController().signal)
    expect(woken).toBeDefined()
    await change(node, other)
    await woken
  })

  it('gets at once that there are no invalidations', () => {
    const node = new TieredNode(new SharedStore(), createTiered)
    node.link.loseInvalidations()
    expect(node.cache.changed?.('n', 'k', new AbortController().signal)).toBeUndefined()
  })
})
