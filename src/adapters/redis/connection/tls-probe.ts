import { once } from 'node:events'
import { connect, type TLSSocket } from 'node:tls'
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
    const certificate = socket.getPeerX509Certificate()?.toString()
    const verdict = judgeCertificate(settings, observe(socket))
    if (certificate === undefined || !verdict.accepted) throw refused(verdict)
    return { ...verdict, certificate }
  } finally {
    socket.destroy()
  }
}

function observe(socket: TLSSocket): Parameters<typeof judgeCertificate>[1] {
  const { authorized, authorizationError } = socket
  return { authorized, authorizationError, fingerprint256: socket.getPeerCertificate().fingerprint256 }
}

function refused({ why }: CertificateVerdict): AppError {
  return new AppError('STORE_UNAVAILABLE', `its certificate is ${why}`, {
    hint: 'npm run test:redis shows the certificate',
  })
}
