import {
  type ConnectionLimits,
  type RedisConnection,
  RedisSessionStore,
  type RedisSessionStoreOptions,
} from '../../../src/adapters/redis/index.js'
import { SystemIds } from '../../../src/adapters/system/index.js'
import type { HarnessFactory } from '../../../src/ports/conformance/index.js'
import type { SessionStore } from '../../../src/ports/index.js'
import type { RecordingLogger } from '../recording-logger.js'
import { connectionTo, settingsFor } from '../redis/connection-fixture.js'
import { RedisServer, type RedisServerOptions } from '../redis-server.js'
import { shiftRedisTime } from './shift-redis-time.js'
import { shiftedStore } from './shifted-store.js'

/** Real servers are on a shared machine: what is late there is not what these tests are about. */
const PATIENT_MS = 10_000

/** A Redis for the session stores of one test file, and a connection to it. */
export class RedisSessionFixture {
  readonly server: RedisServer
  readonly connection: RedisConnection
  readonly logger: RecordingLogger
  readonly #nodes: RedisConnection[] = []
  #prefixes = 0

  private constructor(server: RedisServer, limits: Partial<ConnectionLimits>) {
    const { connection, logger } = connectionTo(settingsFor(server.url), limits)
    this.server = server
    this.connection = connection
    this.logger = logger
  }

  static async start(
    options: RedisServerOptions = {},
    limits: Partial<ConnectionLimits> = {},
  ): Promise<RedisSessionFixture> {
    const fixture = new RedisSessionFixture(await RedisServer.start(options), limits)
    fixture.connection.connect()
    await fixture.connection.ready
    return fixture
  }

  prefix(): string {
    return `run-${++this.#prefixes}:`
  }

  /** A store that shares its sessions with every other one of the same prefix. */
  store(keyPrefix = this.prefix(), more: Partial<RedisSessionStoreOptions> = {}): RedisSessionStore {
    const { connection, logger } = this
    return new RedisSessionStore({
      connection,
      logger,
      ids: new SystemIds(),
      keyPrefix,
      deadlineMs: PATIENT_MS,
      ...more,
    })
  }

  /** A second process for Redis. Ends with the fixture. */
  async node(): Promise<RedisConnection> {
    const { connection } = connectionTo(settingsFor(this.server.url))
    connection.connect()
    await connection.ready
    this.#nodes.push(connection)
    return connection
  }

  /** Deletes all keys under the prefix. */
  async clear(prefix: string): Promise<void> {
    const clear = `for _, key in ipairs(redis.call('KEYS', ARGV[1] .. '*')) do redis.call('DEL', key) end`
    await this.server.cli('EVAL', clear, '0', prefix)
  }

  async stop(): Promise<void> {
    for (const connection of [this.connection, ...this.#nodes]) await connection.close(500)
    await this.server.stop()
  }
}

/** Stores in a Redis that is there when the first is created. */
export function redisHarness(
  fixture: () => RedisSessionFixture,
  capabilities: readonly string[] = [],
  pepper: readonly string[] = [],
): HarnessFactory<SessionStore> {
  return () => {
    const prefixes: string[] = []
    let elapsed = 0
    return {
      capabilities,
      create: () => {
        const prefix = fixture().prefix()
        prefixes.push(prefix)
        return shiftedStore(fixture().store(prefix, { pepper }), () => elapsed)
      },
      advanceTime: async (ms) => {
        for (const prefix of prefixes) await shiftRedisTime(fixture().server, prefix, ms)
        elapsed += ms
      },
      destroy: async () => {
        for (const prefix of prefixes) await fixture().clear(prefix)
      },
    }
  }
}
