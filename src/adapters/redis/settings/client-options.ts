import { X509Certificate } from 'node:crypto'
import { checkServerIdentity, type PeerCertificate } from 'node:tls'
import { AppError } from '../../../domain/platform/index.js'
import type { RedisSettings } from './redis-settings.js'
import type { EncryptedSettings } from './tls-settings.js'

/** The options of `createClient` of node-redis that follow from the settings. */
export interface NodeRedisOptions {
  readonly socket: {
    readonly host: string
    readonly port: number
    readonly connectTimeout: number
  } & (({ readonly tls: true } & TlsOptions) | { readonly tls: false })
  readonly username?: string
  readonly password?: string
  readonly database: number
}

/** @param accepted see {@link tlsOptions} */
export function toNodeRedis(settings: RedisSettings, accepted?: string): NodeRedisOptions {
  const { host, port, username, password, database, tls, connectTimeoutMs: connectTimeout } = settings
  const address = { host, port, connectTimeout }
  return {
    socket: tls.enabled ? { ...address, tls: true, ...tlsOptions(tls, accepted) } : { ...address, tls: false },
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    database,
  }
}

/** The options of `tls.connect` about trust. node-redis passes them to Node unchanged. */
export interface TlsOptions {
  readonly servername?: string
  readonly ca?: string
  readonly allowPartialTrustChain?: boolean
  readonly rejectUnauthorized: boolean
  readonly checkServerIdentity?: (host: string, certificate: PeerCertificate) => Error | undefined
}

/**
 * The options of a TLS handshake.
 *
 * With `verify: 'strict'` Node rejects invalid certificates. Otherwise it completes every handshake, and the clients send the
 * password at once, before `verifyCertificate` can be called. With a fingerprint, this would send the password to other
 * servers. Therefore the connection first makes a separate handshake with these options, calls `verifyCertificate`, and
 * passes the accepted certificate as `accepted`: with it, Node rejects every other certificate.
 *
 * @param accepted a certificate accepted by `verifyCertificate`, as PEM text; it must not have expired
 */
export function tlsOptions(tls: EncryptedSettings, accepted?: string): TlsOptions {
  const name = tls.servername === undefined ? {} : { servername: tls.servername }
  if (accepted !== undefined && tls.verify !== 'strict') {
    const pin = new X509Certificate(accepted).fingerprint256
    return {
      ...name,
      ca: accepted,
      // Trusts the certificate itself, whatever its issuer.
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
      hint: 'if the certificate was renewed, correct REDIS_TLS_FINGERPRINT; if not, another server answers',
      details: { expected, found: fingerprint256 },
    },
  )
}
