import { AppError } from '../../../../src/domain/platform/index.js'
import type {
  CacheHit,
  CacheIncrement,
  CacheInvalidations,
  CachePort,
  CacheStats,
  CacheWrite,
  InvalidationListener,
  LeaseRequest,
  LeaseResult,
  ReadOptions,
} from '../../../../src/ports/index.js'
import type { SharedStore } from './shared-store.js'

type Hits = readonly (CacheHit | undefined)[]

/**
 * The connection of one node to a store. Calls arrive at once. Replies and invalidations come back in one order,
 * and can be delayed. Writes can be delayed too.
 */
export class StoreLink implements CachePort, CacheInvalidations {
  active = true
  /** What reached the store, as `getMany a,b`. */
  readonly calls: string[] = []
  readonly #store: SharedStore
  #listener: InvalidationListener | undefined
  #inbox: (() => void)[] | undefined
  #outbox: (() => void)[] | undefined
  #failure: AppError | undefined

  constructor(store: SharedStore) {
    this.#store = store
  }

  listen(listener: InvalidationListener): void {
    this.#listener = listener
  }

  push(change: (listener: InvalidationListener) => void): void {
    if (this.active) this.#deliver(() => this.#listener && change(this.#listener))
  }

  /** Replies and invalidations wait until {@link deliver}. */
  holdAnswers(): void {
    this.#inbox ??= []
  }

  deliver(): void {
    const held = this.#inbox ?? []
    this.#inbox = undefined
    for (const item of held) item()
  }

  /** Writes wait on their way to the store until {@link send}. */
  holdWrites(): void {
    this.#outbox ??= []
  }

  send(): void {
    const held = this.#outbox ?? []
    this.#outbox = undefined
    for (const item of held) item()
  }

  /** Every call fails from now on. Invalidations still arrive. */
  fail(code: 'STORE_UNAVAILABLE' | 'OUTCOME_UNKNOWN' | 'STORE_FULL' = 'STORE_UNAVAILABLE'): void {
    this.#failure = new AppError(code, 'down')
  }

  recover(): void {
    this.#failure = undefined
  }

  /** No more invalidations. Calls are answered as before. */
  loseInvalidations(): void {
    this.active = false
    this.#listener?.lost()
  }

  resumeInvalidations(): void {
    this.active = true
    this.#listener?.resumed()
  }

  getMany(namespace: string, keys: readonly string[], options?: ReadOptions): Promise<Hits> {
    return this.#ask(`getMany ${keys}`, () => this.#store.cache.getMany(namespace, keys, options))
  }

  setMany(namespace: string, writes: readonly CacheWrite[]): Promise<void> {
    const keys = writes.map(({ key }) => key)
    return this.#write(`setMany ${keys}`, namespace, keys, () => this.#store.cache.setMany(namespace, writes))
  }

  deleteMany(namespace: string, keys: readonly string[]): Promise<number> {
    return this.#write(`deleteMany ${keys}`, namespace, keys, () => this.#store.cache.deleteMany(namespace, keys))
  }

  increment(namespace: string, increment: CacheIncrement): Promise<number> {
    const { key } = increment
    return this.#write(`increment ${key}`, namespace, [key], () => this.#store.cache.increment(namespace, increment))
  }

  commit(namespace: string, token: string, write: CacheWrite): Promise<boolean> {
    const { key } = write
    return this.#write(`commit ${key}`, namespace, [key], () => this.#store.cache.commit(namespace, token, write))
  }

  clear(namespace: string): Promise<void> {
    return this.#ask('clear', async () => {
      await this.#store.cache.clear(namespace)
      this.#store.tell(this, (listener) => listener.namespaceChanged(namespace))
    })
  }

  invalidateTags(namespace: string, tags: readonly string[]): Promise<void> {
    return this.#ask(`invalidateTags ${tags}`, async () => {
      await this.#store.cache.invalidateTags(namespace, tags)
      for (const tag of tags) this.#store.tell(this, (listener) => listener.tagChanged(namespace, tag))
    })
  }

  acquire(namespace: string, request: LeaseRequest): Promise<LeaseResult> {
    return this.#ask(`acquire ${request.key}`, () => this.#store.cache.acquire(namespace, request))
  }

  release(namespace: string, key: string, token: string): Promise<void> {
    return this.#ask(`release ${key}`, async () => {
      await this.#store.cache.release(namespace, key, token)
      this.#store.tell(this, (listener) => listener.leaseChanged(namespace, key))
    })
  }

  stats(): Promise<CacheStats> {
    return this.#ask('stats', () => this.#store.cache.stats())
  }

  async close(): Promise<void> {
    this.calls.push('close')
  }

  #write<T>(call: string, namespace: string, keys: readonly string[], write: () => Promise<T>): Promise<T> {
    return this.#ask(call, async () => {
      if (this.#outbox) await new Promise<void>((resolve) => this.#outbox?.push(resolve))
      const written = await write()
      for (const key of keys) this.#store.tell(this, (listener) => listener.entryChanged(namespace, key))
      return written
    })
  }

  async #ask<T>(call: string, answer: () => Promise<T>): Promise<T> {
    if (this.#failure) throw this.#failure
    this.calls.push(call)
    const answered = await answer()
    await new Promise<void>((resolve) => this.#deliver(resolve))
    return answered
  }

  #deliver(item: () => void): void {
    if (this.#inbox) this.#inbox.push(item)
    else item()
  }
}
