import type { RedisClient } from './redis-client.js'

/** Who wants to be told of every change to keys under a prefix. Called from within the connection; must not throw. */
export interface ChangeTracking {
  readonly prefix: string
  /** A new connection is open, and no operation has run on it yet. From here on changes are told if `tracked`. */
  opened(tracked: boolean): void
  /** A key under the prefix was changed, deleted or dropped, or has expired; `null`: any of them may have been. */
  changed(key: string | null): void
  /** There is no connection: what changes from here on is not told. */
  lost(): void
}

/**
 * Switches to the mode that tells of all keys under `prefix`, whoever changes them, read by this client or not; but not
 * of what this client itself sets by a plain command. The client has the default mode on, from its handshake.
 */
export async function trackPrefix(client: RedisClient, prefix: string): Promise<void> {
  await Promise.all([
    client.sendCommand(['CLIENT', 'TRACKING', 'OFF']),
    client.sendCommand(['CLIENT', 'TRACKING', 'ON', 'BCAST', 'PREFIX', prefix, 'NOLOOP']),
  ])
}
