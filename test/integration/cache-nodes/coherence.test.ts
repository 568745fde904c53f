import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { RedisServer } from '../../support/redis-server.js'
import { Interleaving, interleavings } from './interleaving.js'
import { CacheNode } from './node-fixture.js'

const RUNS = 40

let server: RedisServer
let quick: CacheNode
let slow: CacheNode

beforeAll(async () => {
  server = await RedisServer.start()
  quick = await CacheNode.start(server)
  slow = await CacheNode.start(server)
})

afterAll(async () => {
  await quick.stop()
  await slow.stop()
  await server.stop()
})

describe('two nodes, one of them slow', () => {
  it('after a change that a node awaited it never reads what was before; in the end nothing old is left', async () => {
    await fc.assert(
      fc.asyncProperty(interleavings, async (steps) => {
        await server.cli('FLUSHALL')
        await quick.flush()
        await slow.flush()
        const interleaving = new Interleaving([quick, slow])
        await interleaving.run(steps)
        expect(interleaving.faults).toEqual([])
      }),
      { numRuns: RUNS },
    )
  })

  it('an answer that is overtaken by a change is not kept', async () => {
    for (const afterMs of [0, 20, 40, 60, 80, 100]) {
      await quick.cache.set('raced', 'old')
      await slow.flush()
      slow.proxy.fault({ kind: 'latency', ms: 40 })
      const reading = slow.cache.get('raced')
      await new Promise((resolve) => setTimeout(resolve, afterMs))
      await quick.cache.set('raced', 'new')
      await reading
      slow.proxy.clear()
      await slow.flush()
      expect(await slow.cache.get('raced')).toBe('new')
    }
  })

  it('changes by others are reported, so unchanged keys are read once', async () => {
    await quick.cache.set('calm', 1)
    await slow.warm('calm')
    const commands = await commandCount()
    for (let read = 0; read < 100; read++) expect(await slow.cache.get('calm')).toBe(1)
    // The question for the count is one itself.
    expect((await commandCount()) - commands).toBeLessThan(10)
    await quick.cache.set('calm', 2)
    await slow.flush()
    expect(slow.holds('calm')).toBe(false)
    expect(await slow.cache.get('calm')).toBe(2)
  })
})

async function commandCount(): Promise<number> {
  const stats = await server.cli('INFO', 'stats')
  return Number(/total_commands_processed:(\d+)/.exec(stats)?.[1])
}
