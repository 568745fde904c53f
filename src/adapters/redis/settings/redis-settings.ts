import { maskUrl } from '../../shared/mask-url.js'
import type { RedisNotice, RedisSettingsInput, RedisSettingsProblem } from './redis-settings-input.js'
import { readRedisUrl } from './redis-url.js'
import { decideTls, type TlsSettings } from './tls-settings.js'

/** Checked settings of a Redis, complete before a connection is opened. */
export interface RedisSettings {
  /** Lower case, ASCII, an IPv6 address without brackets. */
  readonly host: string
  readonly port: number
  readonly username?: string
  readonly password?: string
  /** The database number; default 0. */
  readonly database: number
  /** The URL with its password masked: for logs, health and the doctor. */
  readonly maskedUrl: string
  readonly tls: TlsSettings
  /** Messages for the operator, to be logged once. */
  readonly notices: readonly RedisNotice[]
  /** Number of attempts of the first connect, and of retries of an unsent command. */
  readonly maxRetries: number
  /** First reconnect delay, in milliseconds. */
  readonly retryDelayMs: number
  /** Deadline of one attempt to connect in milliseconds. */
  readonly connectTimeoutMs: number
}

export type RedisSettingsDecision =
  | { readonly ok: true; readonly settings: RedisSettings }
  | { readonly ok: false; readonly problems: readonly RedisSettingsProblem[] }

/**
 * Decides the settings, or reports all problems. Pure: uses no resolver and opens nothing. The decision is final: a
 * connection never falls back from TLS to plaintext.
 */
export function decideRedisSettings(input: RedisSettingsInput): RedisSettingsDecision {
  const maskedUrl = maskUrl(input.url)
  const result = readRedisUrl(input.url)
  if (!('url' in result)) {
    const problems = result.expected.map((expected) => ({ setting: 'url' as const, found: maskedUrl, expected }))
    return { ok: false, problems }
  }
  const { secure, ...address } = result.url
  const decision = decideTls({ ...input, secure, host: address.host, maskedUrl })
  if ('problems' in decision) return { ok: false, problems: decision.problems }
  const { maxRetries, retryDelayMs, connectTimeoutMs } = input
  return { ok: true, settings: { ...address, maskedUrl, ...decision, maxRetries, retryDelayMs, connectTimeoutMs } }
}
