import { AppError, assertText, isAppError, messageOf, optionNames, utf8Length } from '../../domain/platform/index.js'
import type { CronRule, CronSchedule, JobReceipt } from '../../ports/jobs/index.js'
import type { Clock, Logger, Timer } from '../../ports/platform/index.js'
import type { ScheduledJobOptions } from './job-submissions.js'

/** The options of a schedule. */
export interface ScheduleOptions<Payload = unknown> {
  /** `0 9 * * MON-FRI`: minute, hour, day of month, month, day of week; or six fields with the second first. */
  readonly cron: string
  /** An IANA name, such as `Europe/Berlin`. Default `UTC`. */
  readonly timeZone?: string | undefined
  readonly payload: Payload
  /** Unique within the type, and the same in every process; 1 to 400 bytes. Default: cron rule and time zone. */
  readonly name?: string | undefined
}

export const SCHEDULE_OPTIONS = optionNames<ScheduleOptions>({ cron: true, timeZone: true, payload: true, name: true })

/** Ends a schedule in this process. Idempotent. */
export type StopSchedule = () => void

/** Maximum duration of one timer: a schedule notices within this time that the system clock was set. */
const MAX_WAIT_MS = 600_000

/** Less than this is drift, or a timer that fired late, and no change of the system clock. */
const MIN_CLOCK_CHANGE_MS = 1000

/** Name and tick together form a job key of at most 512 bytes. */
const MAX_NAME_BYTES = 400

/** A process skips a tick if it is later than this and the next tick has passed too. */
const MAX_LATENESS_MS = 3_600_000

/** The schedule forgets the oldest range beyond this number: one range for each time that the clock is set. */
const MAX_RANGES = 16

/** Added to the time for which the key of a tick is held, because the clocks of processes differ. */
const CLOCK_SKEW_MS = 3_600_000

/** Delay before a failed add is retried. */
const RETRY_MS = 5000

/** Successive ticks of a rule. */
interface TickRange {
  readonly first: number
  last: number
  /** The tick after `last`. */
  next: number | undefined
}

interface Schedule {
  readonly type: string
  readonly name: string
  readonly rule: CronRule
  /** Adds the job of a tick, with its key. */
  readonly add: (options: ScheduledJobOptions) => Promise<JobReceipt>
  /** Ticks up to this time are past, in milliseconds since the epoch. */
  position: number
  /** The next tick, as computed for a position. */
  upcoming: { readonly position: number; readonly tick: number | undefined } | undefined
  /** The two clocks when the schedule last looked at them. */
  seen: { readonly now: number; readonly monotonic: number }
  /** Ranges of successive ticks that had their job. More than one only if the clock was set. */
  readonly done: TickRange[]
  timer: Timer | undefined
  stopped: boolean
}

/**
 * Adds jobs at the ticks of cron rules. Each process computes the ticks and uses the tick as the job key. The key is held
 * until no process can reach the tick any more, so each tick creates one job, however many processes run. Missed ticks are
 * not caught up.
 *
 * The system clock may be set. Set back, a schedule goes on with the next tick of the new time, and adds no job for a tick
 * that it had before. Set forward, it skips the ticks in between.
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

  /** @throws AppError `INVALID_ARGUMENT` for an invalid rule or a duplicate name */
  start(type: string, { cron, timeZone = 'UTC', name }: ScheduleOptions, add: Schedule['add']): StopSchedule {
    assertText(cron, 'cron')
    assertText(timeZone, 'timeZone')
    if (name !== undefined) assertText(name, 'name')
    const rule = { cron, timeZone }
    const now = this.#clock.now()
    const schedule: Schedule = {
      type,
      name: name ?? `${cron} ${timeZone}`,
      rule,
      add,
      position: now,
      seen: { now, monotonic: this.#clock.monotonic() },
      upcoming: undefined,
      done: [],
      timer: undefined,
      stopped: false,
    }
    const bytes = utf8Length(schedule.name)
    if (bytes === undefined || bytes < 1 || bytes > MAX_NAME_BYTES) {
      throw new AppError('INVALID_ARGUMENT', `the name of the schedule has ${bytes ?? 'no well-formed'} bytes`, {
        hint: `give a name of 1 to ${MAX_NAME_BYTES} bytes`,
      })
    }
    // Throws for an invalid rule, before the schedule is known.
    this.#cron.next(rule, now)
    const place = JSON.stringify([type, schedule.name])
    if (this.#schedules.has(place)) {
      throw new AppError('INVALID_ARGUMENT', `${type} jobs already have a schedule named "${schedule.name}"`, {
        hint: 'give each schedule of a type a unique name',
        details: { type, name: schedule.name },
      })
    }
    this.#schedules.set(place, schedule)
    this.#await(schedule)
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

  /** Waits for the next tick, which is computed again at each wake-up: the clock may have been set meanwhile. */
  #await(schedule: Schedule): void {
    if (schedule.stopped) return
    const tick = this.#next(schedule)
    if (tick === undefined) {
      this.#logger.warn('job schedule has no further tick', fields(schedule))
      return
    }
    const left = tick - schedule.seen.now
    if (left <= 0) void this.#fire(schedule, tick)
    else schedule.timer = this.#clock.setTimer(Math.min(left, MAX_WAIT_MS), () => this.#await(schedule))
  }

  #next(schedule: Schedule): number | undefined {
    const now = this.#clock.now()
    const monotonic = this.#clock.monotonic()
    const elapsed = monotonic - schedule.seen.monotonic
    // After the clock was set back, ticks of the new time that passed since the last look are due too.
    if (now < schedule.seen.now + elapsed - MIN_CLOCK_CHANGE_MS) schedule.position = now - elapsed
    schedule.seen = { now, monotonic }
    if (schedule.upcoming?.position === schedule.position) return schedule.upcoming.tick
    let tick = this.#cron.next(schedule.rule, schedule.position)
    for (const { first, last } of [...schedule.done].sort((a, b) => a.first - b.first)) {
      if (tick !== undefined && tick >= first && tick <= last) tick = this.#cron.next(schedule.rule, last)
    }
    schedule.upcoming = { position: schedule.position, tick }
    return tick
  }

  /** Adds the job of a tick, retries until the next tick is due, then waits for the next tick. */
  async #fire(schedule: Schedule, tick: number): Promise<void> {
    const now = this.#clock.now()
    // Ticks that passed while this process was busy or suspended are skipped, to avoid a burst of jobs.
    const position = Math.max(tick, now)
    const following = this.#cron.next(schedule.rule, tick)
    const latest = Math.max(tick + MAX_LATENESS_MS, following ?? 0)
    if (now > latest) {
      schedule.position = position
      this.#await(schedule)
      return
    }
    try {
      const key = `${schedule.name} ${new Date(tick).toISOString()}`
      await schedule.add({ key, keyHeldMs: latest - tick + CLOCK_SKEW_MS })
    } catch (error) {
      if (schedule.stopped || isAppError(error, 'APP_CLOSED')) return
      const retryAt = this.#clock.now() + RETRY_MS
      const logFields = { ...fields(schedule), tick: new Date(tick).toISOString(), reason: messageOf(error) }
      const next = this.#cron.next(schedule.rule, position)
      if (next === undefined || retryAt < next) {
        this.#logger.warn('could not add the job of a schedule; retrying', logFields)
        schedule.timer = this.#clock.setTimer(RETRY_MS, () => void this.#fire(schedule, tick))
        return
      }
      this.#logger.error('could not add the job of a schedule; skipping this tick', logFields)
    }
    schedule.position = position
    markDone(schedule, tick, following)
    this.#await(schedule)
  }
}

function markDone({ done }: Schedule, tick: number, next: number | undefined): void {
  const range = done.find((earlier) => earlier.next === tick)
  if (range) {
    range.last = tick
    range.next = next
    return
  }
  done.push({ first: tick, last: tick, next })
  if (done.length > MAX_RANGES) done.shift()
}

function fields({ type, name }: Schedule) {
  return { jobType: type, schedule: name }
}
