import { afterAll } from '@jest/globals'
import { RedisServer, type RedisServerOptions } from '../../support/redis-server.js'

/** Settings with which the doctor has nothing to object to. */
export const GOOD: RedisServerOptions = { appendOnly: true, maxMemory: '64mb', policy: 'noeviction' }

/** Starts servers, at most one with the same options: the doctor leaves nothing behind. They are stopped after the file. */
export function sharedServers(): (options?: RedisServerOptions) => Promise<RedisServer> {
  const servers = new Map<string, Promise<RedisServer>>()
  afterAll(async () => {
    for (const server of servers.values()) await (await server).stop()
  })
  return (options = {}) => {
    const key = JSON.stringify(options)
    const server = servers.get(key) ?? RedisServer.start(options)
    servers.set(key, server)
    return server
  }
}
