import type { RedisClient } from './redis-client.js'

/**
 * Calls `onData` for every piece of data that comes from the server, parts of a reply included. To be called before the
 * client connects.
 *
 * node-redis shows its socket to nobody, but lets its wrapper of it be taken out and put back, which is how it moves
 * connections itself. A version that no longer does leaves whole replies as the only sign of life.
 */
export function onData(client: RedisClient, listener: () => void): void {
  if (typeof client._ejectSocket !== 'function' || typeof client._insertSocket !== 'function') return
  const socket = client._ejectSocket()
  client._insertSocket(socket.on('data', listener))
}
