import type { Redis, RedisOptions } from 'ioredis'
import { type AppError, formatMs, isAppError } from '../../../domain/platform/index.js'
import type { Clock, Timer } from '../../../ports/platform/index.js'
import { connectFailure } from '../connection/connection-errors.js'
import { reconnectDelay, reconnectTimeoutMs } from '../connection/connection-limits.js'
import { ConnectionStateLog } from '../connection/connection-state.js'
import type { BullJobQueueOptions } from './bull-job-queue-options.js'
import { jobConnector } from './job-connector.js'

/** How long the end of an unresponsive connection may take. */
const DISCONNECT_MS = 100

interface JobClientOptions extends Pick<BullJobQueueOptions, 'settings' | 'clock' | 'random' | 'logger'> {
  /** Shown in logs and in `CLIENT LIST`. */
  readonly name: string
  readonly options: RedisOptions
  /** Called with the reason of each failed attempt to connect, and with `undefined` when the connection is open. */
  readonly onAttempt?: (failure: AppError | undefined) => void
}

/**
 * Opens an ioredis connection that reconnects until it is disconnected. It is signed in and in the database of the settings
 * before it is used. Loads ioredis.
 */
export async function openJobClient(opening: JobClientOptions): Promise<Redis> {
  const { settings, clock, random, logger, name, options } = opening
  const { AbstractConnector, Redis } = await import('ioredis')
  const laterMs = reconnectTimeoutMs(settings)
  let wasReady = false
  const client = new Redis({
    // No password and no database: the connector has signed in.
    Connector: jobConnector(AbstractConnector, {
      settings,
      clock,
      logger,
      deadlineMs: () => (wasReady ? laterMs : settings.connectTimeoutMs),
    }),
    connectionName: `curriculum-generator:${name.replaceAll(' ', ':')}`,
    disconnectTimeout: DISCONNECT_MS,
    disableClientInfo: true,
    // The connector has sent a PING, which fails while Redis loads. The check of ioredis needs INFO, and prints to the console
    // if the user lacks it.
    enableReadyCheck: false,
    retryStrategy: (failures: number) => reconnectDelay(failures - 1, settings.retryDelayMs, random),
    ...options,
  })
  // Bull and each queue that shares the connection add listeners.
  client.setMaxListeners(0)
  client.once('ready', () => {
    wasReady = true
  })
  handleSubscribeErrors(client)
  limitHandshake(client, clock, settings.connectTimeoutMs)
  logStates(client, opening)
  return client
}

/** Drops a connection so that ioredis opens a new one. Commands in flight are sent again or fail, as the options say. */
export function reconnect(client: Redis, reason: string): void {
  client.stream?.destroy(new Error(reason))
}

/**
 * After a reconnect ioredis subscribes again and ignores the promise: if the client is disconnected at that moment, the
 * rejection would end the process. Callers still get the rejection of their own calls.
 */
function handleSubscribeErrors(client: Redis): void {
  for (const name of ['subscribe', 'psubscribe'] as const) {
    const send = client[name].bind(client) as (...args: unknown[]) => Promise<unknown>
    const handled = (...args: unknown[]): Promise<unknown> => {
      const sent = send(...args)
      sent.catch(() => undefined)
      return sent
    }
    Object.assign(client, { [name]: handled })
  }
}

/** Drops a connection that was accepted but never answers: ioredis would wait for it without a limit. */
function limitHandshake(client: Redis, clock: Clock, ms: number): void {
  let timer: Timer | undefined
  client.on('connect', () => {
    timer = clock.setTimer(ms, () => reconnect(client, `no answer within ${formatMs(ms)}`))
  })
  for (const event of ['ready', 'close']) client.on(event, () => timer?.cancel())
}

function logStates(client: Redis, { settings, clock, name, logger, onAttempt }: JobClientOptions): void {
  // A queue has several connections.
  const state = new ConnectionStateLog(name, { settings, clock, logger }, { isQuiet: true })
  let failure: AppError | undefined
  let wasReady = false
  state.begin()
  client.on('error', (error) => {
    failure = isAppError(error) ? error : connectFailure(settings, error)
  })
  client.on('ready', () => {
    wasReady = true
    failure = undefined
    onAttempt?.(undefined)
    state.enter('ready')
  })
  client.on('reconnecting', () => {
    const { message, hint } = failure ?? connectFailure(settings, new Error('the connection was closed'))
    if (!wasReady) onAttempt?.(failure)
    state.enter('reconnecting', wasReady ? message : `${message} -> ${hint}`)
    wasReady = false
  })
  client.on('end', () => state.enter('closed'))
}
