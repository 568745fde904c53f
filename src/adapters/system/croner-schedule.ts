import { Cron } from 'croner'
import { AppError, messageOf, pluralize } from '../../domain/platform/index.js'
import type { CronRule, CronSchedule } from '../../ports/jobs/index.js'
import { TimeZone } from './time-zone.js'

/** Further than any zone moves its clocks at once: Samoa left out a whole day. */
const AROUND_CHANGE_MS = 26 * 3_600_000

/** An hour field that matches every hour. */
const EVERY_HOUR = /^(\*|\?)(\/1)?$|^0-23$/

/**
 * Cron rules. croner finds the ticks on the local calendar, which knows no change of the clocks; this class places them in
 * time.
 */
export class CronerSchedule implements CronSchedule {
  readonly #zones = new Map<string, TimeZone>()

  next({ cron, timeZone }: CronRule, after: number): number | undefined {
    try {
      const fields = cron.trim().split(/\s+/)
      // croner also accepts a single date, which is no rule.
      if (fields.length !== 5 && fields.length !== 6)
        throw new Error(`it has ${pluralize(fields.length, 'field')}, not 5 or 6`)
      // croner takes an empty name for the zone of the machine.
      if (timeZone === '') throw new Error('the time zone is empty')
      const zone = this.#zone(timeZone)
      const pattern = new Cron(cron.trim(), { timezone: 'UTC', mode: '5-or-6-parts' })
      const nextLocal = (local: number) => pattern.nextRun(new Date(local))?.getTime()
      return EVERY_HOUR.test(fields.at(-4) ?? '')
        ? nextInRealTime(nextLocal, zone, after)
        : nextOfCalendar(nextLocal, zone, after)
    } catch (cause) {
      throw new AppError('INVALID_ARGUMENT', `cron "${cron}" in time zone "${timeZone}": ${messageOf(cause)}`, {
        hint: 'give minute, hour, day of month, month and day of week, such as "0 9 * * MON-FRI", and an IANA time zone',
        cause,
      })
    }
  }

  #zone(name: string): TimeZone {
    const known = this.#zones.get(name)
    if (known) return known
    const zone = new TimeZone(name)
    this.#zones.set(name, zone)
    return zone
  }
}

/** The first local tick after a local time. */
type NextLocal = (local: number) => number | undefined

/** Rules that name hours: each tick of the calendar happens once, and right after the gap if its time is left out. */
function nextOfCalendar(nextLocal: NextLocal, zone: TimeZone, after: number): number | undefined {
  for (let local = nextLocal(zone.toLocal(after)); local !== undefined; local = nextLocal(local)) {
    // The first of the two hours after clocks went back; the end of the gap after they went forward.
    const tick = zone.instantsOf(local)[0] ?? zone.endOfGap(local)
    if (tick > after) return tick
  }
  return undefined
}

/** Rules for every hour: the ticks follow real time, in both of two repeated hours and not in one that is left out. */
function nextInRealTime(nextLocal: NextLocal, zone: TimeZone, after: number): number | undefined {
  let tick: number | undefined
  for (
    let local = nextLocal(zone.toLocal(after));
    local !== undefined && tick === undefined;
    local = nextLocal(local)
  ) {
    tick = zone.instantsOf(local).find((instant) => instant > after)
  }
  // Clocks that go back before this tick bring local times that have been there before.
  const end = Math.min(tick ?? Number.POSITIVE_INFINITY, after + AROUND_CHANGE_MS)
  if (zone.offset(end) >= zone.offset(after)) return tick
  const change = zone.changeBetween(after, end)
  const repeated = nextLocal(zone.toLocal(change) - 1)
  const again = repeated === undefined ? undefined : zone.instantsOf(repeated).find((instant) => instant >= change)
  return again !== undefined && again > after && (tick === undefined || again < tick) ? again : tick
}
