import type { RedisConnection, RedisInvalidations } from '../../adapters/redis/index.js'
import type { TlsHealth } from '../../domain/health/index.js'
import { AppError } from '../../domain/platform/index.js'
import type { Capability } from './decide-adapters.js'

/** The connections to Redis: at most one for each instance. */
export class RedisConnections {
  /** The changes that Redis reports on the connection of the cache, if this process uses them. */
  readonly invalidations: RedisInvalidations | undefined
  readonly #main: RedisConnection | undefined
  readonly #cache: RedisConnection | undefined
  readonly #others: (() => Promise<void>)[] = []

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
    await Promise.all([this.#main?.ready, this.#cache?.ready])
    await Promise.all(this.#others.map((isReady) => isReady()))
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
