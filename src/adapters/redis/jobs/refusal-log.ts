import { formatMs, isAppError } from '../../../domain/platform/index.js'
import type { Clock, Logger } from '../../../ports/platform/index.js'
import { classifyReply, unexpectedReply } from '../connection/connection-errors.js'

/** The minimum time between two warnings about refusals of one kind. */
const REPEAT_MS = 60_000

/** The tasks of a worker, and the consequence of a refusal. */
const TASKS = {
  fetch: { refused: 'workers take no jobs', over: 'workers take jobs again' },
  delayed: { refused: 'delayed jobs do not become due', over: 'delayed jobs become due again' },
  stalled: { refused: 'jobs of dead workers are not run again', over: 'jobs of dead workers are run again' },
  store: { refused: 'the end of a run is not stored; retrying until it is', over: 'ended runs are stored again' },
} as const

export type RefusedTask = keyof typeof TASKS

/** The refusals of one kind, from the first to the end. */
interface Refusals {
  readonly task: RefusedTask
  readonly reason: string
  readonly since: number
  /** The types of the refused workers. */
  readonly types: Set<string>
  total: number
  /** Those after the last warning. */
  unreported: number
  warnedAt: number
  lastAt: number
}

interface RefusalLogDeps {
  readonly clock: Clock
  readonly logger: Logger
  /** Whether an outage of this Redis has been logged and is not over. */
  readonly isOutage: () => boolean
}

/**
 * Logs what Redis refuses to the workers of a queue, because it is full, the user lacks a permission, ... Each kind is one
 * warning when it begins, at most one a minute while it lasts, and one line when it is over. Bull tries again twice a second.
 */
export class RefusalLog {
  readonly #deps: RefusalLogDeps
  readonly #kinds = new Map<string, Refusals>()

  constructor(deps: RefusalLogDeps) {
    this.#deps = deps
  }

  /** @param reply the error reply */
  refused(task: RefusedTask, type: string, reply: Error): void {
    const { error: verdict } = classifyReply(reply, 'jobs')
    const { message, hint, details } = isAppError(verdict) ? verdict : unexpectedReply('jobs', reply)
    const now = this.#deps.clock.monotonic()
    const key = `${task} ${String(details.reply)}`
    const known = this.#kinds.get(key)
    const refusals = known ?? {
      task,
      reason: message,
      since: now,
      types: new Set<string>(),
      total: 0,
      unreported: 0,
      warnedAt: Number.NEGATIVE_INFINITY,
      lastAt: now,
    }
    this.#kinds.set(key, refusals)
    refusals.types.add(type)
    refusals.total++
    refusals.unreported++
    refusals.lastAt = now
    if (now - refusals.warnedAt < REPEAT_MS) return
    const fields = { types: [...refusals.types], reply: reply.message.slice(0, 200) }
    const repeated = known
      ? `, ${refusals.unreported} times in the last ${Math.round((now - refusals.warnedAt) / 1000)} s`
      : ''
    const level = this.#deps.isOutage() ? 'debug' : 'warn'
    this.#deps.logger[level](`${message}: ${TASKS[task].refused}${repeated} -> ${hint}`, fields)
    refusals.warnedAt = now
    refusals.unreported = 0
  }

  /** A worker of the type has done this. */
  done(task: RefusedTask, type: string): void {
    if (this.#kinds.size === 0) return
    for (const [key, refusals] of this.#kinds) if (refusals.task === task) this.#end(key, refusals, type)
    // The checks of Bull report only failures. They run more often than warnings are repeated.
    for (const [key, refusals] of this.#kinds) {
      if (this.#deps.clock.monotonic() - refusals.lastAt >= REPEAT_MS) this.#end(key, refusals, type)
    }
  }

  /** The worker of the type has stopped. */
  stopped(type: string): void {
    for (const [key, { types }] of this.#kinds) if (types.delete(type) && types.size === 0) this.#kinds.delete(key)
  }

  #end(key: string, { task, types, since, total, reason }: Refusals, type: string): void {
    if (!types.delete(type) || types.size > 0) return
    this.#kinds.delete(key)
    const durationMs = Math.round(this.#deps.clock.monotonic() - since)
    const message = `redis jobs: ${TASKS[task].over} after ${formatMs(durationMs)}`
    this.#deps.logger[this.#deps.isOutage() ? 'debug' : 'info'](message, { durationMs, refusals: total, reason })
  }
}
