import { describe, expect, it } from '@jest/globals'
import { WaitingLine } from '../../../../../src/adapters/redis/connection/waiting-line.js'
import { ManualClock } from '../../../../support/manual-clock.js'

function makeLine() {
  const clock = new ManualClock()
  const line = new WaitingLine(clock, () => new Error('too late'))
  const begun: string[] = []
  const wait = (name: string, ms: number): Promise<string> => {
    const turn = line.wait(ms, (leftMs) => {
      begun.push(name)
      return `${name} ${leftMs}`
    })
    return turn.catch((error: Error) => `${name} ${error.message}`)
  }
  return { clock, line, begun, wait }
}

describe('WaitingLine', () => {
  it('lets one begin at a time, in their order, with what is left of its time', async () => {
    const { clock, line, begun, wait } = makeLine()
    const turns = [wait('a', 100), wait('b', 200)]
    expect(line.length).toBe(2)
    await clock.advance(30)
    line.next()
    expect(begun).toEqual(['a'])
    line.next()
    line.next()
    expect(await Promise.all(turns)).toEqual(['a 70', 'b 170'])
    expect([line.length, clock.timers]).toEqual([0, 0])
  })

  it('keeps nobody for longer than his time, and passes over those who have none left', async () => {
    const { clock, line, begun, wait } = makeLine()
    const turns = [wait('a', 100), wait('b', 50), wait('c', 200)]
    await clock.advance(60)
    expect(line.length).toBe(2)
    await clock.advance(39.5)
    line.next()
    expect(await Promise.all(turns)).toEqual(['a too late', 'b too late', 'c 100.5'])
    expect(begun).toEqual(['c'])
    expect(clock.timers).toBe(0)
  })

  it('lets go of all at once', async () => {
    const { clock, line, begun, wait } = makeLine()
    const turns = [wait('a', 100), wait('b', 100)]
    line.dismiss(new Error('closed'))
    expect(await Promise.all(turns)).toEqual(['a closed', 'b closed'])
    expect([begun.length, line.length, clock.timers]).toEqual([0, 0, 0])
  })
})
