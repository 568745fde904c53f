import { isIP } from 'node:net'
import { faultOfCertificates } from './certificate-authority.js'
import { readFingerprint } from './certificate-fingerprint.js'
import { privateByForm } from './private-host.js'
import { withoutTrailingDot } from './redis-host.js'
import type { RedisNotice, RedisSettingsInput, RedisSettingsProblem } from './redis-settings-input.js'
import { isRenderHost } from './render-host.js'
import type { EncryptedSettings, TlsSettings } from './tls-settings.js'

interface TlsInput extends Pick<RedisSettingsInput, 'environment' | 'tls' | 'tlsVerify' | 'tlsCa' | 'tlsFingerprint'> {
  readonly secure: boolean
  readonly host: string
  readonly maskedUrl: string
}

interface TlsDecision {
  readonly tls: TlsSettings
  readonly notices: readonly RedisNotice[]
}

/** The TLS part of {@link decideRedisSettings}; docs/reference/configuration.md has it as a table. */
export function decideTls(input: TlsInput): TlsDecision | { readonly problems: readonly RedisSettingsProblem[] } {
  const problems = problemsOf(input)
  if (problems.length > 0) return { problems }
  const protection = decideProtection(input)
  return protection.encrypt ? encrypted(input, protection.why) : plaintext(input, protection)
}

function problemsOf({ secure, tls, tlsCa, tlsFingerprint, maskedUrl }: TlsInput): RedisSettingsProblem[] {
  const problems: RedisSettingsProblem[] = []
  if (tls === false && secure) {
    const expected = `true or nothing, as ${maskedUrl} asks for TLS; for plaintext write redis:// there`
    problems.push({ setting: 'tls', found: 'false', expected })
  }
  const fault = tlsCa === undefined ? undefined : faultOfCertificates(tlsCa)
  if (fault !== undefined) {
    problems.push({ setting: 'tlsCa', found: 'a text', expected: `certificates as PEM text (${fault})` })
  }
  if (tlsFingerprint !== undefined && readFingerprint(tlsFingerprint) === undefined) {
    const expected = 'a SHA-256 fingerprint: 64 hexadecimal digits, with or without colons'
    problems.push({ setting: 'tlsFingerprint', found: JSON.stringify(tlsFingerprint.slice(0, 120)), expected })
  }
  return problems
}

interface Protection {
  readonly encrypt: boolean
  readonly why: string
  readonly notice?: RedisNotice
}

function decideProtection({ secure, tls, environment, host, maskedUrl }: TlsInput): Protection {
  if (secure) return { encrypt: true, why: 'TLS, as the URL begins with rediss://' }
  if (tls === true) return { encrypt: true, why: 'TLS, as REDIS_TLS=true forces it' }
  const reason = privateByForm(host)
  if (tls === false) {
    const why = 'plaintext, as REDIS_TLS=false says'
    if (environment !== 'production' || reason !== undefined) return { encrypt: false, why }
    const message = `${maskedUrl} is spoken to in plaintext in production (REDIS_TLS=false): passwords and data can be read on the way`
    return { encrypt: false, why, notice: { level: 'warn', message } }
  }
  if (environment !== 'production') {
    return { encrypt: false, why: `plaintext, as the URL begins with redis:// and this is ${environment}` }
  }
  if (reason === undefined) return { encrypt: true, why: `TLS, as this is production and ${host} may be public` }
  const message = `${maskedUrl} is spoken to in plaintext: its host is private by form (${reason}); REDIS_TLS=true forces TLS`
  return {
    encrypt: false,
    why: `plaintext, as the host is private by form (${reason})`,
    notice: { level: 'info', message },
  }
}

function plaintext(input: TlsInput, { why, notice }: Protection): TlsDecision {
  const idle = [
    ...(input.tlsVerify === 'auto' ? [] : ['REDIS_TLS_VERIFY']),
    ...(input.tlsCa === undefined ? [] : ['REDIS_TLS_CA']),
    ...(input.tlsFingerprint === undefined ? [] : ['REDIS_TLS_FINGERPRINT']),
  ].join(', ')
  const message = `${idle}: without effect, as ${input.maskedUrl} is spoken to in plaintext; use rediss:// or REDIS_TLS=true`
  const notices: RedisNotice[] = notice ? [notice] : []
  if (idle !== '') notices.push({ level: 'warn', message })
  return { tls: { enabled: false, why }, notices }
}

function encrypted({ host, maskedUrl, tlsVerify, tlsCa, tlsFingerprint }: TlsInput, why: string): TlsDecision {
  const fingerprint = tlsFingerprint === undefined ? undefined : readFingerprint(tlsFingerprint)
  // Who names the authority to trust wants it asked, so that `auto` is strict then, at Render too.
  const lenient = tlsVerify === 'auto' && tlsCa === undefined && isRenderHost(host)
  const verify = lenient ? 'accept-self-signed' : tlsVerify === 'off' ? 'off' : 'strict'
  const tls: EncryptedSettings = {
    enabled: true,
    verify,
    ...(tlsCa === undefined || verify === 'off' ? {} : { ca: tlsCa }),
    ...(fingerprint === undefined ? {} : { fingerprint }),
    ...(isIP(host) === 0 ? { servername: withoutTrailingDot(host) } : {}),
    why: `${why}; ${EXPLANATIONS[verify]}${fingerprint === undefined ? '' : ', and its fingerprint must be the given one'}`,
  }
  const notices: RedisNotice[] = []
  if (verify === 'off' && fingerprint === undefined) {
    const message = `the certificate of ${maskedUrl} is not verified (REDIS_TLS_VERIFY=off): whoever stands in between can read and change everything; give REDIS_TLS_CA or REDIS_TLS_FINGERPRINT and leave REDIS_TLS_VERIFY out`
    notices.push({ level: 'warn', message })
  }
  if (verify === 'off' && tlsCa !== undefined) {
    notices.push({ level: 'warn', message: 'REDIS_TLS_CA: without effect, as REDIS_TLS_VERIFY=off asks no authority' })
  }
  return { tls, notices }
}

const EXPLANATIONS: { readonly [verify in EncryptedSettings['verify']]: string } = {
  strict: 'issuer and name of the certificate are verified',
  'accept-self-signed': 'at Render a certificate of an unknown issuer is accepted, whatever its name',
  off: 'issuer and name of the certificate are not verified (REDIS_TLS_VERIFY=off)',
}
