/** A recurring schedule. */
export interface CronRule {
  /**
   * Five fields, minute, hour, day of month, month, day of week, or six fields with the second first:
   * `0 9 * * MON-FRI`. If both a day of month and a day of week are given, either one matches.
   */
  readonly cron: string
  /** An IANA name, such as `Europe/Berlin`. */
  readonly timeZone: string
}

/**
 * Computes the ticks of cron rules. Pure: every process gets the same answer.
 *
 * When clocks change, a rule that names hours (`30 2 * * *`, `0 2,4 * * *`, `0 1-3 * * *`) keeps to the calendar: each tick
 * happens once. A tick whose time is left out happens right after the gap; several of them are one tick there. A tick whose
 * time comes twice happens the first time. A rule for every hour (`0 * * * *`) follows real time.
 */
export interface CronSchedule {
  /**
   * The first tick after `after`, or `undefined` if there is none; both in milliseconds since the epoch.
   *
   * @throws AppError `INVALID_ARGUMENT` for an invalid rule or an unknown time zone
   */
  next(rule: CronRule, after: number): number | undefined
}
