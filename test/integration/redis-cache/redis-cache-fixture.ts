import { RedisCache, type RedisCacheOptions, type RedisConnection } from '../../../src/adapters/redis/index.js'
import { SystemIds } from '../../../src/adapters/system/index.js'
import { connectionTo, settingsFor } from '../../support/redis/connection-fixture.js'

interface RedisCacheFixture {
  readonly cache: RedisCache
  readonly connection: RedisConnection
  readonly logger: ReturnType<typeof connectionTo>['logger']
  /** What was passed over, as `namespace/key`. */
  readonly corrupt: string[]
  close(): Promise<void>
}

/** A cache of its own connection to the Redis at `url`. */
export async function redisCacheAt(
  url: string,
  options: Partial<RedisCacheOptions> = {},
  limits: Parameters<typeof connectionTo>[1] = {},
): Promise<RedisCacheFixture> {
  const { connection, logger, clock } = connectionTo(settingsFor(url), limits)
  const corrupt: string[] = []
  const onCorruptEntry = (namespace: string, key: string): void => void corrupt.push(`${namespace}/${key}`)
  const cache = new RedisCache({
    connection,
    clock,
    ids: new SystemIds(),
    logger,
    onCorruptEntry,
    ...options,
  })
  connection.connect()
  await connection.ready
  const close = async (): Promise<void> => {
    await cache.close()
    await connection.close(500)
  }
  return { cache, connection, logger, corrupt, close }
}
