import { type RedisConnection, RedisSessionStore } from '../../../src/adapters/redis/index.js'
import { SystemIds } from '../../../src/adapters/system/index.js'
import type { SessionStore } from '../../../src/ports/index.js'
import { connectionTo, settingsFor } from '../redis/connection-fixture.js'
import { RedisServer } from '../redis-server.js'

/** A store on a Redis server of its own. */
export interface RedisSessionFixture {
  readonly redis: RedisServer
  readonly connection: RedisConnection
  readonly store: SessionStore
  stop(): Promise<void>
}

/** @param deadlineMs of each operation of the store; patient, unless the test is about time */
export async function startRedisSessionServer(deadlineMs = 60_000): Promise<RedisSessionFixture> {
  const redis = await RedisServer.start()
  const { connection, logger } = connectionTo(settingsFor(redis.url))
  connection.connect()
  await connection.ready
  return {
    redis,
    connection,
    store: new RedisSessionStore({ connection, ids: new SystemIds(), logger, deadlineMs }),
    stop: async () => {
      await connection.close(500)
      await redis.stop()
    },
  }
}
