import type { HealthProbe } from '../../../ports/index.js'
import type { RedisConnection } from './redis-connection.js'

/**
 * The health probe of what is kept behind `connection`: one PING. While the connection fails fast, so does the probe.
 *
 * @param name the service in the report; default: the connection's name
 * @param adapter what serves it
 */
export function redisProbe(
  connection: RedisConnection,
  name: string = connection.name,
  adapter = 'redis',
): HealthProbe {
  return {
    name,
    adapter,
    check: async (signal) => {
      signal.throwIfAborted()
      await connection.run((client) => client.ping())
      return { status: 'healthy' }
    },
  }
}
