import type { Clock } from '../../../ports/index.js'
import { type RedisSettings, toNodeRedis } from '../settings/index.js'
import { type ChangeTracking, trackPrefix } from './change-tracking.js'
import { connectFailure, handshakeTimeout } from './connect-failure.js'
import { EXCEEDED, settleWithin } from './deadline.js'
import { onData } from './on-data.js'
import type { RedisClient } from './redis-client.js'
import { probeTls, type TlsProbe } from './tls-probe.js'

/** One connection, from its handshake to its loss. It is never reconnected: the next one is another client. */
export interface OpenClient {
  readonly client: RedisClient
  /** What the PING at its beginning took, in milliseconds. */
  readonly pingMs: number
  /** When it last answered an operation, by the clock's `monotonic`. */
  answeredAt: number
  /** When anything last came from the server, be it a part of a reply. */
  readonly heard: { at: number }
  /** Whether it tells of changes, where that is wanted. */
  readonly tracked: boolean
  /** Absent where Node itself verified the certificate, or without TLS. */
  readonly probe: TlsProbe | undefined
  /** Whether `error` is an answer of Redis, as opposed to none. */
  isReply(error: unknown): error is Error
  /** Ends it at once, whatever it is doing. What was under way is rejected. */
  destroy(): void
}

interface Attempt {
  readonly settings: RedisSettings
  readonly clientName: string
  readonly clock: Clock
  readonly deadlineMs: number
  readonly tracking: ChangeTracking | undefined
  /** Ends the attempt. */
  readonly signal: AbortSignal
  /** Called once when the connection is lost after it was open. */
  readonly onLost: (opened: OpenClient, cause: unknown) => void
}

/**
 * One attempt to connect: certificate, handshake, sign-in and a PING, all within the deadline.
 *
 * node-redis' own reconnecting is switched off, as it has no hook for judging the certificate first, ends no
 * connection that is mute, and cannot be abandoned while it connects.
 *
 * @throws AppError STORE_UNAVAILABLE that names the likely cause
 */
export async function openClient(attempt: Attempt): Promise<OpenClient> {
  const { settings, clock, deadlineMs, signal } = attempt
  // Its socket is destroyed by this in every phase; `destroy()` of node-redis does not reach one that still connects.
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

async function handshake(attempt: Attempt, ending: AbortController): Promise<OpenClient> {
  const { settings, clock, tracking, onLost } = attempt
  const probe = await probeTls(settings, ending.signal)
  const { createClient, ErrorReply } = await import('redis')
  ending.signal.throwIfAborted()
  const isReply = (error: unknown): error is Error => error instanceof ErrorReply
  const heard = { at: Number.NEGATIVE_INFINITY }
  let opened: OpenClient | undefined
  const lost = (cause: unknown): void => {
    // While it connects, whoever connects is told; after its end, what it still says is of no interest.
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
      heard.at = clock.monotonic()
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
  const wanted = tracking !== undefined
  const connected = await connect(wanted).then(
    (client) => ({ client, tracked: wanted }),
    async (error: unknown) => {
      // A server that is old (ERR), or a user who may not: the rest works without being told of changes. Whatever else
      // is wrong passes, and this connection would go on untold.
      if (!wanted || !isReply(error) || !/^(NOPERM|ERR) (?!max number)/.test(error.message)) throw error
      return { client: await connect(false), tracked: false }
    },
  )
  const pingAt = clock.monotonic()
  await connected.client.ping()
  ending.signal.throwIfAborted()
  const answeredAt = clock.monotonic()
  const pingMs = answeredAt - pingAt
  opened = { ...connected, pingMs, answeredAt, heard, probe, isReply, destroy: () => ending.abort() }
  return opened
}

function clientOptions(
  { settings, clientName, deadlineMs }: Attempt,
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
    // A command is given to a connection that is there, or to none: what waits in a queue can be sent long after.
    disableOfflineQueue: true,
    // The deadline is ours; 0 spares a timer for every command.
    commandOptions: { timeout: 0 },
    maintNotifications: 'disabled',
  } as const
}

/** node-redis and the kernel may be a moment faster than our own timer. */
function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.message === 'Connection timeout'
}
