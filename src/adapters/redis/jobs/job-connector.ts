import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls, TLSSocket } from 'node:tls'
import type { AbstractConnector, RedisOptions } from 'ioredis'
import type { AppError } from '../../../domain/platform/index.js'
import type { Clock, Logger } from '../../../ports/platform/index.js'
import { connectFailure, handshakeTimeout } from '../connection/connection-errors.js'
import { certificateRejected } from '../connection/connection-tls.js'
import { type RedisSettings, tlsOptions, verifyCertificate } from '../settings/index.js'

type Connector = NonNullable<RedisOptions['Connector']>

interface JobConnectorDeps {
  readonly settings: RedisSettings
  readonly clock: Clock
  readonly logger: Logger
  /** The deadline of the next attempt: network, TLS and sign-in. */
  readonly deadlineMs: () => number
}

/** One warning is enough for all connections of a queue. */
const WARNED = new WeakSet<RedisSettings>()

/**
 * The connector of ioredis. It verifies the certificate, signs in and selects the database; only then ioredis gets the
 * socket. ioredis itself would use a connection in database 0 if Redis refuses SELECT, and it handles one error of a socket
 * only.
 *
 * A failed attempt has its reason in `firstError`: an `AppError` of {@link connectFailure}.
 *
 * @param Base the base class of ioredis; a parameter, because ioredis is loaded late
 */
export function jobConnector(Base: typeof AbstractConnector, deps: JobConnectorDeps): Connector {
  const { settings, clock, logger } = deps

  return class JobConnector extends Base {
    constructor(options: unknown) {
      super((options as { disconnectTimeout: number }).disconnectTimeout)
    }

    /** Never rejects: ioredis does not try again after a rejection. A failed attempt is a destroyed socket. */
    async connect(): Promise<Socket> {
      this.connecting = true
      delete this.firstError
      const socket = open(settings)
      this.stream = socket
      // Stays to the end of the socket: an error may come after the attempt, and without a listener it ends the process.
      socket.on('error', (error) => this.#fail(socket, connectFailure(settings, error)))
      const closed = new Promise<void>((resolve) => socket.once('close', resolve))
      const deadlineMs = deps.deadlineMs()
      const timer = clock.setTimer(deadlineMs, () => this.#fail(socket, handshakeTimeout(settings, deadlineMs)))
      try {
        await Promise.race([closed, this.#establish(socket, closed)])
      } catch (error) {
        // ioredis does not try again after a rejection.
        this.#fail(socket, connectFailure(settings, error))
      } finally {
        timer.cancel()
      }
      if (socket.destroyed) this.firstError ??= connectFailure(settings, new Error('Socket closed unexpectedly'))
      // `disconnect` was called meanwhile.
      else if (!this.connecting) socket.destroy()
      return socket
    }

    /** Once for each socket: ioredis disconnects for each command that a replica refuses, and adds a listener each time. */
    override disconnect(): void {
      if (this.stream?.writableEnded) this.connecting = false
      else super.disconnect()
    }

    async #establish(socket: Socket, closed: Promise<void>): Promise<void> {
      const isTls = socket instanceof TLSSocket
      await Promise.race([
        closed,
        new Promise<void>((resolve) => socket.once(isTls ? 'secureConnect' : 'connect', resolve)),
      ])
      if (socket.destroyed) return
      if (isTls && !this.#verify(socket)) return
      const refusal = await Promise.race([closed, signIn(socket, settings)])
      if (refusal) this.#fail(socket, connectFailure(settings, refusal))
    }

    /** Verifies what Node accepted: with `strict`, Node has rejected invalid certificates before. */
    #verify(socket: TLSSocket): boolean {
      if (!settings.tls.enabled || settings.tls.verify === 'strict') return true
      const { authorized, authorizationError } = socket
      const { fingerprint256 } = socket.getPeerCertificate()
      const verdict = verifyCertificate(settings, { authorized, authorizationError, fingerprint256 })
      if (!verdict.accepted) this.#fail(socket, connectFailure(settings, certificateRejected(verdict)))
      else if (verdict.warning !== undefined && !WARNED.has(settings)) {
        WARNED.add(settings)
        logger.warn(verdict.warning, { connection: 'jobs' })
      }
      return verdict.accepted
    }

    #fail(socket: Socket, failure: AppError): void {
      if (this.stream === socket) this.firstError ??= failure
      socket.destroy()
    }
  }
}

function open({ host, port, tls }: RedisSettings): Socket {
  return tls.enabled ? connectTls({ host, port, ...tlsOptions(tls) }) : connectTcp({ host, port })
}

/**
 * Sends the first commands on a connection. Resolves to the first error reply, or to `undefined` if Redis accepts all of
 * them. Stays pending if the socket ends before.
 *
 * The PING shows whether Redis demands a password that the settings lack, or is loading its data.
 */
function signIn(
  socket: Socket,
  { username = 'default', password, database }: RedisSettings,
): Promise<Error | undefined> {
  const commands = [
    ...(password === undefined ? [] : [['AUTH', username, password]]),
    ...(database === 0 ? [] : [['SELECT', String(database)]]),
    ['PING'],
  ]
  return new Promise((resolve) => {
    let unread = Buffer.alloc(0)
    let missing = commands.length
    const end = (refusal?: Error): void => {
      socket.off('data', onData)
      // ioredis resumes it. Until then nothing may be lost.
      socket.pause()
      resolve(refusal)
    }
    const onData = (bytes: Buffer): void => {
      unread = Buffer.concat([unread, bytes])
      for (let at = unread.indexOf('\r\n'); at >= 0; at = unread.indexOf('\r\n')) {
        const line = unread.toString('utf8', 0, at)
        unread = unread.subarray(at + 2)
        missing -= 1
        const refusal = refusalOf(line)
        if (refusal || missing === 0) {
          end(refusal)
          return
        }
      }
      // The first byte shows that the server does not speak the protocol of Redis; no line end may follow.
      if (unread.length > 0 && !'+-'.includes(String.fromCharCode(unread[0] ?? 0))) end(new Error('unknown RESP type'))
    }
    socket.on('data', onData)
    socket.write(commands.map(encode).join(''))
  })
}

function refusalOf(line: string): Error | undefined {
  if (line.startsWith('+')) return undefined
  return new Error(line.startsWith('-') ? line.slice(1) : 'unknown RESP type')
}

function encode(command: readonly string[]): string {
  return `*${command.length}\r\n${command.map((part) => `$${Buffer.byteLength(part)}\r\n${part}\r\n`).join('')}`
}
