import type { Response } from 'express'
import { AppError } from '../../../domain/platform/index.js'
import type { HttpPlatform } from '../http-shell.js'
import { replaceAnswer } from './replace-answer.js'
import { ResponseGate } from './response-gate.js'
import { SessionChange } from './session-change.js'
import { addSessionCookie, type CookieKind, dropSessionCookie, isCookieValue, sessionCookie } from './session-cookie.js'

/**
 * What a request does to its session and what its answer says of it: the answer waits for changes that are under way,
 * carries the cookie, and is replaced if they fail.
 */
export class SessionAnswer {
  readonly #res: Response
  readonly #kind: CookieKind
  readonly #platform: HttpPlatform
  readonly #saveRest: () => Promise<void> | undefined
  readonly #underWay = new Set<Promise<unknown>>()
  readonly #failed: (readonly [change: SessionChange<unknown>, error: unknown])[] = []
  #last: Promise<unknown> = Promise.resolve()
  #gate: ResponseGate | undefined
  #cookie: string | undefined
  #isStorable = true
  #failedSignOut: unknown

  /** @param saveRest saves what is not saved yet; `undefined` if there is nothing */
  constructor(res: Response, kind: CookieKind, platform: HttpPlatform, saveRest: () => Promise<void> | undefined) {
    this.#res = res
    this.#kind = kind
    this.#platform = platform
    this.#saveRest = saveRest
  }

  /** From now on the answer waits. @throws AppError `INTERNAL` if it has begun */
  hold(what: string): void {
    if (this.#res.headersSent) {
      throw new AppError('INTERNAL', `cannot ${what}: the headers of the answer have left`, {
        hint: `${what} before the answer begins`,
      })
    }
    this.#install()
  }

  /** One change after the other. The failure of one that the handler does not wait for is told by the answer. */
  change<T>(work: () => Promise<T>): Promise<T> {
    if (!this.#res.headersSent) this.#install()
    const change = new SessionChange<T>((resolve, reject) => this.#last.then(work).then(resolve, reject))
    const settled = new Promise<void>((resolve, reject) => {
      change.whenSettled(resolve, (error) => {
        this.#failed.push([change, error])
        reject(error)
      })
    })
    this.#underWay.add(settled)
    const done = (): void => void this.#underWay.delete(settled)
    this.#last = settled.then(done, done)
    return change
  }

  /** Resolves when no change is under way. */
  async settled(): Promise<void> {
    if (this.#underWay.size > 0) await this.#last
  }

  /** The browser is to keep this id. @throws AppError `INTERNAL` if a cookie of ours cannot carry it */
  giveCookie(id: string, maxAgeSeconds: number): void {
    if (!isCookieValue(id)) {
      throw new AppError('INTERNAL', 'the session store made an id that is not 43 characters of base64url', {
        hint: 'make ids with Ids.secret()',
      })
    }
    this.#cookie = sessionCookie(this.#kind, id, Math.max(1, maxAgeSeconds))
  }

  /** The browser is to forget what it has. */
  takeCookie(): void {
    this.#cookie = sessionCookie(this.#kind, '', 0)
  }

  /** No cache may keep the answer, whatever the handler says. */
  forbidStoring(): void {
    if (!this.#res.headersSent) this.#install()
    this.#isStorable = false
  }

  /** Unless undone with `undefined`, the answer must not be a success. */
  failSignOut(error: unknown): void {
    this.#failedSignOut = error
  }

  #install(): void {
    this.#gate ??= new ResponseGate(this.#res, {
      settle: (status) => this.#settle(status),
      beforeHead: () => {
        this.#addCookie()
        if (!this.#isStorable) this.#res.setHeader('Cache-Control', 'no-store')
      },
      answer: (error) => {
        // What the handler said of the session is not true; what was done is: a rotation before the failure counts.
        dropSessionCookie(this.#res, this.#kind)
        this.#addCookie()
        replaceAnswer(this.#res, error, this.#platform)
      },
    })
  }

  #addCookie(): void {
    if (this.#cookie !== undefined) addSessionCookie(this.#res, this.#kind, this.#cookie)
  }

  #settle(status: number): Promise<void> | undefined {
    const unnoticed = this.#failed.find(([change]) => !change.isAwaited)
    const rest = this.#saveRest()
    if (!rest && !unnoticed && this.#underWay.size === 0 && !this.#mayNotLeave(status)) return undefined
    // All of them, also after a failure: what the others do to the cookie is told in any case.
    return Promise.allSettled(this.#underWay).then((outcomes) => {
      if (unnoticed) throw unnoticed[1]
      for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
      if (this.#mayNotLeave(status)) throw this.#failedSignOut
    })
  }

  #mayNotLeave(status: number): boolean {
    return this.#failedSignOut !== undefined && status < 400
  }
}
