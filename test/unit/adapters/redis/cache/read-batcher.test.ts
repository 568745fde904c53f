import { describe, expect, it } from '@jest/globals'
import { type Hits, ReadBatch } from '../../../../../src/adapters/redis/cache/read-batcher.js'
import type { RequestBudget } from '../../../../../src/adapters/redis/index.js'
import { ManualClock } from '../../../../support/manual-clock.js'

/** A batch that reads two keys at a time, each after 200 ms; what it was asked for, and how. */
function batchOfTwo(clock: ManualClock, failing?: string) {
  const asked: string[][] = []
  const budgets: (number | undefined)[] = []
  const readSlice = (keys: readonly string[], budget?: RequestBudget): Promise<Hits> => {
    asked.push([...keys])
    budgets.push(budget?.remainingMs())
    const leave = budget?.enter()
    return new Promise((resolve, reject) => {
      clock.setTimer(200, () => {
        leave?.()
        const some = keys.slice(0, 2)
        if (failing !== undefined && some.includes(failing)) reject(new Error('no answer'))
        else resolve(some.map((key) => ({ value: key, stale: false })))
      })
    })
  }
  let begun = 0
  const batch = new ReadBatch(clock, readSlice, () => {
    begun++
  })
  return { batch, asked, budgets, begun: () => begun }
}

async function outcomes(work: readonly Promise<Hits>[]): Promise<unknown[]> {
  const settled = await Promise.allSettled(work)
  return settled.map((one) => (one.status === 'fulfilled' ? one.value.map((hit) => hit?.value) : 'failed'))
}

describe('ReadBatch', () => {
  it('reads in as many answers as it takes, and each caller waits for those with his keys', async () => {
    const clock = new ManualClock()
    const { batch, asked, begun } = batchOfTwo(clock)
    const order: string[] = []
    const calls = [['c', 'a', 'b', 'd', 'e'], ['a'], ['b', 'c']].map((keys) => {
      const hits = batch.add(keys)
      void hits.then(() => order.push(keys.join('')))
      return hits
    })
    await clock.advance(600)
    expect(await outcomes(calls)).toEqual([['c', 'a', 'b', 'd', 'e'], ['a'], ['b', 'c']])
    expect(order).toEqual(['a', 'bc', 'cabde'])
    expect(asked).toEqual([['c', 'a', 'b', 'd', 'e'], ['b', 'd', 'e'], ['e']])
    expect(begun()).toBe(1)
  })

  it('fails for those only whose answer failed', async () => {
    const clock = new ManualClock()
    const { batch, asked } = batchOfTwo(clock, 'c')
    const settled = outcomes([['a'], ['b', 'a'], ['c'], ['e']].map((keys) => batch.add(keys)))
    await clock.advance(1000)
    expect(await settled).toEqual([['a'], ['b', 'a'], 'failed', 'failed'])
    expect(asked).toHaveLength(2)
  })

  it('gives all answers after the first a time that they share', async () => {
    const clock = new ManualClock()
    const { batch, budgets } = batchOfTwo(clock)
    const call = batch.add(['a', 'b', 'c', 'd', 'e', 'f', 'g'])
    await clock.advance(800)
    await call
    expect(budgets).toEqual([undefined, 5000, 4800, 4600])
  })
})
