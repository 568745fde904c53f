import { AppError, isAppError, messageOf } from '../../../domain/platform/index.js'
import type { RedisSettings } from '../settings/index.js'

interface Explanation {
  readonly what: string
  readonly hint: string
}

const SYSTEM: { readonly [code: string]: Explanation | undefined } = {
  ECONNREFUSED: { what: 'nothing listens there', hint: 'start Redis, or correct host and port in REDIS_URL' },
  ENOTFOUND: { what: 'the host name does not exist', hint: 'correct the host in REDIS_URL' },
  EAI_AGAIN: { what: 'the host name cannot be resolved now', hint: 'check the name server and the host in REDIS_URL' },
  EHOSTUNREACH: { what: 'there is no way to the host', hint: 'check network and firewall' },
  ENETUNREACH: { what: 'there is no way to the host', hint: 'check network and firewall' },
  ETIMEDOUT: { what: 'the host does not answer', hint: 'check network and firewall' },
}

const REPLIES: { readonly [word: string]: Explanation | undefined } = {
  WRONGPASS: { what: 'user or password is wrong', hint: 'correct them in REDIS_URL' },
  NOAUTH: { what: 'Redis wants a password', hint: 'put it into REDIS_URL: redis://:password@host' },
  NOPERM: { what: 'the Redis user lacks a right', hint: 'npm run test:redis lists what it needs' },
  DENIED: { what: 'Redis is in protected mode', hint: 'set a password on the server and put it into REDIS_URL' },
  LOADING: { what: 'Redis is loading its data', hint: 'wait until it has' },
}

const CERTIFICATE_CODE = /^(CERT_|ERR_TLS_CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/
const NOT_TLS = /wrong version number|packet length too long|unexpected message|http request|record overflow/i

/** Why an attempt to connect failed, in words that name the likely cause and how to mend it. */
export function connectFailure(settings: RedisSettings, cause: unknown): AppError {
  const { what, hint } = explain(settings, cause)
  return new AppError('STORE_UNAVAILABLE', `${settings.maskedUrl} cannot be used: ${what}`, {
    hint,
    retryAfterMs: 1000,
    cause,
  })
}

/** The handshake deadline was reached. */
export function handshakeTimeout(settings: RedisSettings, ms: number): AppError {
  const { what, hint } = settings.tls.enabled
    ? {
        what: `no TLS handshake within ${ms} ms; the likely cause is a port that speaks plaintext`,
        hint: 'if it does, write redis:// instead of rediss:// and leave REDIS_TLS out; else check network and firewall',
      }
    : {
        what: `no answer within ${ms} ms; likely causes are a firewall, a stopped server, or a port that speaks TLS`,
        hint: 'check that Redis runs and can be reached; if the port speaks TLS, write rediss:// in REDIS_URL',
      }
  return new AppError('STORE_UNAVAILABLE', `${settings.maskedUrl} cannot be used: ${what}`, {
    hint,
    retryAfterMs: 1000,
    details: { deadlineMs: ms },
  })
}

function explain({ tls }: RedisSettings, cause: unknown): Explanation {
  if (isAppError(cause)) return { what: cause.message, hint: cause.hint ?? 'npm run test:redis tells more' }
  const message = messageOf(cause)
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : ''
  const known = SYSTEM[code] ?? REPLIES[/^-?([A-Z]+)/.exec(message)?.[1] ?? '']
  if (known) return { ...known, what: `${known.what} (${code || message.slice(0, 80)})` }
  if (CERTIFICATE_CODE.test(code)) {
    const what = `its certificate is refused: ${code} (${message})`
    return { what, hint: 'give its issuer in REDIS_TLS_CA, use the name it is for, or have it renewed' }
  }
  if (tls.enabled && NOT_TLS.test(message)) {
    return { what: 'the port speaks plaintext, not TLS', hint: 'write redis:// instead of rediss:// in REDIS_URL' }
  }
  const closed = /closed unexpectedly|unknown RESP type|socket disconnected|ECONNRESET|socket hang up/i
  if (closed.test(message)) {
    return tls.enabled
      ? { what: 'the connection was closed during the TLS handshake', hint: 'check that the port speaks TLS' }
      : {
          what: 'the connection was closed without an answer; the likely cause is a port that speaks TLS',
          hint: 'if it does, write rediss:// in REDIS_URL or set REDIS_TLS=true',
        }
  }
  return { what: message, hint: 'npm run test:redis tells what is wrong' }
}
