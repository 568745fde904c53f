import { describe, expect, it } from '@jest/globals'
import { TieredCache } from '../../../../src/adapters/tiered/tiered-cache.js'
import { lawCases } from '../../../../src/ports/conformance/index.js'
import { COHERENCE_LAWS } from './coherence-laws.js'
import { OUTAGE_LAWS } from './outage-laws.js'
import { SharedStore } from './shared-store.js'
import { type CreateTiered, TieredNode, tieredWorlds } from './tiered-node.js'

const createTiered: CreateTiered = (options) => new TieredCache(options)
const worlds = tieredWorlds(createTiered)

describe('TieredCache before a store that others change', () => {
  it.each(lawCases(COHERENCE_LAWS, worlds))('$id: $law', ({ run }) => run())
})

describe('TieredCache before a store that fails', () => {
  it.each(lawCases(OUTAGE_LAWS, worlds))('$id: $law', ({ run }) => run())
})

describe('who waits for a change', () => {
  const told: readonly (readonly [by: string, change: (node: TieredNode, other: TieredNode) => unknown])[] = [
    ['a write of another', (_, other) => other.set(2)],
    ['the end of a lease', (_, { cache }) => cache.release('n', 'k', 'token')],
    ['an invalidated tag', (_, { cache }) => cache.invalidateTags('n', ['t'])],
    ['a cleared namespace', (_, { cache }) => cache.clear('n')],
    ['the loss of what is told', ({ link }) => link.deafen()],
    ['the close of the cache', ({ cache }) => cache.close()],
  ]
  it.each(told)('is woken by %s', async (_, change) => {
    const store = new SharedStore()
    const [node, other] = [new TieredNode(store, createTiered), new TieredNode(store, createTiered)]
    const woken = node.cache.changed?.('n', 'k', new AbortController().signal)
    expect(woken).toBeDefined()
    await change(node, other)
    await woken
  })

  it('is told at once that nothing will be told', () => {
    const node = new TieredNode(new SharedStore(), createTiered)
    node.link.deafen()
    expect(node.cache.changed?.('n', 'k', new AbortController().signal)).toBeUndefined()
  })
})
