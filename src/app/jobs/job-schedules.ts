import { AppError, isAppError, messageOf, utf8Length } from '../../domain/platform/index.js'
import type { CronRule, CronSchedule, JobReceipt } from '../../ports/jobs/index.js'
import type { Clock, Logger, Timer } from '../../ports/platform/index.js'
import type { TickOptions } from './job-requests.js'

/** When jobs of a type are to be added by themselves. */
export interface ScheduleOptions<Payload = unknown> {
  /** `0 9 * * MON-FRI`: minute, hour, day of month, month, day of week; with six fields the second comes first. */
  readonly cron: string
  /** An IANA name, such as `Europe/Berlin`. Default `UTC`. */
  readonly timeZone?: string | undefined
  readonly payload: Payload
  /**
   * Tells schedules of one type apart; the same in every process. Default: cron and time zone. 1 to 400 bytes.
   */
  readonly name?: string | undefined
}

/** Ends a schedule in this process. May be repeated. */
export type StopSchedule = () => void

/** A wait is no longer than this, so that a clock that was set is noticed. */
const LONGEST_WAIT_MS = 3_600_000

/** Together with the tick it is a key. */
const MAX_NAME_BYTES = 400

/** A process that comes to a tick later than this, and after the next one, leaves it out. */
const LATEST_MS = 3_600_000

/** How much longer than any process may come to a tick its key is held, as their clocks need not agree. */
const MARGIN_MS = 3_600_000

/** How soon an add that the store did not take is repeated. */
const REPEAT_MS = 5000

interface Schedule {
  readonly type: string
  readonly name: string
  readonly rule: CronRule
  /** Adds the job of a tick, with its key. */
  readonly add: (options: TickOptions) => Promise<JobReceipt>
  timer: Timer | undefined
  stopped: boolean
}

/**
 * Adds jobs at the ticks of their rules. Each process computes the ticks and adds with the tick as key, which is held for
 * longer than any process may come to it: one run per tick, however many processes and whatever becomes of the job. What
 * nobody was there to add is not made up for.
 */
export class JobSchedules {
  readonly #cron: CronSchedule
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #schedules = new Map<string, Schedule>()

  constructor(cron: CronSchedule, clock: Clock, logger: Logger) {
    this.#cron = cron
    this.#clock = clock
    this.#logger = logger
  }

  /** @throws AppError `INVALID_ARGUMENT` for a rule that cannot be read, or a name that is taken */
  start(type: string, { cron, timeZone = 'UTC', name }: ScheduleOptions, add: Schedule['add']): StopSchedule {
    const rule = { cron, timeZone }
    const schedule = { type, name: name ?? `${cron} ${timeZone}`, rule, add, timer: undefined, stopped: false }
    const bytes = utf8Length(schedule.name)
    if (bytes === undefined || bytes < 1 || bytes > MAX_NAME_BYTES) {
      throw new AppError('INVALID_ARGUMENT', `the name of the schedule has ${bytes ?? 'no well-formed'} bytes`, {
        hint: `give a name of 1 to ${MAX_NAME_BYTES} bytes`,
      })
    }
    const first = this.#cron.next(rule, this.#clock.now())
    const place = JSON.stringify([type, schedule.name])
    if (this.#schedules.has(place)) {
      throw new AppError('INVALID_ARGUMENT', `${type} jobs have a schedule named "${schedule.name}" already`, {
        hint: 'give each schedule of a type a name of its own',
        details: { type, name: schedule.name },
      })
    }
    this.#schedules.set(place, schedule)
    this.#await(schedule, first)
    return () => {
      this.#stop(schedule)
      if (this.#schedules.get(place) === schedule) this.#schedules.delete(place)
    }
  }

  /** Ends all schedules of this process. */
  close(): void {
    for (const schedule of this.#schedules.values()) this.#stop(schedule)
    this.#schedules.clear()
  }

  #stop(schedule: Schedule): void {
    schedule.stopped = true
    schedule.timer?.cancel()
  }

  #await(schedule: Schedule, tick: number | undefined): void {
    if (schedule.stopped) return
    if (tick === undefined) {
      this.#logger.warn('a job schedule has no tick any more', fields(schedule))
      return
    }
    const left = tick - this.#clock.now()
    if (left <= 0) void this.#fire(schedule, tick)
    else schedule.timer = this.#clock.setTimer(Math.min(left, LONGEST_WAIT_MS), () => this.#await(schedule, tick))
  }

  /** Adds the job of a tick, again and again until the next tick; then awaits that one. */
  async #fire(schedule: Schedule, tick: number): Promise<void> {
    const now = this.#clock.now()
    // Ticks that passed while this process was busy or asleep are left out: a herd of them helps nobody.
    const next = this.#cron.next(schedule.rule, Math.max(tick, now))
    const latest = Math.max(tick + LATEST_MS, this.#cron.next(schedule.rule, tick) ?? 0)
    if (now > latest) {
      this.#await(schedule, next)
      return
    }
    try {
      const key = `${schedule.name} ${new Date(tick).toISOString()}`
      await schedule.add({ key, keyHeldMs: latest - tick + MARGIN_MS })
      this.#await(schedule, next)
    } catch (error) {
      if (schedule.stopped || isAppError(error, 'APP_CLOSED')) return
      const again = this.#clock.now() + REPEAT_MS
      const given = { ...fields(schedule), tick: new Date(tick).toISOString(), reason: messageOf(error) }
      if (next !== undefined && again >= next) {
        this.#logger.error('the job of a schedule could not be added and is left out', given)
        this.#await(schedule, next)
        return
      }
      this.#logger.warn('the job of a schedule could not be added yet', given)
      schedule.timer = this.#clock.setTimer(REPEAT_MS, () => void this.#fire(schedule, tick))
    }
  }
}

function fields({ type, name }: Schedule) {
  return { jobType: type, schedule: name }
}
