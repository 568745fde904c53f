import type { Request, Response } from 'express'
import type { Sessions } from '../../../app/sessions/index.js'
import { AppError, isAppError } from '../../../domain/platform/index.js'
import type { Session } from '../../../domain/sessions/index.js'
import type { Logger } from '../../../ports/index.js'
import { type HttpPlatform, isSafeMethod } from '../middleware/request-context.js'
import { withStatus } from '../problem-details.js'
import type { StoreBudget } from './store-budget.js'

/** Dependencies that all requests of one mounted middleware share. */
export interface SessionDeps {
  readonly sessions: Sessions
  readonly platform: HttpPlatform
  /** Total time that the session operations of one request may wait for the store. */
  readonly storeDeadlineMs: number
  readonly outageLog: OutageLog
}

/** The session of one request as far as it is loaded. */
export class CurrentSession {
  readonly #deps: SessionDeps
  readonly #res: Response
  readonly #budget: StoreBudget
  readonly #onStale: () => void
  #loaded: Promise<Session | undefined> | undefined
  #isStale = false

  /** @param onStale called when the response will depend on a stale session */
  constructor(deps: SessionDeps, res: Response, budget: StoreBudget, onStale: () => void) {
    this.#deps = deps
    this.#res = res
    this.#budget = budget
    this.#onStale = onStale
  }

  /** The result of the last read, which may be pending. `undefined` if there is none. */
  get loaded(): Promise<Session | undefined> | undefined {
    return this.#loaded
  }

  /** Whether the last read returned a stale session. */
  get isStale(): boolean {
    return this.#isStale
  }

  /** Returns the loaded session, or loads it. */
  read(id: string): Promise<Session | undefined> {
    this.#loaded ??= this.#load(id)
    return this.#loaded
  }

  /** Sets the session as the store has just returned it. */
  set(session: Session): Session {
    this.#loaded = Promise.resolve(session)
    this.#isStale = false
    return session
  }

  /** Makes the next read ask the store. */
  reset(): void {
    this.#loaded = undefined
  }

  #load(id: string): Promise<Session | undefined> {
    // The response depends on the cookie: shared caches must know.
    if (!this.#res.headersSent) this.#res.vary('Cookie')
    const loaded = loadSession(id, this.#res.req, this.#deps, this.#budget).then(({ session, isStale }) => {
      this.#isStale = isStale
      if (isStale) {
        this.#onStale()
        resetLoaded()
      }
      return session
    })
    // Keeps neither an error nor a stale session: the next read may reach the store.
    const resetLoaded = (): void => {
      if (this.#loaded === loaded) this.#loaded = undefined
    }
    loaded.catch(resetLoaded)
    return loaded
  }
}

interface LoadedSession {
  readonly session: Session | undefined
  /** Whether the session is an earlier result, because the store does not answer. */
  readonly isStale: boolean
}

/**
 * Loads and touches a session. While the store does not answer, a request with a safe method may get the session as this
 * process last read it.
 *
 * @throws AppError `STORE_UNAVAILABLE`
 */
async function loadSession(
  id: string,
  { method }: Pick<Request, 'method'>,
  { sessions, outageLog }: SessionDeps,
  budget: StoreBudget,
): Promise<LoadedSession> {
  try {
    const session = await budget.run(() => sessions.touchSession(id), 'read')
    outageLog.storeAnswered()
    return { session, isStale: false }
  } catch (error) {
    if (!isAppError(error, 'STORE_UNAVAILABLE', 'OUTCOME_UNKNOWN')) throw error
    const session = isSafeMethod(method) ? sessions.getStaleSession(id) : undefined
    if (!session) throw asUnavailable(error)
    outageLog.staleServed(error)
    return { session, isStale: true }
  }
}

/** A read does not depend on the unknown outcome of its touch. */
function asUnavailable(error: AppError): unknown {
  if (error.code === 'STORE_UNAVAILABLE') return error
  const { message, hint, details, retryAfterMs } = error
  return withStatus(
    new AppError('STORE_UNAVAILABLE', message, {
      ...(hint === undefined ? {} : { hint }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      details,
      cause: error,
    }),
  )
}

/** Logs the start and the end of an outage in which stale sessions are served. */
export class OutageLog {
  readonly #logger: Logger
  #isOutage = false

  constructor(logger: Logger) {
    this.#logger = logger
  }

  /** A request got a stale session. */
  staleServed(error: unknown): void {
    if (this.#isOutage) return
    this.#isOutage = true
    this.#logger.warn('sessions: the store does not answer; serving stale sessions to safe requests', { error })
  }

  /** A request got a session from the store. */
  storeAnswered(): void {
    if (!this.#isOutage) return
    this.#isOutage = false
    this.#logger.info('sessions: the store answers again')
  }
}
