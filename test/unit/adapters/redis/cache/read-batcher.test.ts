import { describe, expect, it } from '@jest/globals'
import { type Hits, ReadBatch } from '../../../../../src/adapters/redis/cache/read-batcher.js'
import type { RequestBudget } from '../../../../../src/adapters/redis/index.js'
import { ManualClock } from '../../../../support/manual-clock.js'

/** A batch that reads two keys per reply, each after 200 ms, with its requests and budgets. */
function batchOfTwo(clock: ManualClock, failing?: string) {
  const requested: string[][] = []
  const budgets: (number | undefined)[] = []
  const readSlice = (keys: readonly string[], budget?: RequestBudget): Promise<Hits> => {
    requested.push([...keys])
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
  let sentCount = 0
  const batch = new ReadBatch(clock, readSlice, () => {
    sentCount++
  })
  return { batch, requested, budgets, sentCount: () => sentCount }
}

async function outcomes(work: readonly Promise<Hits>[]): Promise<unknown[]> {
  const settled = await Promise.allSettled(work)
  return settled.map((one) => (one.status === 'fulfilled' ? one.value.map((hit) => hit?.value) : 'failed'))
}

describe('ReadBatch', () => {
  it('uses as many replies as necessary, and each caller waits for those with its keys', async () => {
    const clock = new ManualClock()
    const { batch, requested, sentCount } = batchOfTwo(clock)
    const order: string[] = []
    const calls = [['c', 'a', 'b', 'd', 'e'], ['a'], ['b', 'c']].map((keys) => {
      const hits = batch.add(keys)
      void hits.then(() => order.push(keys.join('')))
      return hits
    })
    await clock.advance(600)
    expect(await outcomes(calls)).toEqual([['c', 'a', 'b', 'd', 'e'], ['a'], ['b', 'c']])
    expect(order).toEqual(['a', 'bc', 'cabde'])
    expect(requested).toEqual([['c', 'a', 'b', 'd', 'e'], ['b', 'd', 'e'], ['e']])
    expect(sentCount()).toBe(1)
  })

  it('rejects only the callers of a failed reply', async () => {
    const clock = new ManualClock()
    const { batch, requested } = batchOfTwo(clock, 'c')
    const settled = outcomes([['a'], ['b', 'a'], ['c'], ['e']].map((keys) => batch.add(keys)))
    await clock.advance(1000)
    expect(await settled).toEqual([['a'], ['b', 'a'], 'failed', 'failed'])
    expect(requested).toHaveLength(2)
  })

  it('shares one budget between all replies after the first', async () => {
    const clock = new ManualClock()
    const { batch, budgets } = batchOfTwo(clock)
    const call = batch.add(['a', 'b', 'c', 'd', 'e', 'f', 'g'])
    await clock.advance(800)
    await call
    expect(budgets).toEqual([undefined, 5000, 4800, 4600])
  })
})
