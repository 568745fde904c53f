import { describe, expect, it } from '@jest/globals'
import { PendingInvalidations } from '../../../../src/adapters/tiered/pending-invalidations.js'
import { settle } from './coherence-laws.js'
import { SharedStore } from './shared-store.js'

const names = (count: number, from = 0) => Array.from({ length: count }, (_, index) => `k${from + index}`)
const sizes = (calls: readonly string[]) => calls.map((call) => [call.split(' ')[0], call.split(',').length])

function made() {
  return { pending: new PendingInvalidations(), link: new SharedStore().link() }
}

describe('PendingInvalidations', () => {
  it('repeats keys, tags and whole namespaces, each once', async () => {
    const { pending, link } = made()
    pending.addKeys('a', ['k', 'l', 'k'])
    pending.addTags('a', ['t'])
    pending.addKeys('b', ['k'])
    pending.addNamespace('b')
    pending.addKeys('b', ['l'])
    await pending.replay(link)
    expect(link.calls).toEqual(['deleteMany k,l', 'invalidateTags t', 'clear'])
    expect(pending.isEmpty).toBe(true)
  })

  it('nothing is nothing', async () => {
    const { pending, link } = made()
    pending.addKeys('a', [])
    pending.confirmKeys('a', ['k'], pending.now)
    pending.confirmNamespace('a', pending.now)
    expect(pending.isEmpty).toBe(true)
    await pending.replay(link)
    expect(link.calls).toEqual([])
  })

  it('remembers 10,000 names, and clears a namespace that has more', async () => {
    const { pending, link } = made()
    pending.addKeys('a', names(6000))
    pending.addTags('a', names(3999))
    pending.addKeys('b', ['one'])
    await pending.replay(link)
    expect(link.calls.some((call) => call === 'clear')).toBe(false)
    pending.addKeys('a', names(6000))
    pending.addKeys('b', names(4000))
    pending.addKeys('b', ['one too many'])
    pending.addKeys('b', names(50_000))
    link.calls.length = 0
    await pending.replay(link)
    expect(sizes(link.calls)).toEqual([
      ['deleteMany', 100],
      ['deleteMany', 5900],
      ['clear', 1],
    ])
  })

  it('what the overflow cleared makes room again', async () => {
    const { pending, link } = made()
    pending.addKeys('a', names(10_001))
    pending.addKeys('b', names(10_000))
    await pending.replay(link)
    expect(sizes(link.calls)).toEqual([
      ['clear', 1],
      ['deleteMany', 100],
      ['deleteMany', 9900],
    ])
  })

  it('sends few keys to a store that fails, and keeps all of them', async () => {
    const { pending, link } = made()
    pending.addKeys('a', names(5000))
    const asked: number[] = []
    link.fail()
    const deleteMany = link.deleteMany.bind(link)
    link.deleteMany = (namespace, keys) => {
      asked.push(keys.length)
      return deleteMany(namespace, keys)
    }
    for (let attempt = 0; attempt < 3; attempt++) await expect(pending.replay(link)).rejects.toThrow('down')
    expect(asked).toEqual([100, 100, 100])
    link.recover()
    await pending.replay(link)
    expect(asked.slice(3)).toEqual([100, 4900])
  })

  it('what a replay got done is not done again by the next one', async () => {
    const { pending, link } = made()
    pending.addKeys('a', names(150))
    pending.addTags('a', ['t'])
    link.invalidateTags = () => Promise.reject(new Error('down'))
    await expect(pending.replay(link)).rejects.toThrow('down')
    expect(sizes(link.calls)).toEqual([
      ['deleteMany', 100],
      ['deleteMany', 50],
    ])
    const next = made().link
    await pending.replay(next)
    expect(next.calls).toEqual(['invalidateTags t'])
  })

  it('writes that fail in between are kept for the next replay, and earlier callers do not wait for it', async () => {
    const { pending, link } = made()
    pending.addKeys('a', ['before'])
    link.holdAnswers()
    const first = pending.replay(link)
    await settle()
    pending.addKeys('a', ['meanwhile'])
    const second = pending.replay(link)
    const third = pending.replay(link)
    await settle()
    link.deliver()
    await first
    expect(pending.isEmpty).toBe(false)
    await Promise.all([second, third])
    expect(link.calls).toEqual(['deleteMany before', 'deleteMany meanwhile'])
    expect(pending.isEmpty).toBe(true)
  })

  it('a store that refuses every write keeps no reader waiting', async () => {
    const { pending, link } = made()
    pending.addKeys('a', ['k0'])
    let writes = 0
    const deleteMany = link.deleteMany.bind(link)
    link.deleteMany = async (namespace, keys) => {
      // While one is repeated, the next one fails.
      writes += 1
      pending.addKeys('a', [`k${writes}`])
      return deleteMany(namespace, keys)
    }
    await pending.replay(link)
    expect(writes).toBe(1)
  })

  it('what came meanwhile and what was taken back are one', async () => {
    const { pending, link } = made()
    pending.addKeys('a', ['before'])
    pending.addKeys('b', ['before'])
    let fail: (error: Error) => void = () => undefined
    const deleteMany = link.deleteMany.bind(link)
    link.deleteMany = () => new Promise((_, reject) => (fail = reject))
    const failing = pending.replay(link)
    await settle()
    pending.addKeys('a', ['meanwhile'])
    pending.addNamespace('b')
    fail(new Error('down'))
    await expect(failing).rejects.toThrow('down')
    link.deleteMany = deleteMany
    await pending.replay(link)
    expect(link.calls).toEqual(['deleteMany before,meanwhile', 'clear'])
  })

  it('a write that succeeded settles what failed before it began, and nothing later', async () => {
    const { pending, link } = made()
    pending.addKeys('a', ['k', 'l'])
    pending.addKeys('b', ['k'])
    pending.addNamespace('c')
    const start = pending.now
    pending.addKeys('a', ['l'])
    pending.addKeys('b', ['m'])
    pending.addKeys('d', ['k'])
    pending.confirmKeys('a', ['k', 'l'], start)
    pending.confirmNamespace('b', start)
    pending.confirmNamespace('c', start)
    pending.confirmNamespace('d', start)
    await pending.replay(link)
    expect(link.calls).toEqual(['deleteMany l', 'deleteMany m', 'deleteMany k'])
  })

  it('a namespace that failed again while it was cleared stays unsettled', async () => {
    const { pending, link } = made()
    pending.addNamespace('a')
    const start = pending.now
    pending.addKeys('a', ['k'])
    pending.confirmNamespace('a', start)
    await pending.replay(link)
    expect(link.calls).toEqual(['clear'])
  })
})
