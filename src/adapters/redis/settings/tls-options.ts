import { X509Certificate } from 'node:crypto'
import { checkServerIdentity, type PeerCertificate } from 'node:tls'
import { AppError } from '../../../domain/platform/index.js'
import type { EncryptedSettings } from './tls-settings.js'

/** The part of `tls.connect`'s options that says whom to trust; both clients hand it on to Node as it is. */
export interface TlsOptions {
  readonly servername?: string
  readonly ca?: string
  readonly allowPartialTrustChain?: boolean
  readonly rejectUnauthorized: boolean
  readonly checkServerIdentity?: (host: string, certificate: PeerCertificate) => Error | undefined
}

/**
 * The options of a handshake under these settings.
 *
 * With `verify: 'strict'` Node ends the connection itself unless all is right. Otherwise it completes every handshake,
 * and the clients send the password straight after it, before anyone can ask `judgeCertificate`. That gives nothing
 * away where any self-signed certificate would do; with a fingerprint it would. So then the connection first makes a
 * handshake of its own with these options, asks `judgeCertificate`, and passes the certificate that was accepted as
 * `judged`: with it, Node ends every handshake that shows another one.
 *
 * @param judged a certificate accepted by `judgeCertificate`, as PEM text; it must be in date
 */
export function tlsOptions(tls: EncryptedSettings, judged?: string): TlsOptions {
  const name = tls.servername === undefined ? {} : { servername: tls.servername }
  if (judged !== undefined && tls.verify !== 'strict') {
    const pin = new X509Certificate(judged).fingerprint256
    return {
      ...name,
      ca: judged,
      // The certificate itself is the trusted end of the chain, whoever signed it.
      allowPartialTrustChain: true,
      rejectUnauthorized: true,
      checkServerIdentity: (_host, certificate) => checkFingerprint(pin, certificate),
    }
  }
  const { ca, fingerprint, verify } = tls
  return {
    ...name,
    ...(ca === undefined ? {} : { ca }),
    rejectUnauthorized: verify === 'strict',
    ...(fingerprint === undefined || verify !== 'strict'
      ? {}
      : {
          checkServerIdentity: (host: string, certificate: PeerCertificate) =>
            checkServerIdentity(host, certificate) ?? checkFingerprint(fingerprint, certificate),
        }),
  }
}

function checkFingerprint(expected: string, { fingerprint256 }: PeerCertificate): Error | undefined {
  if (fingerprint256 === expected) return undefined
  return new AppError(
    'STORE_UNAVAILABLE',
    `the certificate of Redis has the SHA-256 fingerprint ${fingerprint256}, not ${expected}`,
    {
      hint: 'if the certificate was renewed, correct REDIS_TLS_FINGERPRINT; if not, somebody stands in between',
      details: { expected, found: fingerprint256 },
    },
  )
}
