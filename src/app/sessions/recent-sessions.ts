import type { Session } from '../../domain/sessions/index.js'
import type { Clock } from '../../ports/index.js'

/** How much is remembered at most. */
const MAX_ENTRIES = 1000
const MAX_BYTES = 8 * 1024 * 1024

/** Whose sessions a change may end or alter: the one with this id, all of this user, or both. */
export interface Whose {
  readonly id?: string | undefined
  readonly userId?: string | undefined
}

/** What the store said of a session, as of the moment when it was asked. */
interface Entry {
  readonly session: Session
  readonly askedAt: number
  readonly bytes: number
}

/** A question that the store has not answered yet. */
interface Reading {
  readonly id: string
  readonly askedAt: number
  /** A change meanwhile: the answer may be older than that. */
  readonly overtakenBy: Whose[]
}

/**
 * The sessions that this process read within the last `graceMs` milliseconds, for the time in which the store does not
 * answer. Nothing is remembered that this process itself has changed or tried to change since: also where nobody knows
 * what came of it.
 */
export class RecentSessions {
  readonly #clock: Clock
  readonly #graceMs: number
  /** In the order of the answers. */
  readonly #entries = new Map<string, Entry>()
  readonly #readings = new Set<Reading>()
  #bytes = 0

  constructor(clock: Clock, graceMs: number) {
    this.#clock = clock
    this.#graceMs = graceMs
  }

  /** Asks for a session, and remembers it as of now if it lives. */
  async read(id: string, ask: () => Promise<Session | undefined>): Promise<Session | undefined> {
    const reading: Reading = { id, askedAt: this.#clock.monotonic(), overtakenBy: [] }
    this.#readings.add(reading)
    try {
      const session = await ask()
      if (!session) this.#forget({ id })
      else if (!reading.overtakenBy.some((whose) => concerns(whose, id, session))) this.#remember(session, reading)
      return session
    } finally {
      this.#readings.delete(reading)
    }
  }

  /** Makes a change, and forgets whom it concerns: before, and what was read while it was under way. */
  async change<T>(whose: Whose, work: () => Promise<T>): Promise<T> {
    this.#forget(whose)
    try {
      return await work()
    } finally {
      this.#forget(whose)
    }
  }

  /** The session as it was read last, unless that was `graceMs` ago or it has ended since. Prolongs nothing. */
  recall(id: string): Session | undefined {
    const entry = this.#entries.get(id)
    if (!entry || !this.#isFresh(entry) || this.#clock.now() >= entry.session.expiresAt) return undefined
    return entry.session
  }

  #remember(session: Session, { id, askedAt }: Reading): void {
    const known = this.#entries.get(id)
    if (known && known.askedAt > askedAt) return
    this.#drop(id)
    // Two bytes a character are the most that a text takes in memory.
    const entry = { session, askedAt, bytes: 2 * (id.length + JSON.stringify(session).length) }
    this.#entries.set(id, entry)
    this.#bytes += entry.bytes
    for (const [oldest, first] of this.#entries) {
      if (this.#isFresh(first) && this.#entries.size <= MAX_ENTRIES && this.#bytes <= MAX_BYTES) break
      this.#drop(oldest)
    }
  }

  #forget(whose: Whose): void {
    for (const reading of this.#readings) {
      if (whose.userId !== undefined || whose.id === reading.id) reading.overtakenBy.push(whose)
    }
    if (whose.id !== undefined) this.#drop(whose.id)
    if (whose.userId === undefined) return
    for (const [id, { session }] of this.#entries) if (concerns(whose, id, session)) this.#drop(id)
  }

  #drop(id: string): void {
    this.#bytes -= this.#entries.get(id)?.bytes ?? 0
    this.#entries.delete(id)
  }

  #isFresh({ askedAt }: Entry): boolean {
    return this.#clock.monotonic() - askedAt < this.#graceMs
  }
}

function concerns(whose: Whose, id: string, { data }: Session): boolean {
  return whose.id === id || whose.userId === data.userId
}
