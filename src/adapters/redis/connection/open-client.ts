import type { createClient } from 'redis'
import type { Clock } from '../../../ports/index.js'
import { EXCEEDED, settleWithin } from '../../shared/deadline.js'
import { type RedisSettings, toNodeRedis } from '../settings/index.js'
import { connectFailure, handshakeTimeout } from './connection-errors.js'
import { probeTls, type TlsProbe } from './connection-tls.js'

/** The client that operations use: node-redis with all its commands. */
export type RedisClient = ReturnType<typeof createClient>

/** Receives all changes of keys under a prefix. Called by the connection; must not throw. */
export interface ChangeTracking {
  readonly prefix: string
  /** A new connection is open; no operation has run on it. From now on changes are reported if `tracked`. */
  opened(tracked: boolean): void
  /** A key under the prefix was changed, deleted or evicted, or has expired; `null`: any of them may have been. */
  changed(key: string | null): void
  /** The connection is lost: changes are no longer reported. */
  lost(): void
}

/** One connection, from its handshake to its loss. It never reconnects: the next connection is another client. */
export interface OpenClient {
  readonly client: RedisClient
  /** Duration of the first PING in milliseconds. */
  readonly pingMs: number
  /** Monotonic time of the last answered operation. */
  answeredAt: number
  /** Monotonic time of the last data from the server, including parts of a reply. */
  readonly lastData: { at: number }
  /** Whether changes are reported, if tracking was requested. */
  readonly tracked: boolean
  /** Absent if Node verified the certificate, or without TLS. */
  readonly probe: TlsProbe | undefined
  /** Whether `error` is an error reply of Redis. */
  isReply(error: unknown): error is Error
  /** Ends the connection at once. Operations in flight are rejected. */
  destroy(): void
}

interface ConnectAttempt {
  readonly settings: RedisSettings
  readonly clientName: string
  readonly clock: Clock
  readonly deadlineMs: number
  readonly tracking: ChangeTracking | undefined
  /** Ends the attempt. */
  readonly signal: AbortSignal
  /** Called once when an open connection is lost. */
  readonly onLost: (opened: OpenClient, cause: unknown) => void
}

/**
 * Connects once: certificate, handshake, sign-in and a PING, all within the deadline.
 *
 * The reconnecting of node-redis is disabled: it cannot verify the certificate first, does not end unresponsive
 * connections, and cannot be aborted while it connects.
 *
 * @throws AppError STORE_UNAVAILABLE with the likely cause
 */
export async function openClient(attempt: ConnectAttempt): Promise<OpenClient> {
  const { settings, clock, deadlineMs, signal } = attempt
  // Destroys the socket in every phase; `destroy()` of node-redis does not while it connects. As an option of the socket, it
  // also makes Node keep a listener for errors to the end: node-redis has none at some moments.
  const ending = new AbortController()
  const end = (): void => ending.abort()
  signal.addEventListener('abort', end, { once: true })
  if (signal.aborted) end()
  try {
    const opened = await settleWithin(clock, deadlineMs, handshake(attempt, ending))
    if (opened !== EXCEEDED) return opened
  } catch (error) {
    end()
    if (!isTimeout(error)) throw connectFailure(settings, error)
  } finally {
    signal.removeEventListener('abort', end)
  }
  end()
  throw handshakeTimeout(settings, deadlineMs)
}

async function handshake(attempt: ConnectAttempt, ending: AbortController): Promise<OpenClient> {
  const { settings, clock, tracking, onLost } = attempt
  const probe = await probeTls(settings, ending.signal)
  const { createClient, ErrorReply } = await import('redis')
  ending.signal.throwIfAborted()
  const isReply = (error: unknown): error is Error => error instanceof ErrorReply
  const lastData = { at: Number.NEGATIVE_INFINITY }
  let opened: OpenClient | undefined
  const lost = (cause: unknown): void => {
    // While it connects, `connect` rejects. After the end, errors have no meaning.
    if (opened === undefined || ending.signal.aborted) return
    ending.abort()
    onLost(opened, cause)
  }
  const connect = async (tracked: boolean): Promise<RedisClient> => {
    const client: RedisClient = createClient({
      ...clientOptions(attempt, probe, ending.signal),
      emitInvalidate: tracked,
    })
    onData(client, () => {
      lastData.at = clock.monotonic()
    })
    const destroy = (): void => client.destroy()
    ending.signal.addEventListener('abort', destroy, { once: true })
    client.on('error', lost)
    client.on('end', () => lost(new Error('the connection ended')))
    client.on('invalidate', (key: { toString(): string } | null) => {
      if (!ending.signal.aborted) tracking?.changed(key === null ? null : key.toString())
    })
    await client.connect()
    if (tracked && tracking) await trackPrefix(client, tracking.prefix)
    return client
  }
  const wantsTracking = tracking !== undefined
  const connected = await connect(wantsTracking).then(
    (client) => ({ client, tracked: wantsTracking }),
    async (error: unknown) => {
      // An old server (ERR), or a user without the permission: works without tracking. After any other error a later
      // attempt can have tracking.
      if (!wantsTracking || !isReply(error) || !/^(NOPERM|ERR) (?!max number)/.test(error.message)) throw error
      return { client: await connect(false), tracked: false }
    },
  )
  const pingAt = clock.monotonic()
  await connected.client.ping()
  ending.signal.throwIfAborted()
  const answeredAt = clock.monotonic()
  const pingMs = answeredAt - pingAt
  opened = { ...connected, pingMs, answeredAt, lastData, probe, isReply, destroy: () => ending.abort() }
  return opened
}

function clientOptions(
  { settings, clientName, deadlineMs }: ConnectAttempt,
  probe: TlsProbe | undefined,
  signal: AbortSignal,
) {
  const pinned = settings.tls.enabled && settings.tls.fingerprint !== undefined ? probe?.certificate : undefined
  const options = toNodeRedis(settings, pinned)
  const own = { connectTimeout: deadlineMs, reconnectStrategy: false, signal } as const
  const socket = options.socket.tls ? { ...options.socket, ...own } : { ...options.socket, ...own }
  return {
    ...options,
    name: clientName,
    socket,
    // A queued command could be sent long after its deadline.
    disableOfflineQueue: true,
    // Operations have their own deadline; 0 avoids a timer for each command.
    commandOptions: { timeout: 0 },
    maintNotifications: 'disabled',
  } as const
}

/** The timers of node-redis and of the kernel may fire just before the deadline. */
function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.message === 'Connection timeout'
}

/**
 * Calls `listener` for all data from the server, including parts of a reply. To be called before the client connects.
 *
 * node-redis does not expose its socket, but lets its wrapper be removed and reinserted. In a version without this, only
 * whole replies count as data.
 */
function onData(client: RedisClient, listener: () => void): void {
  if (typeof client._ejectSocket !== 'function' || typeof client._insertSocket !== 'function') return
  const socket = client._ejectSocket()
  client._insertSocket(socket.on('data', listener))
}

/**
 * Reports changes of all keys under `prefix` by any client, whether this client has read them or not; but not its own plain
 * writes. The handshake has turned on the default mode.
 */
async function trackPrefix(client: RedisClient, prefix: string): Promise<void> {
  await Promise.all([
    client.sendCommand(['CLIENT', 'TRACKING', 'OFF']),
    client.sendCommand(['CLIENT', 'TRACKING', 'ON', 'BCAST', 'PREFIX', prefix, 'NOLOOP']),
  ])
}
