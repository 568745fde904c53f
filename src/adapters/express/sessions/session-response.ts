import type { Response } from 'express'
import { AppError } from '../../../domain/platform/index.js'
import type { HttpPlatform } from '../middleware/request-context.js'
import { replaceResponse } from '../middleware/send-problem.js'
import { DeferredResponse } from './deferred-response.js'
import { addSessionCookie, type CookieKind, dropSessionCookie, isCookieValue, sessionCookie } from './session-cookie.js'

/**
 * Connects the session changes of a request with its response: the response waits for pending changes, carries the cookie,
 * and is replaced by an error if a change fails.
 */
export class SessionResponse {
  readonly #res: Response
  readonly #kind: CookieKind
  readonly #platform: HttpPlatform
  readonly #saveStaged: () => Promise<void> | undefined
  readonly #pending = new Set<Promise<unknown>>()
  readonly #failed: (readonly [change: TrackedPromise<unknown>, error: unknown])[] = []
  #last: Promise<unknown> = Promise.resolve()
  #deferred: DeferredResponse | undefined
  #cookie: string | undefined
  #isCacheable = true
  #signOutError: unknown

  /** @param saveStaged saves the staged changes; returns `undefined` if there are none */
  constructor(res: Response, kind: CookieKind, platform: HttpPlatform, saveStaged: () => Promise<void> | undefined) {
    this.#res = res
    this.#kind = kind
    this.#platform = platform
    this.#saveStaged = saveStaged
  }

  /** Makes the response wait for changes. @throws AppError `INTERNAL` if it has started */
  defer(what: string): void {
    if (this.#res.headersSent) {
      throw new AppError('INTERNAL', `cannot ${what}: the response headers are already sent`, {
        hint: `${what} before the response starts`,
      })
    }
    this.#install()
  }

  /** Runs changes one after the other. If the handler does not await a failed change, the response becomes its error. */
  change<T>(work: () => Promise<T>): Promise<T> {
    if (!this.#res.headersSent) this.#install()
    const change = new TrackedPromise<T>((resolve, reject) => this.#last.then(work).then(resolve, reject))
    const settled = new Promise<void>((resolve, reject) => {
      change.whenSettled(resolve, (error) => {
        this.#failed.push([change, error])
        reject(error)
      })
    })
    this.#pending.add(settled)
    const done = (): void => void this.#pending.delete(settled)
    this.#last = settled.then(done, done)
    return change
  }

  /** Resolves when no change is pending. */
  async settled(): Promise<void> {
    if (this.#pending.size > 0) await this.#last
  }

  /** Sets the cookie to this id. @throws AppError `INTERNAL` if a cookie cannot hold it */
  setCookie(id: string, maxAgeSeconds: number): void {
    if (!isCookieValue(id)) {
      throw new AppError('INTERNAL', 'the session store generated an id that is not 43 characters of base64url', {
        hint: 'generate ids with Ids.secret()',
      })
    }
    this.#cookie = sessionCookie(this.#kind, id, Math.max(1, maxAgeSeconds))
  }

  /** Deletes the cookie. */
  deleteCookie(): void {
    this.#cookie = sessionCookie(this.#kind, '', 0)
  }

  /** Sets `Cache-Control: no-store`, whatever the handler sets. */
  forbidCaching(): void {
    if (!this.#res.headersSent) this.#install()
    this.#isCacheable = false
  }

  /** With an error, a successful response is replaced by it. `undefined` clears the error. */
  setSignOutError(error: unknown): void {
    this.#signOutError = error
  }

  #install(): void {
    this.#deferred ??= new DeferredResponse(this.#res, {
      beforeSend: (status) => this.#beforeSend(status),
      beforeHead: () => {
        this.#addCookie()
        if (!this.#isCacheable) this.#res.setHeader('Cache-Control', 'no-store')
      },
      sendError: (error) => {
        // Discards the cookie of the handler but keeps the one of completed changes, like a rotation before the error.
        dropSessionCookie(this.#res, this.#kind)
        this.#addCookie()
        replaceResponse(this.#res, error, this.#platform)
      },
    })
  }

  #addCookie(): void {
    if (this.#cookie !== undefined) addSessionCookie(this.#res, this.#kind, this.#cookie)
  }

  #beforeSend(status: number): Promise<void> | undefined {
    const unhandled = this.#failed.find(([change]) => !change.isAwaited)
    const saving = this.#saveStaged()
    if (!saving && !unhandled && this.#pending.size === 0 && !this.#mustFail(status)) return undefined
    // Waits for all changes, even after an error: the others may set the cookie.
    return Promise.allSettled(this.#pending).then((outcomes) => {
      if (unhandled) throw unhandled[1]
      for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
      if (this.#mustFail(status)) throw this.#signOutError
    })
  }

  #mustFail(status: number): boolean {
    return this.#signOutError !== undefined && status < 400
  }
}

/** A promise that knows whether the handler awaits it. */
class TrackedPromise<T> extends Promise<T> {
  /** `catch` and `finally` return ordinary promises. */
  static override get [Symbol.species](): PromiseConstructor {
    return Promise
  }

  #isAwaited = false

  /** Whether `then` was called: by `await`, `catch`, `Promise.all` and so on. */
  get isAwaited(): boolean {
    return this.#isAwaited
  }

  // biome-ignore lint/suspicious/noThenProperty: overrides the method of Promise to detect callers
  override then<R = T, E = never>(
    onDone?: ((value: T) => R | PromiseLike<R>) | null,
    onFailed?: ((error: unknown) => E | PromiseLike<E>) | null,
  ): Promise<R | E> {
    this.#isAwaited = true
    return super.then(onDone, onFailed)
  }

  /** Calls back when the promise settles, without counting as awaiting it. */
  whenSettled(onDone: () => void, onFailed: (error: unknown) => void): void {
    void super.then(onDone, onFailed)
  }
}
