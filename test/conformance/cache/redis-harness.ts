import { RedisCache } from '../../../src/adapters/redis/index.js'
import { SystemIds } from '../../../src/adapters/system/index.js'
import type { Harness } from '../../../src/ports/conformance/index.js'
import type { CachePort } from '../../../src/ports/index.js'
import { connectionTo, settingsFor } from '../../support/redis/connection-fixture.js'
import { RedisServer } from '../../support/redis-server.js'
import { elapse } from '../../support/redis-time.js'
import { RespClient } from '../../support/resp-client.js'

/** A server and what reaches it. */
interface Started extends ReturnType<typeof connectionTo> {
  readonly server: RedisServer
  /** Apart from the connection under test: moves time and cleans up. */
  readonly hand: RespClient
}

/** A Redis for the caches of one test file, which share one connection and differ in the prefix of their keys. */
export class RedisGround {
  readonly #ids = new SystemIds()
  #started: Started | undefined
  #caches = 0

  async start(): Promise<void> {
    const server = await RedisServer.start()
    const connected = connectionTo(settingsFor(server.url))
    connected.connection.connect()
    await connected.connection.ready
    this.#started = { ...connected, server, hand: await RespClient.connect({ port: server.port }) }
  }

  async stop(): Promise<void> {
    await this.#started?.connection.close(1000)
    this.#started?.hand.destroy()
    await this.#started?.server.stop()
  }

  /** Nothing is done before `create`: which laws apply is asked before the server runs. */
  readonly harness = (): Harness<CachePort> => {
    const made: { readonly cache: RedisCache; readonly keyPrefix: string }[] = []
    return {
      create: () => {
        const { connection, clock, logger } = this.#ground
        const keyPrefix = `run${this.#caches++}:`
        const cache = new RedisCache({ connection, clock, logger, ids: this.#ids, keyPrefix })
        made.push({ cache, keyPrefix })
        return cache
      },
      elapse: async (ms) => {
        for (const { keyPrefix } of made) await elapse({ cli: this.#command }, keyPrefix, ms)
      },
      destroy: async () => {
        await Promise.all(made.map(({ cache }) => cache.close()))
        // The next run begins in an empty server: `elapse` looks at every key there is.
        await this.#ground.hand.command('FLUSHDB')
      },
    }
  }

  get #ground(): Started {
    if (!this.#started) throw new Error('the server was not started')
    return this.#started
  }

  /** As `RedisServer.cli`, without connecting anew for each of thousands of calls. */
  readonly #command = async (...args: string[]): Promise<string> => {
    const reply = await this.#ground.hand.command(...args)
    return typeof reply === 'string' ? reply : JSON.stringify(reply)
  }
}
