import { LruCache } from '../../../src/adapters/memory/index.js'
import { RedisCache, RedisConnection, RedisInvalidations } from '../../../src/adapters/redis/index.js'
import { SystemClock, SystemIds, SystemRandom } from '../../../src/adapters/system/index.js'
import { TieredCache } from '../../../src/adapters/tiered/tiered-cache.js'
import type { Harness } from '../../../src/ports/conformance/index.js'
import type { CachePort } from '../../../src/ports/index.js'
import { ForwardClock } from '../../support/forward-clock.js'
import { RecordingLogger } from '../../support/recording-logger.js'
import { settingsFor } from '../../support/redis/connection-fixture.js'
import { RedisServer } from '../../support/redis-server.js'
import { elapse } from '../../support/redis-time.js'
import { RespClient } from '../../support/resp-client.js'

interface Started {
  readonly server: RedisServer
  readonly hand: RespClient
}

/** A Redis for the tiered caches of one test file. Each has a connection of its own, which tells it of changes. */
export class TieredGround {
  #started: Started | undefined
  #caches = 0

  async start(): Promise<void> {
    const server = await RedisServer.start()
    this.#started = { server, hand: await RespClient.connect({ port: server.port }) }
  }

  async stop(): Promise<void> {
    this.#started?.hand.destroy()
    await this.#started?.server.stop()
  }

  /** Nothing is done before `create`: which laws apply is asked before the server runs. */
  readonly harness = (): Harness<CachePort> => {
    const near = new ForwardClock()
    const made: { readonly cache: CachePort; readonly connection: RedisConnection; readonly keyPrefix: string }[] = []
    return {
      create: async () => {
        const keyPrefix = `run${this.#caches++}:`
        const logger = new RecordingLogger()
        const [clock, ids, random] = [new SystemClock(), new SystemIds(), new SystemRandom()]
        const invalidations = new RedisInvalidations({ logger, keyPrefix })
        const settings = settingsFor(this.#ground.server.url)
        // A machine that is busy with other tests is no fault of the adapter.
        const limits = { deadlineMs: 10_000 }
        const tracked = { settings, name: 'cache', clock, random, logger, limits, tracking: invalidations } as const
        const connection = new RedisConnection(tracked)
        connection.connect()
        await connection.ready
        const far = new RedisCache({ connection, clock, ids, logger, keyPrefix })
        const cache = new TieredCache({
          createLocal: () => new LruCache({ clock: near }),
          remote: far,
          invalidations,
          clock: near,
        })
        made.push({ cache, connection, keyPrefix })
        return cache
      },
      elapse: async (ms) => {
        near.forward(ms)
        for (const { keyPrefix } of made) await elapse({ cli: this.#command }, keyPrefix, ms)
      },
      destroy: async () => {
        for (const { cache, connection } of made) {
          await cache.close()
          await connection.close(1000)
        }
        await this.#ground.hand.command('FLUSHDB')
      },
    }
  }

  get #ground(): Started {
    if (!this.#started) throw new Error('start the ground first')
    return this.#started
  }

  readonly #command = async (...args: string[]): Promise<string> => {
    const reply = await this.#ground.hand.command(...args)
    return typeof reply === 'string' ? reply : JSON.stringify(reply)
  }
}
