import type { RedisSettings } from './redis-settings.js'
import type { EncryptedSettings } from './tls-settings.js'

/** What a `tls.TLSSocket` knows after its handshake. */
export interface ObservedCertificate {
  /** `socket.authorized` */
  readonly authorized: boolean
  /** `socket.authorizationError`: at run time a code, an error, or null. */
  readonly authorizationError?: string | Error | null
  /** `socket.getPeerCertificate().fingerprint256` */
  readonly fingerprint256?: string
}

export interface CertificateVerdict {
  /** Whether the connection may be used. If not: close it, send nothing. */
  readonly accepted: boolean
  /** Whether it is known who answers: `tls.verified` in the health report. */
  readonly verified: boolean
  /** Why, in words for an operator. */
  readonly why: string
  /** What to log as a warning, once and not at every reconnect: an unverified certificate was let pass. */
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
 * Whether the certificate of a finished handshake is good enough. It has to be asked after every handshake unless
 * `verify` is `strict`, where Node itself refuses what this would refuse: with `rejectUnauthorized: false` Node goes on
 * whatever it found, leaves its finding in `authorizationError`, and does not even call `checkServerIdentity` when the
 * issuer is unknown. See `tlsOptions` for how to keep the password from being sent before the verdict.
 */
export function judgeCertificate({ tls }: RedisSettings, observed: ObservedCertificate): CertificateVerdict {
  if (!tls.enabled) return { accepted: true, verified: false, why: tls.why }
  const code = codeOf(observed)
  if (tls.fingerprint !== undefined) return judgePinned(tls, tls.fingerprint, code, observed.fingerprint256)
  if (code === undefined)
    return { accepted: true, verified: true, why: 'issuer and name of the certificate are verified' }
  if (tls.verify === 'off')
    return { accepted: true, verified: false, why: `not verified (REDIS_TLS_VERIFY=off): ${code}` }
  if (tls.verify === 'accept-self-signed' && UNKNOWN_ISSUER.has(code)) {
    const why = `accepted without being verified, as the host is one of Render's: ${code}`
    const warning = `the certificate of Redis is ${why}; REDIS_TLS_CA or REDIS_TLS_FINGERPRINT make it verifiable`
    return { accepted: true, verified: false, why, warning }
  }
  return refusal(code)
}

/** A certificate with the given fingerprint proves itself, but where the rules are strict, they hold beside it. */
function judgePinned(tls: EncryptedSettings, pin: string, code: string | undefined, found = ''): CertificateVerdict {
  if (found.toUpperCase() !== pin) {
    const why = `refused: the certificate's SHA-256 fingerprint is ${found || 'unknown'}, not ${pin}; if it was renewed, correct REDIS_TLS_FINGERPRINT`
    return { accepted: false, verified: false, why }
  }
  const excused = tls.verify !== 'strict' && code !== undefined && (UNKNOWN_ISSUER.has(code) || code === WRONG_NAME)
  if (code !== undefined && !excused) return refusal(code)
  return { accepted: true, verified: true, why: 'the certificate has the given fingerprint' }
}

function codeOf({ authorized, authorizationError }: ObservedCertificate): string | undefined {
  if (authorized) return undefined
  if (!(authorizationError instanceof Error)) return authorizationError ?? 'not authorized'
  return (authorizationError as NodeJS.ErrnoException).code ?? authorizationError.message
}

function refusal(code: string): CertificateVerdict {
  const mend = UNKNOWN_ISSUER.has(code)
    ? 'its issuer is unknown; give the issuer in REDIS_TLS_CA'
    : code === WRONG_NAME
      ? 'it is for another name; use the name it is for in the URL'
      : 'have it renewed or corrected on the server'
  return { accepted: false, verified: false, why: `refused: ${code} (${mend})` }
}
