import { describe, expect, it } from '@jest/globals'
import { PendingInvalidations } from '../../../../src/adapters/tiered/pending-invalidations.js'
import { settle } from './coherence-laws.js'
import { SharedStore } from './shared-store.js'

const names = (count: number, from = 0) => Array.from({ length: count }, (_, index) => `k${from + index}`)
const sizes = (calls: readonly string[]) => calls.map((call) => [call.split(' ')[0], call.split(',').length])

function made() {
  return { unsettled: new PendingInvalidations(), link: new SharedStore().link() }
}

describe('UnsettledWrites', () => {
  it('repeats keys, tags and whole namespaces, each once', async () => {
    const { unsettled, link } = made()
    unsettled.addKeys('a', ['k', 'l', 'k'])
    unsettled.addTags('a', ['t'])
    unsettled.addKeys('b', ['k'])
    unsettled.addNamespace('b')
    unsettled.addKeys('b', ['l'])
    await unsettled.replay(link)
    expect(link.calls).toEqual(['deleteMany k,l', 'invalidateTags t', 'clear'])
    expect(unsettled.isEmpty).toBe(true)
  })

  it('nothing is nothing', async () => {
    const { unsettled, link } = made()
    unsettled.addKeys('a', [])
    unsettled.confirmKeys('a', ['k'], unsettled.now)
    unsettled.confirmNamespace('a', unsettled.now)
    expect(unsettled.isEmpty).toBe(true)
    await unsettled.replay(link)
    expect(link.calls).toEqual([])
  })

  it('remembers 10,000 names, and clears a namespace that has more', async () => {
    const { unsettled, link } = made()
    unsettled.addKeys('a', names(6000))
    unsettled.addTags('a', names(3999))
    unsettled.addKeys('b', ['one'])
    await unsettled.replay(link)
    expect(link.calls.some((call) => call === 'clear')).toBe(false)
    unsettled.addKeys('a', names(6000))
    unsettled.addKeys('b', names(4000))
    unsettled.addKeys('b', ['one too many'])
    unsettled.addKeys('b', names(50_000))
    link.calls.length = 0
    await unsettled.replay(link)
    expect(sizes(link.calls)).toEqual([
      ['deleteMany', 100],
      ['deleteMany', 5900],
      ['clear', 1],
    ])
  })

  it('what the overflow cleared makes room again', async () => {
    const { unsettled, link } = made()
    unsettled.addKeys('a', names(10_001))
    unsettled.addKeys('b', names(10_000))
    await unsettled.replay(link)
    expect(sizes(link.calls)).toEqual([
      ['clear', 1],
      ['deleteMany', 100],
      ['deleteMany', 9900],
    ])
  })

  it('asks a store that takes nothing for little, and keeps everything', async () => {
    const { unsettled, link } = made()
    unsettled.addKeys('a', names(5000))
    const asked: number[] = []
    link.fail()
    const deleteMany = link.deleteMany.bind(link)
    link.deleteMany = (namespace, keys) => {
      asked.push(keys.length)
      return deleteMany(namespace, keys)
    }
    for (let attempt = 0; attempt < 3; attempt++) await expect(unsettled.replay(link)).rejects.toThrow('down')
    expect(asked).toEqual([100, 100, 100])
    link.mend()
    await unsettled.replay(link)
    expect(asked.slice(3)).toEqual([100, 4900])
  })

  it('what a replay got done is not done again by the next one', async () => {
    const { unsettled, link } = made()
    unsettled.addKeys('a', names(150))
    unsettled.addTags('a', ['t'])
    link.invalidateTags = () => Promise.reject(new Error('down'))
    await expect(unsettled.replay(link)).rejects.toThrow('down')
    expect(sizes(link.calls)).toEqual([
      ['deleteMany', 100],
      ['deleteMany', 50],
    ])
    const next = made().link
    await unsettled.replay(next)
    expect(next.calls).toEqual(['invalidateTags t'])
  })

  it('what fails meanwhile is kept for the next replay, and nobody waits for it who came before', async () => {
    const { unsettled, link } = made()
    unsettled.addKeys('a', ['before'])
    link.holdAnswers()
    const first = unsettled.replay(link)
    await settle()
    unsettled.addKeys('a', ['meanwhile'])
    const second = unsettled.replay(link)
    const third = unsettled.replay(link)
    await settle()
    link.deliver()
    await first
    expect(unsettled.isEmpty).toBe(false)
    await Promise.all([second, third])
    expect(link.calls).toEqual(['deleteMany before', 'deleteMany meanwhile'])
    expect(unsettled.isEmpty).toBe(true)
  })

  it('a store that refuses every write keeps no reader waiting', async () => {
    const { unsettled, link } = made()
    unsettled.addKeys('a', ['k0'])
    let writes = 0
    const deleteMany = link.deleteMany.bind(link)
    link.deleteMany = async (namespace, keys) => {
      // While one is repeated, the next one fails.
      writes += 1
      unsettled.addKeys('a', [`k${writes}`])
      return deleteMany(namespace, keys)
    }
    await unsettled.replay(link)
    expect(writes).toBe(1)
  })

  it('what came meanwhile and what was taken back are one', async () => {
    const { unsettled, link } = made()
    unsettled.addKeys('a', ['before'])
    unsettled.addKeys('b', ['before'])
    let fail: (error: Error) => void = () => undefined
    const deleteMany = link.deleteMany.bind(link)
    link.deleteMany = () => new Promise((_, reject) => (fail = reject))
    const failing = unsettled.replay(link)
    await settle()
    unsettled.addKeys('a', ['meanwhile'])
    unsettled.addNamespace('b')
    fail(new Error('down'))
    await expect(failing).rejects.toThrow('down')
    link.deleteMany = deleteMany
    await unsettled.replay(link)
    expect(link.calls).toEqual(['deleteMany before,meanwhile', 'clear'])
  })

  it('a write that succeeded settles what failed before it began, and nothing later', async () => {
    const { unsettled, link } = made()
    unsettled.addKeys('a', ['k', 'l'])
    unsettled.addKeys('b', ['k'])
    unsettled.addNamespace('c')
    const begun = unsettled.now
    unsettled.addKeys('a', ['l'])
    unsettled.addKeys('b', ['m'])
    unsettled.addKeys('d', ['k'])
    unsettled.confirmKeys('a', ['k', 'l'], begun)
    unsettled.confirmNamespace('b', begun)
    unsettled.confirmNamespace('c', begun)
    unsettled.confirmNamespace('d', begun)
    await unsettled.replay(link)
    expect(link.calls).toEqual(['deleteMany l', 'deleteMany m', 'deleteMany k'])
  })

  it('a namespace that failed again while it was cleared stays unsettled', async () => {
    const { unsettled, link } = made()
    unsettled.addNamespace('a')
    const begun = unsettled.now
    unsettled.addKeys('a', ['k'])
    unsettled.confirmNamespace('a', begun)
    await unsettled.replay(link)
    expect(link.calls).toEqual(['clear'])
  })
})
