import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { connect as connectPlaintext } from 'node:net'
import { connect, type TLSSocket } from 'node:tls'
import { formatMs, messageOf } from '../../../domain/platform/index.js'
import type { CheckResult, Clock, DoctorCheck } from '../../../ports/index.js'
import { type RedisSettings, tlsOptions, verifyCertificate } from '../settings/index.js'
import { timeoutSignal } from './doctor-connection.js'

const DAY_MS = 24 * 3600 * 1000
/** Certificates should be renewed earlier than this. */
const DAYS_TO_RENEW = 14

/**
 * Makes a handshake of its own and sends no data.
 *
 * @param onAccepted receives an accepted certificate, which later connections require
 */
export function checkTls(settings: RedisSettings, clock: Clock, onAccepted: (pem: string) => void): DoctorCheck {
  return {
    id: 'tls',
    needs: ['tcp'],
    // The plaintext probe follows after the deadline of the handshake.
    deadlineMs: settings.connectTimeoutMs + 2000,
    run: async ({ signal }) => {
      const { tls, host, port } = settings
      if (!tls.enabled) return { status: 'skip', value: `the connection is ${tls.why}` }
      // Node completes the handshake with any certificate, so that it can be shown.
      const { rejectUnauthorized: _, checkServerIdentity: __, ...options } = tlsOptions(tls)
      const socket = connect({ ...options, host, port, rejectUnauthorized: false })
      // Later errors, such as a reset, have no meaning.
      socket.on('error', () => undefined)
      try {
        await once(socket, 'secureConnect', {
          signal: AbortSignal.any([signal, timeoutSignal(clock, settings.connectTimeoutMs)]),
        })
        return certificateResult(settings, socket, onAccepted)
      } catch (error) {
        return await handshakeFailed(settings, clock, error)
      } finally {
        socket.destroy()
      }
    },
  }
}

function certificateResult(settings: RedisSettings, socket: TLSSocket, onAccepted: (pem: string) => void): CheckResult {
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
    return { status: 'fail', failure: 'unreachable', ...rejection(settings, socket, certificate, shown), facts }
  if (Date.parse(certificate.validTo) > Date.now()) onAccepted(certificate.toString())
  if (!verified) {
    const advice = `an attacker in the network could impersonate this server: set REDIS_TLS_CA to its authority, or compare the fingerprint with that on the server and set REDIS_TLS_FINGERPRINT=${certificate.fingerprint256}`
    return { status: 'warn', value, advice, facts }
  }
  if (daysLeft >= DAYS_TO_RENEW) return { status: 'ok', value, facts }
  return { status: 'warn', value, advice: `renew the certificate on the server within ${daysLeft} days`, facts }
}

/** Why the certificate is rejected, and what to do. */
function rejection(
  { tls }: RedisSettings,
  socket: TLSSocket,
  { fingerprint256, validFrom }: X509Certificate,
  shown: string,
): { readonly value: string; readonly advice: string } {
  if (tls.enabled && tls.fingerprint !== undefined && tls.fingerprint !== fingerprint256) {
    return {
      value: `rejected: its SHA-256 fingerprint is ${fingerprint256}, not that of REDIS_TLS_FINGERPRINT; ${shown}`,
      advice: 'if the certificate was renewed, correct REDIS_TLS_FINGERPRINT; if not, another server answers',
    }
  }
  const { authorizationError: error } = socket as { readonly authorizationError?: unknown }
  const code = error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : String(error)
  return {
    value: `certificate rejected: ${code}; ${shown}`,
    advice: certificateAdvice(code, fingerprint256, validFrom),
  }
}

function certificateAdvice(code: string, fingerprint: string, validFrom: string): string {
  if (code === 'CERT_HAS_EXPIRED') return 'renew the certificate on the server, or let its provider do so'
  if (code === 'CERT_NOT_YET_VALID') return `it is valid from ${validFrom}: check the clock of this machine`
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return 'use one of the names of the certificate as host in the URL, or get a certificate for the present host'
  }
  if (/SELF_SIGNED|ISSUER|VERIFY_LEAF/.test(code)) {
    return `its issuer is unknown: compare its SHA-256 fingerprint with that on the server, ${fingerprint}, then set REDIS_TLS_CA to the certificate of the issuer (PEM text or a file; a self-signed certificate is its own issuer)`
  }
  return 'correct the certificate on the server'
}

async function handshakeFailed(settings: RedisSettings, clock: Clock, error: unknown): Promise<CheckResult> {
  const failed = { status: 'fail', failure: 'unreachable' } as const
  if (await speaksPlaintext(settings, clock)) {
    const advice =
      'correct the port if another one is the TLS port; if this Redis has no TLS and is in your private network, write redis:// (not rediss://) and remove REDIS_TLS'
    return { ...failed, value: 'TLS is required, but the port is a plaintext port', advice }
  }
  const aborted = error instanceof Error && error.name === 'AbortError'
  if (aborted) {
    const advice =
      'the server hangs, or this is not the port of Redis: check server and port, and try redis:// if it has no TLS'
    return { ...failed, value: `no answer to the TLS handshake within ${formatMs(settings.connectTimeoutMs)}`, advice }
  }
  const code = (error as NodeJS.ErrnoException).code
  const advice = 'check that the port is a TLS port of Redis and that the server allows TLS 1.2 or later'
  return { ...failed, value: `the TLS handshake failed: ${code ?? messageOf(error)}`, advice }
}

/** `CN=a, O=b` of a name with one attribute per line. */
function oneLine(name: string): string {
  return name.split('\n').join(', ')
}

const PROBE_MS = 1500

/** Whether Redis answers in plaintext. Sends only a PING. */
async function speaksPlaintext({ host, port }: RedisSettings, clock: Clock): Promise<boolean> {
  const socket = connectPlaintext({ host, port })
  try {
    socket.write('PING\r\n')
    const [data] = (await once(socket, 'data', { signal: timeoutSignal(clock, PROBE_MS) })) as [Buffer]
    // +PONG, or an error such as -NOAUTH or -DENIED.
    return /^(\+PONG|-[A-Z]{2,} )/.test(data.toString('latin1'))
  } catch {
    // No answer: not plaintext.
    return false
  } finally {
    socket.destroy()
  }
}

/** Whether the port completes a TLS handshake. Sends no data. */
export async function speaksTls({ host, port }: RedisSettings, clock: Clock): Promise<boolean> {
  const socket = connect({ host, port, rejectUnauthorized: false })
  try {
    await once(socket, 'secureConnect', { signal: timeoutSignal(clock, PROBE_MS) })
    return true
  } catch {
    // Any failure: not TLS.
    return false
  } finally {
    socket.destroy()
  }
}
