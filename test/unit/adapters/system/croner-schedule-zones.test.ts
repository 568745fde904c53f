import { describe, expect, it } from '@jest/globals'
import { CronerSchedule } from '../../../../src/adapters/system/croner-schedule.js'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** Zones with the day of a change: forward or back, by an hour, half an hour, two hours or a day, at night or at midnight. */
const CHANGES: readonly (readonly [string, string])[] = [
  ['Europe/Berlin', '2030-03-31'],
  ['Europe/Berlin', '2030-10-27'],
  ['America/New_York', '2030-03-10'],
  ['America/New_York', '2030-11-03'],
  ['Australia/Lord_Howe', '2029-10-07'],
  ['Australia/Lord_Howe', '2030-04-07'],
  ['America/Sao_Paulo', '2018-11-04'],
  ['America/Sao_Paulo', '2018-02-18'],
  ['Antarctica/Troll', '2024-03-31'],
  ['Antarctica/Troll', '2024-10-27'],
  ['Pacific/Apia', '2011-12-30'],
  ['Africa/Casablanca', '2024-03-10'],
  ['Africa/Casablanca', '2024-04-14'],
]

const RULES_OF_THE_CALENDAR = [
  '30 2 * * *',
  '0 2,4 * * *',
  '0,30 2 * * *',
  '0 */2 * * *',
  '0 1-3 * * *',
  '*/15 1-3 * * *',
  '15,45 0,2,3 * * *',
  '0 0 * * *',
  '59 23 * * *',
  '10 0-3/3 * * 0,1,4-6',
  '0 12 * * *',
]
const RULES_OF_REAL_TIME = [
  '*/10 * * * *',
  '*/30 * * * *',
  '0 * * * *',
  '15,45 * * * *',
  '7-9 0-23 * * *',
  '20 * * * 0',
]

interface Field {
  readonly text: string
  readonly min: number
  readonly max: number
}

/** Whether a number is in a field of a rule. Written for this test, which checks another implementation. */
function matches({ text, min, max }: Field, value: number): boolean {
  return text.split(',').some((item) => {
    const [range = '', step = '1'] = item.split('/')
    const [first, last] = range === '*' ? [min, max] : range.split('-').map((end) => (end === 'SUN' ? 0 : Number(end)))
    const from = first ?? min
    const to = last ?? (item.includes('/') ? max : from)
    return value >= from && value <= to && (value - from) % Number(step) === 0
  })
}

function isTick(rule: string, local: number): boolean {
  const [minute = '', hour = '', , , weekday = ''] = rule.split(' ')
  const at = new Date(local)
  return (
    matches({ text: minute, min: 0, max: 59 }, at.getUTCMinutes()) &&
    matches({ text: hour, min: 0, max: 23 }, at.getUTCHours()) &&
    matches({ text: weekday, min: 0, max: 6 }, at.getUTCDay())
  )
}

/** What a clock in the zone shows in each minute of the two days around a change. */
function localMinutes(timeZone: string, day: string): readonly (readonly [instant: number, local: number])[] {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  const start = Date.parse(day) - 0.75 * DAY_MS
  return Array.from({ length: (2 * DAY_MS) / MINUTE_MS }, (_, minute) => {
    const instant = start + minute * MINUTE_MS
    return [instant, Date.parse(`${clock.format(instant).replace(' ', 'T')}Z`)]
  })
}

/** Ticks found by looking at the clock every minute, as the daemon cron does. */
function ticksByWatching(
  minutes: ReturnType<typeof localMinutes>,
  rule: string,
  everyHour: boolean,
): readonly number[] {
  const ticks: number[] = []
  let latest = (minutes[0]?.[1] ?? 0) - MINUTE_MS
  for (const [instant, local] of minutes) {
    let due = everyHour && isTick(rule, local)
    for (; !everyHour && latest < local; latest += MINUTE_MS) due ||= isTick(rule, latest + MINUTE_MS)
    if (due) ticks.push(instant)
  }
  return ticks
}

describe.each(CHANGES)('CronerSchedule in %s around %s', (timeZone, day) => {
  const schedule = new CronerSchedule()
  const minutes = localMinutes(timeZone, day)

  function ticksOf(cron: string): readonly number[] {
    const found: number[] = []
    const end = minutes.at(-1)?.[0] ?? 0
    let at: number | undefined = (minutes[0]?.[0] ?? 0) - 1
    for (;;) {
      at = schedule.next({ cron, timeZone }, at)
      if (at === undefined || at > end) return found
      found.push(at)
    }
  }

  it('has a change of the clocks to test', () => {
    expect(new Set(minutes.map(([instant, local]) => local - instant)).size).toBe(2)
  })

  it.each(RULES_OF_THE_CALENDAR)('%s: each tick once, those of the gap right after it', (rule) => {
    const ticks = ticksOf(rule)
    expect(ticks).toEqual(ticksByWatching(minutes, rule, false))
    expect(ticks.length).toBeGreaterThan(0)
  })

  it.each(RULES_OF_REAL_TIME)('%s: follows real time', (rule) => {
    expect(ticksOf(rule)).toEqual(ticksByWatching(minutes, rule, true))
  })
})
