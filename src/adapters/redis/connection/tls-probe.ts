import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:tls'
import { AppError } from '../../../domain/platform/index.js'
import { type CertificateVerdict, judgeCertificate, type RedisSettings, tlsOptions } from '../settings/index.js'

/** What a handshake found out before the connection that is used. */
export interface TlsProbe extends CertificateVerdict {
  /** The certificate that was shown, as PEM text. */
  readonly certificate: string
}

/**
 * Makes a TLS handshake, asks `judgeCertificate`, and ends the connection without having sent anything else. For
 * settings whose `verify` is not `strict`: only here can a certificate be refused before the password is sent.
 *
 * @param signal ends the attempt, which rejects then
 * @throws AppError STORE_UNAVAILABLE if the certificate is refused; the socket's error if there was no handshake
 */
export async function probeTls(settings: RedisSettings, signal: AbortSignal): Promise<TlsProbe | undefined> {
  const { host, port, tls } = settings
  if (!tls.enabled || tls.verify === 'strict') return undefined
  signal.throwIfAborted()
  const socket = connect({ host, port, ...tlsOptions(tls) })
  // Stays to the end: a reset after the handshake is of no interest, and without a listener it would end the process.
  socket.on('error', () => undefined)
  try {
    await once(socket, 'secureConnect', { signal })
    // Not `getPeerX509Certificate`: on Node 20 it and `getPeerCertificate` give the right answer only once in turn.
    const shown = new X509Certificate(socket.getPeerCertificate().raw)
    const { authorized, authorizationError } = socket
    const { fingerprint256 } = shown
    const verdict = judgeCertificate(settings, { authorized, authorizationError, fingerprint256 })
    if (!verdict.accepted) throw refused(verdict)
    return { ...verdict, certificate: shown.toString() }
  } finally {
    socket.destroy()
  }
}

function refused({ why }: CertificateVerdict): AppError {
  return new AppError('STORE_UNAVAILABLE', `its certificate is ${why}`, {
    hint: 'npm run test:redis shows the certificate',
  })
}
