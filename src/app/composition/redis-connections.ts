import type { RedisConnection, RedisInvalidations } from '../../adapters/redis/index.js'
import type { TlsHealth } from '../../domain/health/index.js'
import { AppError, isAppError } from '../../domain/platform/index.js'
import type { Capability } from './decide-adapters.js'

/** Deadline of a write at the start, in milliseconds: that of a request would be short for a process that starts. */
const WRITE_MS = 5000

/** The connections to Redis: at most one for each instance. */
export class RedisConnections {
  /** The changes that Redis reports on the connection of the cache, if this process uses them. */
  readonly invalidations: RedisInvalidations | undefined
  readonly #main: RedisConnection | undefined
  readonly #cache: RedisConnection | undefined
  readonly #others: (() => Promise<void>)[] = []
  #isOpening = false

  /** @param cache the same connection as `main`, unless the cache has its own instance */
  constructor(
    main: RedisConnection | undefined,
    cache: RedisConnection | undefined,
    invalidations?: RedisInvalidations,
  ) {
    this.invalidations = invalidations
    this.#main = main
    this.#cache = cache
  }

  /** Resolves when all are connected; rejects when one of them fails. */
  async ready(): Promise<void> {
    this.#isOpening = true
    try {
      await Promise.all([this.#main?.ready, this.#cache?.ready])
      await Promise.all(this.#others.map((isReady) => isReady()))
    } finally {
      this.#isOpening = false
    }
  }

  /** Why capabilities cannot answer yet: they connect for the first time, and no attempt has failed. */
  get starting(): string | undefined {
    return this.#isOpening && !this.isOutage ? 'connecting to Redis' : undefined
  }

  /**
   * Resolves if each server accepts a write, or refuses it for now, for example because it is full.
   *
   * @param keyPrefix of the app
   * @throws AppError `STORE_UNAVAILABLE` if one is a replica, or the user lacks a permission
   */
  async assertWritable(keyPrefix: string): Promise<void> {
    const key = `${keyPrefix}health:start`
    const write = async (connection: RedisConnection): Promise<void> => {
      try {
        await connection.run((client) => client.set(key, '1', { PX: 1000 }), { write: true, deadlineMs: WRITE_MS })
      } catch (error) {
        if (!isAppError(error)) throw error
        if (['READONLY', 'NOPERM'].includes(String(error.details.reply))) throw error
        // The health report shows every other failure.
      }
    }
    await Promise.all(this.named().map(([, connection]) => write(connection)))
  }

  /**
   * Like {@link ready}, but rejects as soon as the first attempt of one of them has failed: the others are not waited for.
   */
  async firstAttempt(): Promise<void> {
    await Promise.all([this.#main?.firstAttempt, this.#cache?.firstAttempt])
    await Promise.all(this.#others.map((isReady) => isReady()))
  }

  /** Adds another connection that belongs to the readiness. @param isReady rejects after its deadline */
  expect(isReady: () => Promise<void>): void {
    this.#others.push(isReady)
  }

  /** The connection behind a capability. @throws AppError `INTERNAL` if it has none */
  of(capability: Capability): RedisConnection {
    const connection = capability === 'cache' ? this.#cache : this.#main
    if (connection) return connection
    throw new AppError('INTERNAL', `${capability} has no connection to Redis`)
  }

  /** Each connection once, by its name among the services. */
  named(): readonly (readonly [name: string, connection: RedisConnection])[] {
    return [
      ...(this.#main ? [['redis', this.#main] as const] : []),
      ...(this.#cache && this.#cache !== this.#main ? [['redis-cache', this.#cache] as const] : []),
    ]
  }

  /** Whether one of the instances has an outage that is in the log. */
  get isOutage(): boolean {
    return this.named().some(([, connection]) => connection.isOutage)
  }

  /** How each connection is protected. */
  tls(): { readonly [name: string]: TlsHealth } {
    return Object.fromEntries(this.named().map(([name, connection]) => [name, connection.tls]))
  }
}
