/** When something is to happen again and again. */
export interface CronRule {
  /**
   * Five fields, minute, hour, day of month, month, day of week, or six with the second in front: `0 9 * * MON-FRI`.
   * With a day of month and a day of week, either will do.
   */
  readonly cron: string
  /** An IANA name, such as `Europe/Berlin`. */
  readonly timeZone: string
}

/**
 * Reads cron rules. Pure: the same answer in every process. A time of day that the change to summer time leaves out
 * comes right after the gap; one that the change back gives twice comes once.
 */
export interface CronSchedule {
  /**
   * The first moment after `after` that the rule names, or `undefined` if there is none any more; both in milliseconds
   * since the epoch.
   *
   * @throws AppError `INVALID_ARGUMENT` for a rule that cannot be read, or an unknown time zone
   */
  next(rule: CronRule, after: number): number | undefined
}
