import type { RedisSettings } from './redis-settings.js'
import { type TlsOptions, tlsOptions } from './tls-options.js'

/** The part of ioredis' options that the settings decide; structural, as ioredis comes with Bull and is not ours. */
export interface IoredisOptions {
  readonly host: string
  readonly port: number
  readonly username?: string
  readonly password?: string
  readonly db: number
  readonly connectTimeout: number
  /** Absent: plaintext. ioredis takes any object, an empty one too, for a wish for TLS. */
  readonly tls?: TlsOptions
}

/** @param judged see {@link tlsOptions} */
export function toIoredis(settings: RedisSettings, judged?: string): IoredisOptions {
  const { host, port, username, password, database, tls, connectTimeoutMs } = settings
  return {
    host,
    port,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    db: database,
    connectTimeout: connectTimeoutMs,
    ...(tls.enabled ? { tls: tlsOptions(tls, judged) } : {}),
  }
}
