import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { connect, type TLSSocket } from 'node:tls'
import { messageOf } from '../../../domain/platform/index.js'
import type { CheckResult, Clock, DoctorCheck } from '../../../ports/index.js'
import { type RedisSettings, tlsOptions, verifyCertificate } from '../settings/index.js'
import { speaksPlaintext } from './probe-protocol.js'
import { timeoutSignal } from './timeout-signal.js'

const HANDSHAKE_MS = 3000
const DAY_MS = 24 * 3600 * 1000
/** With fewer days left, somebody should already have renewed it. */
const DAYS_TO_RENEW = 14

/**
 * A handshake of its own, over which nothing is sent.
 *
 * @param onJudged told of a certificate that was accepted, for the connection to insist on
 */
export function checkTls(settings: RedisSettings, clock: Clock, onJudged: (pem: string) => void): DoctorCheck {
  return {
    id: 'tls',
    needs: ['tcp'],
    // The probe for plaintext comes after the handshake's own deadline.
    deadlineMs: HANDSHAKE_MS + 2000,
    run: async ({ signal }) => {
      const { tls, host, port } = settings
      if (!tls.enabled) return { status: 'skip', value: `the connection is ${tls.why}` }
      // Node completes the handshake whatever it finds, so that the certificate can be shown and judged.
      const { rejectUnauthorized: _, checkServerIdentity: __, ...options } = tlsOptions(tls)
      const socket = connect({ ...options, host, port, rejectUnauthorized: false })
      // What comes after the answer, such as a reset, concerns nobody.
      socket.on('error', () => undefined)
      try {
        await once(socket, 'secureConnect', { signal: AbortSignal.any([signal, timeoutSignal(clock, HANDSHAKE_MS)]) })
        return judge(settings, socket, onJudged)
      } catch (error) {
        return await handshakeFailed(settings, clock, error)
      } finally {
        socket.destroy()
      }
    },
  }
}

function judge(settings: RedisSettings, socket: TLSSocket, onJudged: (pem: string) => void): CheckResult {
  const certificate = new X509Certificate(socket.getPeerCertificate().raw)
  const { accepted, verified, why } = verifyCertificate(settings, {
    authorized: socket.authorized,
    authorizationError: socket.authorizationError,
    fingerprint256: certificate.fingerprint256,
  })
  const daysLeft = Math.floor((Date.parse(certificate.validTo) - Date.now()) / DAY_MS)
  const subject = oneLine(certificate.subject)
  const issuer = oneLine(certificate.issuer)
  const protocol = socket.getProtocol() ?? 'TLS'
  const cipher = socket.getCipher().standardName
  const left = daysLeft < 0 ? `expired ${-daysLeft} days ago` : `${daysLeft} days left`
  const names = certificate.subjectAltName === undefined ? '' : `, for ${certificate.subjectAltName}`
  const issued = issuer === subject ? 'self-signed' : `issued by ${issuer}`
  const shown = `${protocol} ${cipher}; ${subject}${names}, ${issued}, ${left}`
  const value = `${shown}; ${why}`
  const facts = { protocol, cipher, subject, issuer, daysLeft, verified, fingerprint: certificate.fingerprint256 }
  if (!accepted)
    return { status: 'fail', failure: 'unreachable', ...refusal(settings, socket, certificate, shown), facts }
  if (Date.parse(certificate.validTo) > Date.now()) onJudged(certificate.toString())
  if (!verified) {
    const advice = `anybody in between could pose as this server: set REDIS_TLS_CA to its authority, or REDIS_TLS_FINGERPRINT=${certificate.fingerprint256} after comparing it with the server's`
    return { status: 'warn', value, advice, facts }
  }
  if (daysLeft >= DAYS_TO_RENEW) return { status: 'ok', value, facts }
  return { status: 'warn', value, advice: `renew the certificate on the server within ${daysLeft} days`, facts }
}

/** Why a certificate is refused, and what to do about it. */
function refusal(
  { tls }: RedisSettings,
  socket: TLSSocket,
  { fingerprint256, validFrom }: X509Certificate,
  shown: string,
): { readonly value: string; readonly advice: string } {
  if (tls.enabled && tls.fingerprint !== undefined && tls.fingerprint !== fingerprint256) {
    return {
      value: `refused: its SHA-256 fingerprint is ${fingerprint256}, not that of REDIS_TLS_FINGERPRINT; ${shown}`,
      advice: 'if the certificate was renewed, correct REDIS_TLS_FINGERPRINT; if not, somebody stands in between',
    }
  }
  const { authorizationError: error } = socket as { readonly authorizationError?: unknown }
  const code = error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : String(error)
  return { value: `certificate refused: ${code}; ${shown}`, advice: mend(code, fingerprint256, validFrom) }
}

function mend(code: string, fingerprint: string, validFrom: string): string {
  if (code === 'CERT_HAS_EXPIRED') return 'renew the certificate on the server, or let its provider do so'
  if (code === 'CERT_NOT_YET_VALID') return `it is valid from ${validFrom}: check the clock of this machine`
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return 'use one of the names it is for as host in the URL, or get a certificate for the host that is in the URL'
  }
  if (/SELF_SIGNED|ISSUER|VERIFY_LEAF/.test(code)) {
    return `its issuer is unknown here: set REDIS_TLS_CA to the certificate of that authority (PEM text or a file; a self-signed one is its own authority), after comparing its SHA-256 fingerprint with the server's: ${fingerprint}`
  }
  return 'have the certificate corrected on the server'
}

async function handshakeFailed(settings: RedisSettings, clock: Clock, error: unknown): Promise<CheckResult> {
  const failed = { status: 'fail', failure: 'unreachable' } as const
  if (await speaksPlaintext(settings, clock)) {
    const advice =
      'the TLS port may be another one: correct the port; if this Redis has no TLS and is in your private network, write redis:// (not rediss://) and leave REDIS_TLS out'
    return { ...failed, value: 'TLS was asked for, and the server speaks plaintext on this port', advice }
  }
  const aborted = error instanceof Error && error.name === 'AbortError'
  if (aborted) {
    const advice =
      'the server hangs, or this is no port of Redis: look at the server, check the port, and try redis:// if it has no TLS'
    return { ...failed, value: `no answer to the TLS handshake within ${HANDSHAKE_MS} ms`, advice }
  }
  const code = (error as NodeJS.ErrnoException).code
  const advice = 'check that the port is a TLS port of Redis and that the server allows TLS 1.2 or later'
  return { ...failed, value: `the TLS handshake failed: ${code ?? messageOf(error)}`, advice }
}

/** `CN=a, O=b` of a name whose parts stand on lines. */
function oneLine(name: string): string {
  return name.split('\n').join(', ')
}
