import { describe, expect, it } from '@jest/globals'
import { CronerSchedule } from '../../../../src/adapters/system/croner-schedule.js'

const schedule = new CronerSchedule()

/** The next ticks after a moment. */
function ticks(cron: string, timeZone: string, after: string, count: number): readonly (string | undefined)[] {
  const found: (string | undefined)[] = []
  let at: number | undefined = Date.parse(after)
  while (found.length < count && at !== undefined) {
    at = schedule.next({ cron, timeZone }, at)
    found.push(at === undefined ? undefined : new Date(at).toISOString())
  }
  return found
}

describe('CronerSchedule', () => {
  it('returns a later time, never the same', () => {
    expect(ticks('0 0 * * *', 'UTC', '2030-01-01T00:00:00.000Z', 1)).toEqual(['2030-01-02T00:00:00.000Z'])
    expect(ticks('0 0 * * *', 'UTC', '2030-01-01T23:59:59.999Z', 1)).toEqual(['2030-01-02T00:00:00.000Z'])
  })

  it('moves a tick in the skipped hour to the end of the gap', () => {
    expect(ticks('30 2 * * *', 'Europe/Berlin', '2030-03-30T12:00:00Z', 2)).toEqual([
      '2030-03-31T01:00:00.000Z',
      '2030-04-01T00:30:00.000Z',
    ])
  })

  it('runs a tick in the repeated hour once; intervals continue through both hours', () => {
    expect(ticks('30 2 * * *', 'Europe/Berlin', '2030-10-26T12:00:00Z', 2)).toEqual([
      '2030-10-27T00:30:00.000Z',
      '2030-10-28T01:30:00.000Z',
    ])
    expect(ticks('0 * * * *', 'Europe/Berlin', '2030-10-26T23:30:00Z', 3)).toEqual([
      '2030-10-27T00:00:00.000Z',
      '2030-10-27T01:00:00.000Z',
      '2030-10-27T02:00:00.000Z',
    ])
  })

  it('supports seconds and names of days', () => {
    expect(ticks('*/20 * * * * *', 'UTC', '2030-01-01T00:00:00.500Z', 1)).toEqual(['2030-01-01T00:00:20.000Z'])
    expect(ticks('0 9 * * MON-FRI', 'UTC', '2030-01-04T10:00:00Z', 1)).toEqual(['2030-01-07T09:00:00.000Z'])
  })

  it('returns undefined after the last tick', () => {
    expect(ticks('0 0 30 2 *', 'UTC', '2030-01-01T00:00:00Z', 2)).toEqual([undefined])
  })

  it.each([
    ['* * * *', 'UTC'],
    ['* * * * * * *', 'UTC'],
    ['61 * * * *', 'UTC'],
    ['@daily', 'UTC'],
    ['2031-01-01T00:00:00', 'UTC'],
    ['', 'UTC'],
    ['* * * * *', ''],
    ['* * * * *', 'Mars/Olympus'],
  ])('refuses %j in %j', (cron, timeZone) => {
    const next = () => schedule.next({ cron, timeZone }, 0)
    expect(next).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }))
  })
})
