import type { Sessions } from '../../../app/sessions/index.js'
import { AppError, isAppError } from '../../../domain/platform/index.js'
import type { Clock } from '../../../ports/index.js'
import { DestroyedIds } from './destroyed-ids.js'
import {
  changesBetween,
  type FieldTexts,
  fromData,
  GROUP_IDS,
  idleMsOf,
  toData,
  toSessionObject,
  toTexts,
} from './express-record.js'

/** How an {@link ExpressSessionStore} keeps sessions. */
export interface ExpressSessionStoreOptions {
  /** Idle timeout in seconds of sessions whose cookie ends with the browser. Default: that of the configuration. */
  readonly ttl?: number
  /** What the ends of cookies are compared with. Default: the machine's. */
  readonly clock?: Pick<Clock, 'now'>
}

/** What is known of a session object that was handed out or saved. */
interface Known {
  readonly sid: string
  readonly texts: FieldTexts
}

/** The sessions of express-session among those of an app. */
export class ExpressSessions {
  readonly #sessions: Sessions
  readonly #ttl: number | undefined
  readonly #clock: Pick<Clock, 'now'>
  readonly #known = new WeakMap<object, Known>()
  readonly #destroyed = new DestroyedIds()

  constructor(sessions: Sessions, { ttl, clock = { now: () => Date.now() } }: ExpressSessionStoreOptions) {
    this.#sessions = sessions
    this.#ttl = ttl
    this.#clock = clock
  }

  async read(sid: string): Promise<object | undefined> {
    const session = await this.#sessions.getSession(sid)
    const texts = session && fromData(session.data)
    if (!texts) return undefined
    const object = toSessionObject(texts, session.expiresAt)
    this.#known.set(object, { sid, texts })
    return object
  }

  /** `session` holds what `source` held: it is known as well. */
  passOn(source: object, session: object): void {
    const known = this.#known.get(source)
    if (known) this.#known.set(session, known)
  }

  /** @throws AppError `GONE` if the session had been there and has ended */
  async save(sid: string, session: object): Promise<void> {
    const texts = toTexts(session)
    const ttl = this.#ttlOf(session)
    if (ttl !== undefined && ttl <= 0) return this.end(sid)
    const known = this.#known.get(session)
    if (known?.sid === sid) await this.#change(known, texts, ttl)
    else if (this.#destroyed.has(sid)) throw gone()
    else await this.#begin(sid, texts, ttl)
    this.#known.set(session, { sid, texts })
  }

  /** Does nothing if the session has ended. */
  async prolong(sid: string, session: object): Promise<void> {
    const ttl = this.#ttlOf(session)
    if (ttl !== undefined && ttl <= 0) await this.end(sid)
    else await this.#sessions.touchSession(sid, ttl)
  }

  async end(sid: string): Promise<void> {
    // Before it is done, so that a new object cannot slip in meanwhile.
    this.#destroyed.add(sid)
    try {
      await this.#sessions.deleteSession(sid)
    } catch (error) {
      this.#destroyed.remove(sid)
      throw error
    }
  }

  async all(): Promise<readonly object[]> {
    const found: object[] = []
    await eachGroup(async (group) => {
      for (const data of await this.#sessions.readUserSessions(group)) {
        const texts = fromData(data)
        if (texts) found.push(toSessionObject(texts))
      }
    })
    return found
  }

  async count(): Promise<number> {
    let count = 0
    await eachGroup(async (group) => {
      count += (await this.#sessions.listUserSessions(group)).length
    })
    return count
  }

  async endAll(): Promise<void> {
    await eachGroup(this.#sessions.revokeUserSessions)
  }

  async #begin(sid: string, texts: FieldTexts, ttl: number | undefined): Promise<void> {
    try {
      await this.#sessions.createSession(sid, toData(sid, texts), ttl, { maxPerUser: Number.POSITIVE_INFINITY })
    } catch (error) {
      if (!isAppError(error, 'SESSION_EXISTS')) throw error
      // Not an object that was loaded from here: it stands for all that the session is to hold.
      await this.#sessions.updateSession(sid, (data) => {
        const before = fromData(data)
        if (!before) throw error
        return changesBetween(before, texts)
      })
      await this.#sessions.touchSession(sid, ttl)
    }
  }

  async #change({ sid, texts: before }: Known, texts: FieldTexts, ttl: number | undefined): Promise<void> {
    const changes = changesBetween(before, texts)
    const isChanged = Object.keys(changes).length > 0
    if (isChanged) await this.#sessions.updateSession(sid, changes)
    // A change prolongs by the timeout that the session had.
    const isTimed = before.get('cookie') !== texts.get('cookie')
    if ((!isChanged || isTimed) && !(await this.#sessions.touchSession(sid, ttl))) throw gone()
  }

  #ttlOf(session: object): number | undefined {
    const idleMs = idleMsOf(session, this.#clock.now())
    return idleMs === undefined ? this.#ttl : idleMs / 1000
  }
}

/** One after the other: all at once would keep a store so busy that requests meanwhile find it mute. */
async function eachGroup(work: (group: string) => Promise<unknown>): Promise<void> {
  for (const group of GROUP_IDS) await work(group)
}

function gone(): AppError {
  return new AppError('GONE', 'the session is no longer there', { hint: 'sign in anew' })
}
