import { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { isRenderHost, privateHostReason, withoutTrailingDot } from './redis-host.js'
import type { RedisNotice, RedisSettingsInput, RedisSettingsProblem } from './redis-settings-input.js'

/** Whether and how the connection is protected. */
export type TlsSettings = PlaintextSettings | EncryptedSettings

export interface PlaintextSettings {
  readonly enabled: false
  /** The reason, for an operator. */
  readonly why: string
}

export interface EncryptedSettings {
  readonly enabled: true
  /** How the certificate of the server is verified, see `verifyCertificate`. */
  readonly verify: 'strict' | 'accept-self-signed' | 'off'
  /** Certificates to trust instead of the well-known authorities, as PEM text. */
  readonly ca?: string
  /** SHA-256 fingerprint that the certificate must have, as `AB:CD:...`. */
  readonly fingerprint?: string
  /** The name for SNI, which the certificate must have; absent for an IP address. */
  readonly servername?: string
  /** The reason, for an operator. */
  readonly why: string
}

interface TlsInput extends Pick<RedisSettingsInput, 'environment' | 'tls' | 'tlsVerify' | 'tlsCa' | 'tlsFingerprint'> {
  readonly secure: boolean
  readonly host: string
  readonly maskedUrl: string
}

interface TlsDecision {
  readonly tls: TlsSettings
  readonly notices: readonly RedisNotice[]
}

/** The TLS settings, or all problems. docs/reference/configuration.md has the rules as a table. */
export function decideTls(input: TlsInput): TlsDecision | { readonly problems: readonly RedisSettingsProblem[] } {
  const problems = problemsOf(input)
  if (problems.length > 0) return { problems }
  const decision = decideEncryption(input)
  return decision.encrypt ? encrypted(input, decision.why) : plaintext(input, decision)
}

function problemsOf({ secure, tls, tlsCa, tlsFingerprint, maskedUrl }: TlsInput): RedisSettingsProblem[] {
  const problems: RedisSettingsProblem[] = []
  if (tls === false && secure) {
    const expected = `true or empty, as ${maskedUrl} requires TLS; for plaintext write redis:// there`
    problems.push({ setting: 'tls', found: 'false', expected })
  }
  const problem = tlsCa === undefined ? undefined : certificateProblem(tlsCa)
  if (problem !== undefined) {
    problems.push({ setting: 'tlsCa', found: 'a text', expected: `certificates as PEM text (${problem})` })
  }
  if (tlsFingerprint !== undefined && readFingerprint(tlsFingerprint) === undefined) {
    const expected = 'a SHA-256 fingerprint: 64 hexadecimal digits, with or without colons'
    problems.push({ setting: 'tlsFingerprint', found: JSON.stringify(tlsFingerprint.slice(0, 120)), expected })
  }
  return problems
}

interface EncryptionDecision {
  readonly encrypt: boolean
  readonly why: string
  readonly notice?: RedisNotice
}

function decideEncryption({ secure, tls, environment, host, maskedUrl }: TlsInput): EncryptionDecision {
  if (secure) return { encrypt: true, why: 'TLS, as the URL starts with rediss://' }
  if (tls === true) return { encrypt: true, why: 'TLS, as REDIS_TLS=true requires it' }
  const reason = privateHostReason(host)
  if (tls === false) {
    const why = 'plaintext, as REDIS_TLS=false requires it'
    if (environment !== 'production' || reason !== undefined) return { encrypt: false, why }
    const message = `${maskedUrl} uses plaintext in production (REDIS_TLS=false): the network can read passwords and data`
    return { encrypt: false, why, notice: { level: 'warn', message } }
  }
  if (environment !== 'production') {
    return { encrypt: false, why: `plaintext, as the URL starts with redis:// and the environment is ${environment}` }
  }
  if (reason === undefined)
    return { encrypt: true, why: `TLS, as the environment is production and ${host} may be public` }
  const message = `${maskedUrl} uses plaintext: its host is private by its form (${reason}); set REDIS_TLS=true for TLS`
  return {
    encrypt: false,
    why: `plaintext, as the host is private by its form (${reason})`,
    notice: { level: 'info', message },
  }
}

function plaintext(input: TlsInput, { why, notice }: EncryptionDecision): TlsDecision {
  const unused = [
    ...(input.tlsVerify === 'auto' ? [] : ['REDIS_TLS_VERIFY']),
    ...(input.tlsCa === undefined ? [] : ['REDIS_TLS_CA']),
    ...(input.tlsFingerprint === undefined ? [] : ['REDIS_TLS_FINGERPRINT']),
  ].join(', ')
  const message = `${unused}: without effect, as ${input.maskedUrl} uses plaintext; use rediss:// or REDIS_TLS=true`
  const notices: RedisNotice[] = notice ? [notice] : []
  if (unused !== '') notices.push({ level: 'warn', message })
  return { tls: { enabled: false, why }, notices }
}

function encrypted({ host, maskedUrl, tlsVerify, tlsCa, tlsFingerprint }: TlsInput, why: string): TlsDecision {
  const fingerprint = tlsFingerprint === undefined ? undefined : readFingerprint(tlsFingerprint)
  // With an authority, `auto` is strict, at Render too: the operator wants it to be checked.
  const lenient = tlsVerify === 'auto' && tlsCa === undefined && isRenderHost(host)
  const verify = lenient ? 'accept-self-signed' : tlsVerify === 'off' ? 'off' : 'strict'
  const tls: EncryptedSettings = {
    enabled: true,
    verify,
    ...(tlsCa === undefined || verify === 'off' ? {} : { ca: readCertificates(tlsCa) }),
    ...(fingerprint === undefined ? {} : { fingerprint }),
    ...(isIP(host) === 0 ? { servername: withoutTrailingDot(host) } : {}),
    why: `${why}; ${EXPLANATIONS[verify]}${fingerprint === undefined ? '' : ', and its fingerprint must match'}`,
  }
  const notices: RedisNotice[] = []
  if (verify === 'off' && fingerprint === undefined) {
    const message = `the certificate of ${maskedUrl} is not verified (REDIS_TLS_VERIFY=off): an attacker in the network can read and change all data; set REDIS_TLS_CA or REDIS_TLS_FINGERPRINT and remove REDIS_TLS_VERIFY`
    notices.push({ level: 'warn', message })
  }
  if (verify === 'off' && tlsCa !== undefined) {
    notices.push({ level: 'warn', message: 'REDIS_TLS_CA: without effect, as REDIS_TLS_VERIFY=off uses no authority' })
  }
  return { tls, notices }
}

const EXPLANATIONS: { readonly [verify in EncryptedSettings['verify']]: string } = {
  strict: 'issuer and name of the certificate are verified',
  'accept-self-signed': 'at Render, a certificate of an unknown issuer with any name is accepted',
  off: 'issuer and name of the certificate are not verified (REDIS_TLS_VERIFY=off)',
}

const SHA256_HEX = /^[0-9A-F]{64}$/

/**
 * A SHA-256 fingerprint in the form of Node (`AB:CD:...`), from any usual notation: with or without colons, in either case,
 * with the `sha256 Fingerprint=` of openssl. `undefined` if it is not a fingerprint.
 */
function readFingerprint(text: string): string | undefined {
  const hex = text
    .trim()
    .replace(/^sha-?256(\s*fingerprint)?\s*[=:]\s*/i, '')
    .replaceAll(':', '')
    .toUpperCase()
  return SHA256_HEX.test(hex) ? (hex.match(/../g) ?? []).join(':') : undefined
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/g

/** The PEM blocks of a text. Line ends may be written as `\\n`. */
function blocksOf(pem: string): readonly { readonly kind: string; readonly body: string }[] {
  const blocks = pem.replace(/\\r|\\n/g, '\n').matchAll(BLOCK)
  return Array.from(blocks, ([, kind = '', body = '']) => ({ kind, body: body.replace(/\s+/g, '') }))
}

/** The problem of `pem` as certificates to trust, or `undefined`. Repeats nothing of it: it may contain a key. */
function certificateProblem(pem: string): string | undefined {
  const blocks = blocksOf(pem)
  if (blocks.length === 0) return 'it has no -----BEGIN CERTIFICATE----- ... -----END CERTIFICATE-----'
  if (blocks.some(({ kind }) => kind.includes('PRIVATE KEY')))
    return 'it has a private key, which belongs on the server'
  const broken = blocks.findIndex(({ body }) => readCertificate(body) === undefined)
  return broken < 0 ? undefined : `part ${broken + 1} of ${blocks.length} cannot be read as a certificate`
}

/**
 * The certificates of a text as PEM text, without anything else. OpenSSL finds only those that start a line: without an
 * error it would trust nothing of a text in quotes, of an indented one, or of one with a word before it.
 */
function readCertificates(pem: string): string {
  return blocksOf(pem)
    .map(({ body }) => readCertificate(body))
    .join('')
}

/** A certificate as PEM text, from its base64; `undefined` if it is none. */
function readCertificate(base64: string): string | undefined {
  if (!/^[A-Za-z0-9+/]+=*$/.test(base64)) return undefined
  try {
    return new X509Certificate(Buffer.from(base64, 'base64')).toString()
  } catch {
    // The reason of OpenSSL does not help.
    return undefined
  }
}
