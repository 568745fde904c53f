import type { Redis, RedisOptions } from 'ioredis'
import type { Clock, Timer } from '../../../ports/platform/index.js'
import { connectFailure } from '../connection/connect-failure.js'
import { DEFAULT_LIMITS, reconnectHandshakeMs } from '../connection/connection-limits.js'
import { ConnectionStateLog } from '../connection/connection-state.js'
import { reconnectDelay } from '../connection/reconnect-delay.js'
import { type RedisSettings, toIoredis } from '../settings/index.js'
import type { BullJobQueueOptions } from './bull-job-queue-options.js'
import { judgingConnector } from './judging-connector.js'

/** How long the end of a connection may take that answers nothing. */
const DISCONNECT_MS = 100

/** What a connection is opened with. */
interface Opening extends Pick<BullJobQueueOptions, 'settings' | 'clock' | 'random' | 'logger'> {
  /** In logs and in `CLIENT LIST`. */
  readonly name: string
  readonly options: RedisOptions
}

/** Opens a connection of ioredis, which loads ioredis. It reconnects without end until it is disconnected. */
export async function openJobClient(opening: Opening): Promise<Redis> {
  const { settings, clock, random, logger, name, options } = opening
  const { AbstractConnector, Redis } = await import('ioredis')
  const { tls } = settings
  const judged = tls.enabled && tls.verify !== 'strict'
  const client = new Redis({
    ...(toIoredis(settings) as RedisOptions),
    ...(judged ? { Connector: judgingConnector(AbstractConnector, settings, logger) } : {}),
    connectionName: `curriculum-generator:${name.replaceAll(' ', ':')}`,
    connectTimeout: Math.min(settings.connectTimeoutMs, DEFAULT_LIMITS.handshakeMs),
    disconnectTimeout: DISCONNECT_MS,
    disableClientInfo: true,
    retryStrategy: (failures: number) => reconnectDelay(failures - 1, settings.retryDelayMs, random),
    ...options,
  })
  // One listener for each queue that shares it, and Bull's own.
  client.setMaxListeners(0)
  boundHandshake(client, clock, reconnectHandshakeMs(DEFAULT_LIMITS.handshakeMs, settings.retryDelayMs))
  logStates(client, settings, new ConnectionStateLog(name, settings.maskedUrl, logger))
  return client
}

/** Gives a connection up for a new one; what was sent on it is sent again, or fails, as its options say. */
export function recycle(client: Redis, reason: string): void {
  client.stream?.destroy(new Error(reason))
}

/** Gives up a connection that was accepted and then never answers: ioredis would wait for it without end. */
function boundHandshake(client: Redis, clock: Clock, ms: number): void {
  let timer: Timer | undefined
  client.on('connect', () => {
    timer = clock.setTimer(ms, () => recycle(client, `no answer within ${ms} ms`))
  })
  for (const event of ['ready', 'close']) client.on(event, () => timer?.cancel())
}

function logStates(client: Redis, settings: RedisSettings, state: ConnectionStateLog): void {
  let failure: unknown
  let wasReady = false
  state.begin()
  client.on('error', (error) => {
    failure = error
  })
  client.on('ready', () => {
    wasReady = true
    failure = undefined
    state.enter('ready')
  })
  client.on('reconnecting', () => {
    const told = connectFailure(settings, failure ?? new Error('the connection was closed'))
    const hint = wasReady ? '' : ` -> ${told.hint}`
    state.enter('reconnecting', `${told.message}${hint}`)
    wasReady = false
  })
  client.on('end', () => state.enter('closed'))
}
