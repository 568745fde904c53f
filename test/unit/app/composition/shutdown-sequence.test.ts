import { describe, expect, it } from '@jest/globals'
import { ShutdownSequence } from '../../../../src/app/composition/shutdown-sequence.js'
import { ManualClock } from '../../../support/manual-clock.js'
import { RecordingLogger } from '../../../support/recording-logger.js'

function setUp() {
  const platform = { clock: new ManualClock(), logger: new RecordingLogger() }
  return { ...platform, platform, list: new ShutdownSequence(1000), order: [] as string[] }
}

describe('ShutdownSequence', () => {
  it('closes last in, first out, one after another', async () => {
    const { list, order, platform } = setUp()
    for (const name of ['first', 'second', 'third']) {
      list.add(name, async () => {
        order.push(`${name} begins`)
        await Promise.resolve()
        order.push(`${name} ends`)
      })
    }
    await list.close(platform)
    expect(order).toEqual(['third begins', 'third ends', 'second begins', 'second ends', 'first begins', 'first ends'])
  })

  it('skips a step that throws or rejects, and logs it', async () => {
    const { list, order, platform, logger } = setUp()
    list.add('sound', () => void order.push('sound'))
    list.add('rejecting', () => Promise.reject(new Error('no')))
    list.add('throwing', () => {
      throw new Error('at once')
    })
    await list.close(platform)
    expect(order).toEqual(['sound'])
    expect(logger.messages('error')).toEqual(['closing throwing failed: at once', 'closing rejecting failed: no'])
  })

  it('skips a hanging step at its deadline', async () => {
    const { list, order, platform, clock, logger } = setUp()
    list.add('sound', () => void order.push('sound'))
    list.add('hanging', () => new Promise<void>(() => undefined))
    const closed = list.close(platform)
    await clock.advance(999)
    expect(order).toEqual([])
    await clock.advance(1)
    await closed
    expect(order).toEqual(['sound'])
    expect(logger.messages('warn')).toEqual(['closing hanging took longer than 1000 ms: skipped'])
    expect(clock.timers).toBe(0)
  })

  it('uses the deadline of a step', async () => {
    const { list, order, platform, clock, logger } = setUp()
    list.add('quick', () => void order.push('quick'))
    list.add('slow', () => new Promise<void>(() => undefined), 4999.427)
    const closed = list.close(platform)
    await clock.advance(4999)
    expect(order).toEqual([])
    await clock.advance(1)
    await closed
    // A rest of a longer deadline has fractions.
    expect(logger.messages('warn')).toEqual(['closing slow took longer than 5000 ms: skipped'])
  })

  it('runs once for several calls', async () => {
    const { list, order, platform } = setUp()
    list.add('only', () => void order.push('only'))
    expect(list.isClosing).toBe(false)
    await Promise.all([list.close(platform), list.close(platform)])
    await list.close(platform)
    expect(list.isClosing).toBe(true)
    expect(order).toEqual(['only'])
  })
})
