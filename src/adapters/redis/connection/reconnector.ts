import { AppError, isAppError, messageOf } from '../../../domain/platform/index.js'
import type { Clock, Random, Timer } from '../../../ports/index.js'
import type { RedisSettings } from '../settings/index.js'
import { connectionClosed } from './connection-errors.js'
import { reconnectDelay, reconnectTimeoutMs } from './connection-limits.js'
import type { ConnectionStateLog } from './connection-state.js'
import { type ChangeTracking, type OpenClient, openClient } from './open-client.js'

interface Waiter {
  readonly resolve: (opened: OpenClient) => void
  readonly reject: (error: AppError) => void
  attemptsLeft: number
}

interface ReconnectorOptions {
  readonly settings: RedisSettings
  readonly name: string
  readonly clock: Clock
  readonly random: Random
  readonly tracking: ChangeTracking | undefined
  readonly state: ConnectionStateLog
  readonly onOpen: (opened: OpenClient) => void
}

/** Keeps one connection open: reconnects until it is stopped. */
export class Reconnector {
  readonly #options: ReconnectorOptions
  readonly #waiters = new Set<Waiter>()
  readonly #stopping = new AbortController()
  #current: OpenClient | undefined
  #lastFailure: AppError | undefined
  #failures = 0
  #wasOpen = false
  #pause: { readonly timer: Timer; readonly end: () => void } | undefined
  #reconnects = 0

  constructor(options: ReconnectorOptions) {
    this.#options = options
  }

  get current(): OpenClient | undefined {
    return this.#current
  }

  /** Why the last attempt failed; `undefined` if it succeeded or none has ended. */
  get lastFailure(): AppError | undefined {
    return this.#lastFailure
  }

  /** Number of connections after the first. */
  get reconnects(): number {
    return this.#reconnects
  }

  start(): void {
    void this.#connect()
  }

  /** The current connection or the next one. Rejects after `attempts` failed attempts, and when stopped. */
  next(attempts: number): { readonly opened: Promise<OpenClient>; readonly cancel: () => void } {
    if (this.#current) return { opened: Promise.resolve(this.#current), cancel: () => undefined }
    if (this.#stopping.signal.aborted)
      return { opened: Promise.reject(connectionClosed(this.#options.name)), cancel: () => undefined }
    let cancel = (): void => undefined
    const opened = new Promise<OpenClient>((resolve, reject) => {
      const waiter: Waiter = { resolve, reject, attemptsLeft: attempts }
      this.#waiters.add(waiter)
      cancel = () => void this.#waiters.delete(waiter)
    })
    return { opened, cancel }
  }

  /** The connection works: after its loss, delays start with the first one. */
  confirm(opened: OpenClient): void {
    if (opened === this.#current) this.#failures = 0
  }

  /** Replaces a connection by a new one. No effect if it is not the current one. */
  recycle(opened: OpenClient, reason: string): void {
    if (opened !== this.#current) return
    opened.destroy()
    this.#lost(reason)
  }

  /** Ends the connection and all attempts, finally. */
  stop(): void {
    this.#stopping.abort()
    this.#current?.destroy()
    this.#current = undefined
    this.#options.tracking?.lost()
    this.#pause?.timer.cancel()
    this.#pause?.end()
    this.#settleWaiters((waiter) => waiter.reject(connectionClosed(this.#options.name)))
  }

  #lost(reason: string): void {
    this.#current = undefined
    if (this.#stopping.signal.aborted) return
    this.#options.tracking?.lost()
    this.#options.state.enter('reconnecting', reason)
    void this.#connect(this.#options.clock.monotonic())
  }

  /** @param lostAt when a connection was lost. The next attempt is delayed, so that not all processes reconnect at once */
  async #connect(lostAt?: number): Promise<void> {
    const { clock, settings, random } = this.#options
    let startedAt = lostAt
    while (!this.#stopping.signal.aborted) {
      if (startedAt !== undefined) {
        // From start to start: an attempt that used its deadline needs no further delay.
        const delay = startedAt + reconnectDelay(this.#failures++, settings.retryDelayMs, random) - clock.monotonic()
        await this.#sleep(Math.max(delay, settings.retryDelayMs / 2))
        if (this.#stopping.signal.aborted) return
      }
      startedAt = clock.monotonic()
      try {
        this.#opened(await this.#attempt())
        return
      } catch (error) {
        this.#failed(error)
      }
    }
  }

  #attempt(): Promise<OpenClient> {
    const { settings, name, clock, tracking } = this.#options
    return openClient({
      settings,
      tracking,
      clientName: `curriculum-generator:${name}`,
      clock,
      deadlineMs: this.#wasOpen ? reconnectTimeoutMs(settings) : settings.connectTimeoutMs,
      signal: this.#stopping.signal,
      onLost: (opened, cause) => {
        if (this.#current === opened) this.#lost(`the connection was lost: ${messageOf(cause)}`)
      },
    })
  }

  #opened(opened: OpenClient): void {
    if (this.#stopping.signal.aborted) {
      opened.destroy()
      return
    }
    if (!opened.client.isReady) throw new AppError('STORE_UNAVAILABLE', 'the connection was lost at once')
    this.#current = opened
    this.#lastFailure = undefined
    this.#options.tracking?.opened(opened.tracked)
    if (this.#wasOpen) this.#reconnects++
    this.#wasOpen = true
    this.#options.state.enter('ready')
    this.#options.onOpen(opened)
    this.#settleWaiters((waiter) => waiter.resolve(opened))
  }

  #failed(error: unknown): void {
    if (this.#stopping.signal.aborted) return
    const failure = isAppError(error) ? error : new AppError('INTERNAL', messageOf(error), { cause: error })
    this.#lastFailure = failure
    const hint = failure.hint === undefined ? '' : ` -> ${failure.hint}`
    this.#options.state.enter('reconnecting', `${failure.message}${hint}`)
    for (const waiter of this.#waiters) {
      if (--waiter.attemptsLeft > 0) continue
      this.#waiters.delete(waiter)
      waiter.reject(failure)
    }
  }

  #settleWaiters(settle: (waiter: Waiter) => void): void {
    const waiters = [...this.#waiters]
    this.#waiters.clear()
    for (const waiter of waiters) settle(waiter)
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#pause = { timer: this.#options.clock.setTimer(ms, resolve), end: resolve }
    })
  }
}
