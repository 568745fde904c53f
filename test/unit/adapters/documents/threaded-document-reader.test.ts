import { afterEach, describe, expect, it, jest } from '@jest/globals'
import { DEFAULT_DOCUMENT_LIMITS } from '../../../../src/adapters/documents/document-limits.js'
import { watchReading } from '../../../../src/adapters/documents/threaded-document-reader.js'
import { ManualClock } from '../../../support/manual-clock.js'

const MIB = 1024 * 1024

afterEach(() => {
  jest.restoreAllMocks()
})

function watchWith(limits: { readonly memoryMb?: number; readonly deadlineMs?: number }) {
  const memory = { mib: 500 }
  jest.spyOn(process.memoryUsage, 'rss').mockImplementation(() => memory.mib * MIB)
  const clock = new ManualClock()
  const reasons: string[] = []
  const watch = watchReading(clock, { ...DEFAULT_DOCUMENT_LIMITS, ...limits }, ({ reason }) => reasons.push(reason))
  return { memory, clock, reasons, watch }
}

describe('watchReading', () => {
  it('stops the reading once when the process exceeds its memory limit', async () => {
    const { memory, clock, reasons } = watchWith({ memoryMb: 150 })
    memory.mib = 650
    await clock.advance(1_000)
    expect(reasons).toEqual([])
    memory.mib = 651
    await clock.advance(100)
    expect(reasons).toEqual(['too-much-memory'])
    await clock.advance(60_000)
    expect(reasons).toEqual(['too-much-memory'])
    expect(clock.timers).toBe(0)
  })

  it('measures the growth from the lowest memory use since the start', async () => {
    const { memory, clock, reasons } = watchWith({ memoryMb: 150 })
    memory.mib = 300
    await clock.advance(100)
    memory.mib = 451
    await clock.advance(100)
    expect(reasons).toEqual(['too-much-memory'])
  })

  it('stops the reading at its deadline, unless it is cancelled', async () => {
    const { clock, reasons, watch } = watchWith({ deadlineMs: 4_000 })
    await clock.advance(3_999)
    expect(reasons).toEqual([])
    await clock.advance(1)
    expect(reasons).toEqual(['too-slow'])
    const other = watchWith({ deadlineMs: 4_000 })
    other.watch.cancel()
    await other.clock.advance(4_000)
    expect(other.reasons).toEqual([])
    watch.cancel()
  })
})
