import { EventEmitter } from 'node:events'
import type { Sessions } from '../../../app/sessions/index.js'
import { AppError, isAppError } from '../../../domain/platform/index.js'
import { sessionEnded } from '../../../domain/sessions/index.js'
import type { Clock } from '../../../ports/index.js'
import { withStatus } from '../problem-details.js'
import {
  changesBetween,
  type FieldTexts,
  fromData,
  GROUP_IDS,
  idleMsOf,
  toData,
  toSessionObject,
  toTexts,
} from './session-fields.js'

/** How many are remembered: far more than requests that can still be under way. */
const MAX_IDS = 10_000

type Done<T> = ((error?: unknown, value?: T) => void) | undefined

/**
 * A store for express-session on `app.sessions`: `expressSession({ store: new ExpressSessionStore(app.sessions) })`.
 *
 * `set` is an upsert in express-session; here it creates what express-session has just generated, and changes what was
 * loaded. What was destroyed or has ended meanwhile stays dead: `set` calls back with `GONE`, `touch` does nothing. Of a
 * loaded session only the fields that differ are written, so that requests side by side do not undo one another; for
 * the same field the last wins. The idle timeout is the cookie's `maxAge`.
 *
 * Callbacks are called exactly once, with errors that carry the `status` Express answers with. It never emits
 * `disconnect`, which would let express-session go on without sessions.
 */
export class ExpressSessionStore extends EventEmitter {
  readonly #sessions: ExpressSessions
  /** Set by express-session when it is given the store. */
  declare generate?: Generate

  constructor(sessions: Sessions, options: ExpressSessionStoreOptions = {}) {
    super()
    this.#sessions = new ExpressSessions(sessions, options)
  }

  /** The session, or nothing if there is none. */
  get<S>(sid: string, callback: (error?: unknown, session?: S | null) => void): void {
    answer(this.#sessions.read(sid) as Promise<S | undefined>, callback as Done<S | undefined>)
  }

  /** Saves a session that is new, or the changed fields of one that was loaded. */
  set(sid: string, session: object, callback?: (error?: unknown) => void): void {
    answer(this.#sessions.save(sid, session), callback)
  }

  /** Ends the session, if it lives. */
  destroy(sid: string, callback?: (error?: unknown) => void): void {
    answer(this.#sessions.end(sid), callback)
  }

  /** Prolongs the session, if it lives; writes at most every 5 % of its idle timeout. */
  touch(sid: string, session: object, callback?: (error?: unknown) => void): void {
    answer(this.#sessions.prolong(sid, session), callback)
  }

  /** What all living sessions hold. Their ids are not known to the store. */
  all<S>(callback: (error?: unknown, sessions?: S[]) => void): void {
    answer(this.#sessions.all() as Promise<S[]>, callback)
  }

  /** How many sessions live. */
  length(callback: (error?: unknown, length?: number) => void): void {
    answer(this.#sessions.count(), callback)
  }

  /** Ends all sessions of express-session, and no others that are in the same store. */
  clear(callback?: (error?: unknown) => void): void {
    answer(this.#sessions.endAll(), callback)
  }

  /** Ends the session of the request and generates another. */
  regenerate(req: ExpressRequest, callback: (error?: unknown) => void): void {
    this.destroy(req.sessionID ?? '', (error) => {
      this.generate?.(req)
      callback(error)
    })
  }

  /** The session as an object with methods, for a request of its own. */
  load<S>(sid: string, callback: (error?: unknown, session?: S) => void): void {
    this.get<{ cookie: object }>(sid, (error, session) => {
      if (error || !session) callback(error)
      else callback(null, this.createSession({ sessionID: sid, sessionStore: this }, session))
    })
  }

  /** Makes the object with methods that becomes `req.session`. */
  createSession<S>(req: ExpressRequest, data: { cookie: object }): S {
    const session = makeSession(req, data, this.generate)
    this.#sessions.passOn(data, session)
    return session as S
  }
}

/** On a turn of its own: what the callback throws is its caller's, and never makes a second call. */
function answer<T>(work: Promise<T>, callback: Done<T>): void {
  work.then(
    (value) => callback && process.nextTick(callback, null, value),
    (error: unknown) => callback && process.nextTick(callback, withStatus(error)),
  )
}

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
class ExpressSessions {
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
  return sessionEnded()
}

/** Ids of sessions that this process destroyed lately, so that none of them is created again by who comes late. */
export class DestroyedIds {
  readonly #ids = new Set<string>()

  add(id: string): void {
    this.#ids.delete(id)
    this.#ids.add(id)
    const [oldest] = this.#ids
    if (this.#ids.size > MAX_IDS && oldest !== undefined) this.#ids.delete(oldest)
  }

  has(id: string): boolean {
    return this.#ids.has(id)
  }

  remove(id: string): void {
    this.#ids.delete(id)
  }
}

/** What express-session puts on a request. */
interface ExpressRequest {
  sessionID?: string
  session?: object
  sessionStore?: object
}

/** Puts a new session on a request: express-session gives its stores this function. */
type Generate = (req: object) => void

interface Classes {
  readonly Session: new (req: object, data: object) => object
  readonly Cookie: new (options: object) => { expires?: unknown; originalMaxAge?: unknown }
}

const classesOf = new WeakMap<Generate, Classes>()

/**
 * Puts a session with the methods of express-session on a request. Its classes are taken from a session it generates,
 * so that express-session itself need not be installed for this package.
 *
 * @throws AppError `INTERNAL` if the store was not given to express-session
 */
function makeSession(req: ExpressRequest, data: { cookie: object }, generate: Generate | undefined): object {
  if (!generate) {
    throw new AppError('INTERNAL', 'the session store is not in use', { hint: 'pass it to expressSession({ store })' })
  }
  const { Session, Cookie } = learnClasses(req, generate)
  const given = data.cookie as { expires?: unknown; originalMaxAge?: unknown }
  const cookie = new Cookie(given)
  if (typeof given.expires === 'string') cookie.expires = new Date(given.expires)
  // Setting the end has changed it.
  cookie.originalMaxAge = given.originalMaxAge
  const session = new Session(req, { ...data, cookie })
  req.session = session
  return session
}

function learnClasses(req: object, generate: Generate): Classes {
  const learnt = classesOf.get(generate)
  if (learnt) return learnt
  // A session for nobody: what is set on it does not reach the request behind it.
  const nobody = Object.create(req) as { session?: { cookie: object } }
  generate(nobody)
  const { session } = nobody
  if (!session) throw new AppError('INTERNAL', 'express-session generated no session')
  const classes = { Session: session.constructor, Cookie: session.cookie.constructor } as Classes
  classesOf.set(generate, classes)
  return classes
}
