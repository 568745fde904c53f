import { LruCache } from '../../../src/adapters/memory/index.js'
import { RedisCache, RedisConnection, RedisInvalidations } from '../../../src/adapters/redis/index.js'
import { SystemClock, SystemIds, SystemRandom } from '../../../src/adapters/system/index.js'
import { TieredCache } from '../../../src/adapters/tiered/tiered-cache.js'
import type { Harness } from '../../../src/ports/conformance/index.js'
import type { CachePort } from '../../../src/ports/index.js'
import { ForwardClock } from '../forward-clock.js'
import { RecordingLogger } from '../recording-logger.js'
import { connectionTo, settingsFor } from '../redis/connection-fixture.js'
import { RedisServer } from '../redis-server.js'
import { advanceTime } from '../redis-time.js'
import { RespClient } from '../resp-client.js'

/** A cache of one case. */
interface MadeCache {
  readonly cache: CachePort
  readonly keyPrefix: string
}

/** A Redis server for the caches of one test file. They differ in the prefix of their keys. */
class CacheServer {
  #server: RedisServer | undefined
  /** Not the connection under test: moves time and deletes keys. */
  #client: RespClient | undefined
  #prefixes = 0

  async start(): Promise<void> {
    this.#server = await RedisServer.start()
    this.#client = await RespClient.connect({ port: this.#server.port })
  }

  async stop(): Promise<void> {
    this.#client?.destroy()
    await this.#server?.stop()
  }

  get url(): string {
    return started(this.#server).url
  }

  nextPrefix(): string {
    return `run${this.#prefixes++}:`
  }

  async advanceTime(made: readonly MadeCache[], ms: number): Promise<void> {
    for (const { keyPrefix } of made) await advanceTime({ cli: this.#command }, keyPrefix, ms)
  }

  /** Deletes all keys, because `advanceTime` looks at every key of the server. */
  async flush(): Promise<void> {
    await started(this.#client).command('FLUSHDB')
  }

  /** Like `RedisServer.cli`, without a new connection for each of thousands of calls. */
  readonly #command = async (...args: string[]): Promise<string> => {
    const reply = await started(this.#client).command(...args)
    return typeof reply === 'string' ? reply : JSON.stringify(reply)
  }
}

/** Redis caches that share one connection. */
export class RedisCacheFixture {
  readonly #server = new CacheServer()
  readonly #ids = new SystemIds()
  #connected: ReturnType<typeof connectionTo> | undefined

  async start(): Promise<void> {
    await this.#server.start()
    this.#connected = connectionTo(settingsFor(this.#server.url))
    this.#connected.connection.connect()
    await this.#connected.connection.ready
  }

  async stop(): Promise<void> {
    await this.#connected?.connection.close(1000)
    await this.#server.stop()
  }

  /** Does not use the server before `create`: the capabilities are read before it starts. */
  readonly harness = (): Harness<CachePort> => {
    const made: MadeCache[] = []
    return {
      create: () => {
        const { connection, clock, logger } = started(this.#connected)
        const keyPrefix = this.#server.nextPrefix()
        const cache = new RedisCache({ connection, clock, logger, ids: this.#ids, keyPrefix })
        made.push({ cache, keyPrefix })
        return cache
      },
      advanceTime: (ms) => this.#server.advanceTime(made, ms),
      destroy: async () => {
        await Promise.all(made.map(({ cache }) => cache.close()))
        await this.#server.flush()
      },
    }
  }
}

/** Tiered caches over Redis. Each has its own connection, which receives the invalidations. */
export class TieredCacheFixture {
  readonly #server = new CacheServer()

  async start(): Promise<void> {
    await this.#server.start()
  }

  async stop(): Promise<void> {
    await this.#server.stop()
  }

  /** Does not use the server before `create`: the capabilities are read before it starts. */
  readonly harness = (): Harness<CachePort> => {
    const localClock = new ForwardClock()
    const made: (MadeCache & { readonly connection: RedisConnection })[] = []
    return {
      create: async () => {
        const keyPrefix = this.#server.nextPrefix()
        const logger = new RecordingLogger()
        const [clock, ids, random] = [new SystemClock(), new SystemIds(), new SystemRandom()]
        const invalidations = new RedisInvalidations({ logger, keyPrefix })
        const settings = settingsFor(this.#server.url)
        // A busy machine is no fault of the adapter.
        const limits = { deadlineMs: 10_000 }
        const tracked = { settings, name: 'cache', clock, random, logger, limits, tracking: invalidations } as const
        const connection = new RedisConnection(tracked)
        connection.connect()
        await connection.ready
        const cache = new TieredCache({
          createLocal: () => new LruCache({ clock: localClock }),
          remote: new RedisCache({ connection, clock, ids, logger, keyPrefix }),
          invalidations,
          clock: localClock,
        })
        made.push({ cache, connection, keyPrefix })
        return cache
      },
      advanceTime: async (ms) => {
        localClock.forward(ms)
        await this.#server.advanceTime(made, ms)
      },
      destroy: async () => {
        for (const { cache, connection } of made) {
          await cache.close()
          await connection.close(1000)
        }
        await this.#server.flush()
      },
    }
  }
}

function started<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('start the fixture first')
  return part
}
