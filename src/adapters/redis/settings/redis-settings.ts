import { decideTls } from './decide-tls.js'
import { maskUrl } from './mask-url.js'
import type { RedisNotice, RedisSettingsInput, RedisSettingsProblem } from './redis-settings-input.js'
import { readRedisUrl } from './redis-url.js'
import type { TlsSettings } from './tls-settings.js'

/** What is known of a Redis before anything is connected: from the configuration, checked, nothing left to default. */
export interface RedisSettings {
  /** Lower case, ASCII, an IPv6 address without brackets. */
  readonly host: string
  readonly port: number
  readonly username?: string
  readonly password?: string
  /** The database's number, 0 unless the URL names another. */
  readonly database: number
  /** The URL with its password masked: for logs, health and the doctor. */
  readonly maskedUrl: string
  readonly tls: TlsSettings
  /** What an operator should read once when the connection is opened. */
  readonly notices: readonly RedisNotice[]
  /** Attempts of the first connect, and retries of a command not yet sent. */
  readonly maxRetries: number
  /** First reconnect delay, in milliseconds. */
  readonly retryDelayMs: number
  /** How long one attempt to connect may take, in milliseconds. */
  readonly connectTimeoutMs: number
}

export type RedisSettingsDecision =
  | { readonly ok: true; readonly settings: RedisSettings }
  | { readonly ok: false; readonly problems: readonly RedisSettingsProblem[] }

/**
 * The settings that follow from the configuration, or everything that is wrong with it. Pure: asks no resolver and
 * opens nothing. What it decides is final: a connection never falls back from TLS to plaintext.
 */
export function decideRedisSettings(input: RedisSettingsInput): RedisSettingsDecision {
  const maskedUrl = maskUrl(input.url)
  const reading = readRedisUrl(input.url)
  if (!('url' in reading)) {
    const problems = reading.expected.map((expected) => ({ setting: 'url' as const, found: maskedUrl, expected }))
    return { ok: false, problems }
  }
  const { secure, ...address } = reading.url
  const decision = decideTls({ ...input, secure, host: address.host, maskedUrl })
  if ('problems' in decision) return { ok: false, problems: decision.problems }
  const { maxRetries, retryDelayMs, connectTimeoutMs } = input
  return { ok: true, settings: { ...address, maskedUrl, ...decision, maxRetries, retryDelayMs, connectTimeoutMs } }
}
