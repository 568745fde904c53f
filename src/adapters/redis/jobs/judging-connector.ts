import { once } from 'node:events'
import { connect, type TLSSocket } from 'node:tls'
import type { AbstractConnector, RedisOptions } from 'ioredis'
import { AppError } from '../../../domain/platform/index.js'
import type { Logger } from '../../../ports/platform/index.js'
import { judgeCertificate, type RedisSettings, tlsOptions } from '../settings/index.js'

type Connector = NonNullable<RedisOptions['Connector']>

/** A queue has several connections, and is warned of once. */
const WARNED = new WeakSet<RedisSettings>()

/**
 * How ioredis connects where Node itself does not refuse certificates: the handshake is made and judged here, and only
 * then ioredis gets the socket and sends the password.
 *
 * @param Base ioredis' own base class, passed in as ioredis is loaded late
 */
export function judgingConnector(Base: typeof AbstractConnector, settings: RedisSettings, logger: Logger): Connector {
  const { host, port, tls, connectTimeoutMs } = settings

  return class extends Base {
    constructor(options: unknown) {
      super((options as { disconnectTimeout: number }).disconnectTimeout)
    }

    async connect(): Promise<TLSSocket> {
      this.connecting = true
      delete this.firstError
      const socket = connect({ host, port, ...(tls.enabled ? tlsOptions(tls) : {}) })
      this.stream = socket
      // A failure is told by a socket that is destroyed: ioredis then tries again, and after a rejection it would not.
      socket.on('error', (error) => {
        this.firstError ??= error
      })
      socket.setTimeout(connectTimeoutMs, () => socket.destroy(new Error('connect ETIMEDOUT')))
      try {
        await Promise.race([once(socket, 'secureConnect'), once(socket, 'close')])
      } catch {
        // It is in `firstError`.
      }
      socket.setTimeout(0)
      if (!socket.destroyed) this.#judge(socket)
      return socket
    }

    #judge(socket: TLSSocket): void {
      const { authorized, authorizationError } = socket
      const { fingerprint256 } = socket.getPeerCertificate()
      const verdict = judgeCertificate(settings, { authorized, authorizationError, fingerprint256 })
      if (!verdict.accepted) {
        this.firstError = new AppError('STORE_UNAVAILABLE', `its certificate is ${verdict.why}`, {
          hint: 'npm run test:redis shows the certificate',
        })
        socket.destroy()
      } else if (verdict.warning !== undefined && !WARNED.has(settings)) {
        WARNED.add(settings)
        logger.warn(verdict.warning, { connection: 'jobs' })
      }
    }
  }
}
