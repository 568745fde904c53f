import type { Session } from '../../domain/sessions/index.js'
import type { Clock } from '../../ports/index.js'

/** Limits of the memory. */
const MAX_ENTRIES = 1000
const MAX_BYTES = 8 * 1024 * 1024

/** The sessions that a change can affect: the one with this id, all of this user, or both. */
export interface SessionScope {
  readonly id?: string | undefined
  readonly userId?: string | undefined
}

/** A session as read from the store. `askedAt` is the time of the request. */
interface Entry {
  readonly session: Session
  readonly askedAt: number
  readonly bytes: number
}

/** A read in progress. */
interface PendingRead {
  readonly id: string
  readonly askedAt: number
  /** Changes since the read started: its result may be older. */
  readonly concurrentChanges: SessionScope[]
}

/**
 * Sessions that this process read within the last `graceMs` milliseconds, for use while the store does not answer. Drops a
 * session as soon as this process changes it or tries to, even if the outcome is unknown.
 */
export class RecentSessions {
  readonly #clock: Clock
  readonly #graceMs: number
  /** In the order of the replies. */
  readonly #entries = new Map<string, Entry>()
  readonly #readings = new Set<PendingRead>()
  #bytes = 0

  constructor(clock: Clock, graceMs: number) {
    this.#clock = clock
    this.#graceMs = graceMs
  }

  /** Reads a session with `ask` and remembers it if it is live. */
  async read(id: string, ask: () => Promise<Session | undefined>): Promise<Session | undefined> {
    const reading: PendingRead = { id, askedAt: this.#clock.monotonic(), concurrentChanges: [] }
    this.#readings.add(reading)
    try {
      const session = await ask()
      if (!session) this.#dropAll({ id })
      else if (!reading.concurrentChanges.some((scope) => affects(scope, id, session))) this.#remember(session, reading)
      return session
    } finally {
      this.#readings.delete(reading)
    }
  }

  /** Runs a change. Drops the affected sessions before it and after it: reads may run at the same time. */
  async change<T>(scope: SessionScope, work: () => Promise<T>): Promise<T> {
    this.#dropAll(scope)
    try {
      return await work()
    } finally {
      this.#dropAll(scope)
    }
  }

  /** The session as last read, unless that was `graceMs` ago or it has expired. Prolongs nothing. */
  get(id: string): Session | undefined {
    const entry = this.#entries.get(id)
    if (!entry || !this.#isFresh(entry) || this.#clock.now() >= entry.session.expiresAt) return undefined
    return entry.session
  }

  #remember(session: Session, { id, askedAt }: PendingRead): void {
    const known = this.#entries.get(id)
    if (known && known.askedAt > askedAt) return
    this.#drop(id)
    // V8 needs at most two bytes a character.
    const entry = { session, askedAt, bytes: 2 * (id.length + JSON.stringify(session).length) }
    this.#entries.set(id, entry)
    this.#bytes += entry.bytes
    for (const [oldest, first] of this.#entries) {
      if (this.#isFresh(first) && this.#entries.size <= MAX_ENTRIES && this.#bytes <= MAX_BYTES) break
      this.#drop(oldest)
    }
  }

  #dropAll(scope: SessionScope): void {
    for (const reading of this.#readings) {
      if (scope.userId !== undefined || scope.id === reading.id) reading.concurrentChanges.push(scope)
    }
    if (scope.id !== undefined) this.#drop(scope.id)
    if (scope.userId === undefined) return
    for (const [id, { session }] of this.#entries) if (affects(scope, id, session)) this.#drop(id)
  }

  #drop(id: string): void {
    this.#bytes -= this.#entries.get(id)?.bytes ?? 0
    this.#entries.delete(id)
  }

  #isFresh({ askedAt }: Entry): boolean {
    return this.#clock.monotonic() - askedAt < this.#graceMs
  }
}

function affects(scope: SessionScope, id: string, { data }: Session): boolean {
  return scope.id === id || scope.userId === data.userId
}
