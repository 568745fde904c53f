import type { SessionData } from 'express-session'
import type { Sessions } from '../../../app/sessions/index.js'
import { isAppError } from '../../../domain/platform/index.js'
import { sessionEnded } from '../../../domain/sessions/index.js'
import type { Clock } from '../../../ports/index.js'
import {
  changesBetween,
  type FieldTexts,
  fromData,
  GROUP_IDS,
  hasSlidingEnd,
  idleMsOf,
  toData,
  toSessionObject,
  toTexts,
  withoutDrift,
} from './session-fields.js'

/** The stored state of a session object that was loaded or saved. */
interface Loaded {
  readonly sid: string
  readonly texts: FieldTexts
}

/** The sessions of express-session among those of an app. */
export class ExpressSessions {
  readonly #sessions: Sessions
  readonly #clock: Pick<Clock, 'now'>
  readonly #ttl: number | undefined
  readonly #loaded = new WeakMap<object, Loaded>()
  readonly #destroyed = new DestroyedIds()
  #hasWarned = false

  /** @param ttl idle timeout in seconds of sessions whose cookie ends with the browser */
  constructor(sessions: Sessions, clock: Pick<Clock, 'now'>, ttl: number | undefined) {
    this.#sessions = sessions
    this.#clock = clock
    this.#ttl = ttl
  }

  async read(sid: string): Promise<SessionData | undefined> {
    const session = await this.#sessions.getSession(sid)
    const texts = session && fromData(session.data)
    if (!texts) return undefined
    const object = toSessionObject(texts, session.expiresAt)
    this.#loaded.set(object, { sid, texts })
    return object
  }

  /** `session` was created from `source`: it has the same stored state. */
  copyLoaded(source: object, session: object): void {
    const loaded = this.#loaded.get(source)
    if (loaded) this.#loaded.set(session, loaded)
  }

  /** @throws AppError `SESSION_ENDED` if the session existed and has ended */
  async save(sid: string, session: object): Promise<void> {
    const loaded = this.#loadedFor(sid, session)
    const texts = withoutDrift(toTexts(session), loaded?.texts)
    const ttl = this.#ttlOf(session, texts, loaded?.texts)
    if (ttl !== undefined && ttl <= 0) return this.end(sid)
    if (loaded) await this.#change(loaded, texts, ttl)
    else if (this.#destroyed.has(sid)) throw sessionEnded()
    else await this.#create(sid, texts, ttl)
    this.#loaded.set(session, { sid, texts })
  }

  /** Prolongs the session and saves changes of its cookie. Does nothing if the session has ended. */
  async touch(sid: string, session: object): Promise<void> {
    if (this.#isPast(session)) return this.end(sid)
    const before = this.#loadedFor(sid, session)?.texts ?? (await this.#storedTexts(sid))
    if (!before) return
    const { cookie } = session as { readonly cookie: object }
    const changed = withoutDrift(toTexts({ cookie }), before)
    const texts = new Map([...before, ...changed])
    const ttl = this.#ttlOf(session, texts, before)
    const changes = changesBetween(before, texts)
    if (Object.keys(changes).length > 0) {
      try {
        await this.#sessions.updateSession(sid, changes)
      } catch (error) {
        if (isAppError(error, 'SESSION_ENDED')) return
        throw error
      }
      this.#loaded.set(session, { sid, texts })
    }
    await this.#sessions.touchSession(sid, ttl)
  }

  async end(sid: string): Promise<void> {
    // Before the deletion, so that a new object with this id cannot be saved during the deletion.
    this.#destroyed.add(sid)
    try {
      await this.#sessions.deleteSession(sid)
    } catch (error) {
      this.#destroyed.remove(sid)
      throw error
    }
  }

  async all(): Promise<SessionData[]> {
    const found: SessionData[] = []
    await forEachGroup(async (group) => {
      for (const data of await this.#sessions.readUserSessions(group)) {
        const texts = fromData(data)
        if (texts) found.push(toSessionObject(texts))
      }
    })
    return found
  }

  async count(): Promise<number> {
    let count = 0
    await forEachGroup(async (group) => {
      count += (await this.#sessions.listUserSessions(group)).length
    })
    return count
  }

  async endAll(): Promise<void> {
    await forEachGroup(this.#sessions.revokeUserSessions)
  }

  async #create(sid: string, texts: FieldTexts, ttl: number | undefined): Promise<void> {
    try {
      await this.#sessions.createSession(sid, toData(sid, texts), ttl, { maxPerUser: Number.POSITIVE_INFINITY })
    } catch (error) {
      if (!isAppError(error, 'SESSION_EXISTS')) throw error
      // The object was not loaded from this store: its fields replace all stored ones.
      await this.#sessions.updateSession(sid, (data) => {
        const before = fromData(data)
        if (!before) throw error
        return changesBetween(before, texts)
      })
      await this.#sessions.touchSession(sid, ttl)
    }
  }

  async #change({ sid, texts: before }: Loaded, texts: FieldTexts, ttl: number | undefined): Promise<void> {
    const changes = changesBetween(before, texts)
    const isChanged = Object.keys(changes).length > 0
    if (isChanged) await this.#sessions.updateSession(sid, changes)
    // An update prolongs the session by its old idle timeout.
    const hasNewTimeout = before.get('cookie') !== texts.get('cookie')
    if ((!isChanged || hasNewTimeout) && !(await this.#sessions.touchSession(sid, ttl))) throw sessionEnded()
  }

  #loadedFor(sid: string, session: object): Loaded | undefined {
    const loaded = this.#loaded.get(session)
    return loaded?.sid === sid ? loaded : undefined
  }

  async #storedTexts(sid: string): Promise<FieldTexts | undefined> {
    const stored = await this.#sessions.getSession(sid)
    return stored && fromData(stored.data)
  }

  #isPast(session: object): boolean {
    const idleMs = idleMsOf(session, this.#clock.now())
    return idleMs !== undefined && idleMs <= 0
  }

  /** The idle timeout in seconds. `undefined`: the stored or configured one. */
  #ttlOf(session: object, texts: FieldTexts, before: FieldTexts | undefined): number | undefined {
    const idleMs = idleMsOf(session, this.#clock.now())
    if (idleMs === undefined) return this.#ttl
    const isKept = before?.get('cookie') === texts.get('cookie') && hasSlidingEnd(texts)
    return isKept && idleMs > 0 ? undefined : this.#cappedMs(idleMs) / 1000
  }

  /** No session outlives the absolute lifetime. Rejected, the session would be lost: express-session has responded already. */
  #cappedMs(idleMs: number): number {
    const { absoluteMs } = this.#sessions.lifetime
    if (idleMs <= absoluteMs) return idleMs
    if (!this.#hasWarned) {
      this.#hasWarned = true
      const [asked, limit] = [idleMs / 1000, absoluteMs / 1000]
      process.emitWarning(`cookies of express-session last ${asked} s, but sessions end after ${limit} s`, {
        type: 'SessionWarning',
        code: 'CURRICULUM_SESSION_MAX_AGE',
        detail: 'lower cookie.maxAge, or raise sessions.absoluteTtl in the configuration of the app',
      })
    }
    return absoluteMs
  }
}

/** Far more than the number of requests that can be in progress. */
const MAX_DESTROYED_IDS = 10_000

/** Ids of sessions that this process recently destroyed. A slow request must not create one of them again. */
export class DestroyedIds {
  readonly #ids = new Set<string>()

  add(id: string): void {
    this.#ids.delete(id)
    this.#ids.add(id)
    const [oldest] = this.#ids
    if (this.#ids.size > MAX_DESTROYED_IDS && oldest !== undefined) this.#ids.delete(oldest)
  }

  has(id: string): boolean {
    return this.#ids.has(id)
  }

  remove(id: string): void {
    this.#ids.delete(id)
  }
}

/** Runs one group after the other: in parallel they would delay other requests to the store. */
async function forEachGroup(work: (group: string) => Promise<unknown>): Promise<void> {
  for (const group of GROUP_IDS) await work(group)
}
