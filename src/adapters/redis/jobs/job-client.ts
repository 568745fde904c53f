import { once } from 'node:events'
import { connect, type TLSSocket } from 'node:tls'
import type { AbstractConnector, Redis, RedisOptions } from 'ioredis'
import type { Clock, Logger, Timer } from '../../../ports/platform/index.js'
import { connectFailure } from '../connection/connection-errors.js'
import { DEFAULT_LIMITS, reconnectDelay, reconnectHandshakeMs } from '../connection/connection-limits.js'
import { ConnectionStateLog } from '../connection/connection-state.js'
import { certificateRejected } from '../connection/connection-tls.js'
import { type RedisSettings, tlsOptions, toIoredis, verifyCertificate } from '../settings/index.js'
import type { BullJobQueueOptions } from './bull-job-queue-options.js'

/** How long the end of an unresponsive connection may take. */
const DISCONNECT_MS = 100

interface JobClientOptions extends Pick<BullJobQueueOptions, 'settings' | 'clock' | 'random' | 'logger'> {
  /** Shown in logs and in `CLIENT LIST`. */
  readonly name: string
  readonly options: RedisOptions
}

/** Opens an ioredis connection that reconnects until it is disconnected. Loads ioredis. */
export async function openJobClient(opening: JobClientOptions): Promise<Redis> {
  const { settings, clock, random, logger, name, options } = opening
  const { AbstractConnector, Redis } = await import('ioredis')
  const { tls } = settings
  const verifiesItself = tls.enabled && tls.verify !== 'strict'
  const client = new Redis({
    ...(toIoredis(settings) as RedisOptions),
    ...(verifiesItself ? { Connector: verifyingConnector(AbstractConnector, settings, logger) } : {}),
    connectionName: `curriculum-generator:${name.replaceAll(' ', ':')}`,
    connectTimeout: Math.min(settings.connectTimeoutMs, DEFAULT_LIMITS.handshakeMs),
    disconnectTimeout: DISCONNECT_MS,
    disableClientInfo: true,
    retryStrategy: (failures: number) => reconnectDelay(failures - 1, settings.retryDelayMs, random),
    ...options,
  })
  // Bull and each queue that shares the connection add listeners.
  client.setMaxListeners(0)
  limitHandshake(client, clock, reconnectHandshakeMs(DEFAULT_LIMITS.handshakeMs, settings.retryDelayMs))
  logStates(client, settings, new ConnectionStateLog(name, settings.maskedUrl, logger))
  return client
}

/** Drops a connection so that ioredis opens a new one. Commands in flight are sent again or fail, as the options say. */
export function reconnect(client: Redis, reason: string): void {
  client.stream?.destroy(new Error(reason))
}

/** Drops a connection that was accepted but never answers: ioredis would wait for it without a limit. */
function limitHandshake(client: Redis, clock: Clock, ms: number): void {
  let timer: Timer | undefined
  client.on('connect', () => {
    timer = clock.setTimer(ms, () => reconnect(client, `no answer within ${ms} ms`))
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
    const { message, hint } = connectFailure(settings, failure ?? new Error('the connection was closed'))
    state.enter('reconnecting', wasReady ? message : `${message} -> ${hint}`)
    wasReady = false
  })
  client.on('end', () => state.enter('closed'))
}

type Connector = NonNullable<RedisOptions['Connector']>

/** One warning is enough for all connections of a queue. */
const WARNED = new WeakSet<RedisSettings>()

/**
 * The connector for settings with which Node does not reject invalid certificates. It verifies the certificate after the
 * handshake; only then ioredis gets the socket and sends the password.
 *
 * @param Base the base class of ioredis; a parameter, because ioredis is loaded late
 */
function verifyingConnector(Base: typeof AbstractConnector, settings: RedisSettings, logger: Logger): Connector {
  const { host, port, tls, connectTimeoutMs } = settings

  return class VerifyingConnector extends Base {
    constructor(options: unknown) {
      super((options as { disconnectTimeout: number }).disconnectTimeout)
    }

    async connect(): Promise<TLSSocket> {
      this.connecting = true
      delete this.firstError
      const socket = connect({ host, port, ...(tls.enabled ? tlsOptions(tls) : {}) })
      this.stream = socket
      // Failures are reported by a destroyed socket: after a rejected promise, ioredis would not try again.
      socket.on('error', (error) => {
        this.firstError ??= error
      })
      socket.setTimeout(connectTimeoutMs, () => socket.destroy(new Error('connect ETIMEDOUT')))
      try {
        await Promise.race([once(socket, 'secureConnect'), once(socket, 'close')])
      } catch {
        // The `error` listener stored it in `firstError`.
      }
      socket.setTimeout(0)
      if (!socket.destroyed) this.#verify(socket)
      return socket
    }

    #verify(socket: TLSSocket): void {
      const { authorized, authorizationError } = socket
      const { fingerprint256 } = socket.getPeerCertificate()
      const verdict = verifyCertificate(settings, { authorized, authorizationError, fingerprint256 })
      if (!verdict.accepted) {
        this.firstError = certificateRejected(verdict)
        socket.destroy()
      } else if (verdict.warning !== undefined && !WARNED.has(settings)) {
        WARNED.add(settings)
        logger.warn(verdict.warning, { connection: 'jobs' })
      }
    }
  }
}
