import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:tls'
import { AppError } from '../../../domain/platform/index.js'
import type { Logger } from '../../../ports/index.js'
import {
  type CertificateVerdict,
  type RedisSettings,
  type TlsSettings,
  tlsOptions,
  verifyCertificate,
} from '../settings/index.js'

/** How a connection is protected: the `tls` of the health report. */
export interface TlsReport {
  readonly enabled: boolean
  /** Whether the identity of the server is verified; false until the first handshake. */
  readonly verified: boolean
  readonly why: string
}

/** The result of the last handshake. Warns of an unverified certificate once. */
export class ConnectionTls {
  readonly #settings: TlsSettings
  readonly #connection: string
  readonly #logger: Logger
  #report: TlsReport
  #warned = false

  constructor(settings: TlsSettings, connection: string, logger: Logger) {
    this.#settings = settings
    this.#connection = connection
    this.#logger = logger
    this.#report = { enabled: settings.enabled, verified: false, why: settings.why }
  }

  get report(): TlsReport {
    return this.#report
  }

  /** @param probe `undefined` if Node verified the certificate, or without TLS */
  opened(probe: TlsProbe | undefined): void {
    const { enabled, why } = this.#settings
    this.#report = { enabled, verified: enabled && (probe?.verified ?? true), why: probe?.why ?? why }
    if (probe?.warning === undefined || this.#warned) return
    this.#warned = true
    this.#logger.warn(probe.warning, { connection: this.#connection })
  }
}

/** The result of a handshake before the connection that is used. */
export interface TlsProbe extends CertificateVerdict {
  /** The certificate of the server, as PEM text. */
  readonly certificate: string
}

/**
 * Makes a TLS handshake, verifies the certificate, and ends the connection without sending anything else. For settings
 * whose `verify` is not `strict`: only in this way an invalid certificate is rejected before the password is sent.
 *
 * @param signal ends the attempt, which then rejects
 * @throws AppError STORE_UNAVAILABLE for a rejected certificate; the error of the socket if the handshake failed
 */
export async function probeTls(settings: RedisSettings, signal: AbortSignal): Promise<TlsProbe | undefined> {
  const { host, port, tls } = settings
  if (!tls.enabled || tls.verify === 'strict') return undefined
  signal.throwIfAborted()
  const socket = connect({ host, port, ...tlsOptions(tls) })
  // Stays to the end: without a listener, a reset after the handshake would end the process.
  socket.on('error', () => undefined)
  try {
    await once(socket, 'secureConnect', { signal })
    if (socket.destroyed) throw new Error('Socket closed unexpectedly')
    // Not `getPeerX509Certificate`: on Node 20 only the first call of it or `getPeerCertificate` returns the right result.
    const found = new X509Certificate(socket.getPeerCertificate().raw)
    const { authorized, authorizationError } = socket
    const { fingerprint256 } = found
    const verdict = verifyCertificate(settings, { authorized, authorizationError, fingerprint256 })
    if (!verdict.accepted) throw certificateRejected(verdict)
    return { ...verdict, certificate: found.toString() }
  } finally {
    socket.destroy()
  }
}

export function certificateRejected({ why }: CertificateVerdict): AppError {
  return new AppError('STORE_UNAVAILABLE', `its certificate is ${why}`, {
    hint: 'npx curriculum doctor shows the certificate',
  })
}
