import type { RedisSettings } from './redis-settings.js'
import type { EncryptedSettings } from './tls-settings.js'

/** What a `tls.TLSSocket` reports after its handshake. */
export interface ObservedCertificate {
  /** `socket.authorized` */
  readonly authorized: boolean
  /** `socket.authorizationError`: a code, an error, or null. */
  readonly authorizationError?: string | Error | null
  /** `socket.getPeerCertificate().fingerprint256` */
  readonly fingerprint256?: string
}

export interface CertificateVerdict {
  /** Whether the connection may be used. If not, it must be closed without sending anything. */
  readonly accepted: boolean
  /** Whether the identity of the server is verified: `tls.verified` in the health report. */
  readonly verified: boolean
  /** The reason, for an operator. */
  readonly why: string
  /** A warning that an unverified certificate was accepted. To be logged once, not at every reconnect. */
  readonly warning?: string
}

const UNKNOWN_ISSUER: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])
const WRONG_NAME = 'ERR_TLS_CERT_ALTNAME_INVALID'

/**
 * Verifies the certificate of a finished handshake. To be called after every handshake unless `verify` is `strict`, when
 * Node itself rejects the same certificates. With `rejectUnauthorized: false` Node accepts every certificate, reports the
 * problem in `authorizationError`, and does not call `checkServerIdentity` for an unknown issuer. `tlsOptions` describes how
 * the password is not sent before the verdict.
 */
export function verifyCertificate({ tls }: RedisSettings, observed: ObservedCertificate): CertificateVerdict {
  if (!tls.enabled) return { accepted: true, verified: false, why: tls.why }
  const code = codeOf(observed)
  if (tls.fingerprint !== undefined) return verifyFingerprint(tls, tls.fingerprint, code, observed.fingerprint256)
  if (code === undefined)
    return { accepted: true, verified: true, why: 'issuer and name of the certificate are verified' }
  if (tls.verify === 'off')
    return { accepted: true, verified: false, why: `not verified (REDIS_TLS_VERIFY=off): ${code}` }
  if (tls.verify === 'accept-self-signed' && UNKNOWN_ISSUER.has(code)) {
    const why = `accepted without verification, as the host belongs to Render: ${code}`
    const warning = `the certificate of Redis is ${why}; set REDIS_TLS_CA or REDIS_TLS_FINGERPRINT to verify it`
    return { accepted: true, verified: false, why, warning }
  }
  return rejected(code)
}

/** The fingerprint verifies the certificate. With `strict`, all other rules apply too. */
function verifyFingerprint(
  tls: EncryptedSettings,
  expected: string,
  code: string | undefined,
  found = '',
): CertificateVerdict {
  if (found.toUpperCase() !== expected) {
    const why = `rejected: the SHA-256 fingerprint of the certificate is ${found || 'unknown'}, not ${expected}; if it was renewed, correct REDIS_TLS_FINGERPRINT`
    return { accepted: false, verified: false, why }
  }
  const isExcused = tls.verify !== 'strict' && code !== undefined && (UNKNOWN_ISSUER.has(code) || code === WRONG_NAME)
  if (code !== undefined && !isExcused) return rejected(code)
  return { accepted: true, verified: true, why: 'the certificate has the given fingerprint' }
}

function codeOf({ authorized, authorizationError }: ObservedCertificate): string | undefined {
  if (authorized) return undefined
  if (!(authorizationError instanceof Error)) return authorizationError ?? 'not authorized'
  return (authorizationError as NodeJS.ErrnoException).code ?? authorizationError.message
}

function rejected(code: string): CertificateVerdict {
  const advice = UNKNOWN_ISSUER.has(code)
    ? 'its issuer is unknown; put the issuer into REDIS_TLS_CA'
    : code === WRONG_NAME
      ? 'it is for another name; use its name in the URL'
      : 'renew or correct it on the server'
  return { accepted: false, verified: false, why: `rejected: ${code} (${advice})` }
}
