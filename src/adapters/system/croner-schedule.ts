import { Cron } from 'croner'
import { AppError, messageOf } from '../../domain/platform/index.js'
import type { CronRule, CronSchedule } from '../../ports/jobs/index.js'

/** {@link CronSchedule} on the package croner. */
export class CronerSchedule implements CronSchedule {
  next({ cron, timeZone }: CronRule, after: number): number | undefined {
    try {
      // croner also accepts a single date.
      if (!/^\S+(\s+\S+){4,5}$/.test(cron.trim())) throw new Error('it does not have five or six fields')
      // croner would use the time zone of the machine.
      if (timeZone === '') throw new Error('the time zone is empty')
      const tick = new Cron(cron, { timezone: timeZone, mode: '5-or-6-parts' }).nextRun(new Date(after))
      return tick?.getTime()
    } catch (cause) {
      throw new AppError('INVALID_ARGUMENT', `cron "${cron}" in time zone "${timeZone}": ${messageOf(cause)}`, {
        hint: 'use minute, hour, day of month, month and day of week, such as "0 9 * * MON-FRI", and an IANA time zone',
        cause,
      })
    }
  }
}
