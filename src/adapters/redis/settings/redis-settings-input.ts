/** A message for the log. */
export interface RedisNotice {
  readonly level: 'info' | 'warn'
  readonly message: string
}

/** The input of `decideRedisSettings`. Its numbers are not checked here. */
export interface RedisSettingsInput {
  /** `redis://` or `rediss://`. */
  readonly url: string
  readonly environment: 'development' | 'production' | 'test'
  /** `true` forces TLS, `false` forbids it; default: see `decideRedisSettings`. */
  readonly tls?: boolean
  readonly tlsVerify: 'auto' | 'strict' | 'off'
  /** Certificates to trust instead of the well-known authorities, as PEM text. */
  readonly tlsCa?: string
  /** SHA-256 fingerprint that the server's certificate must have, in any usual notation. */
  readonly tlsFingerprint?: string
  readonly maxRetries: number
  readonly retryDelayMs: number
  readonly connectTimeoutMs: number
}

/** An invalid setting. */
export interface RedisSettingsProblem {
  readonly setting: 'url' | 'tls' | 'tlsCa' | 'tlsFingerprint'
  /** Its value, without secrets. */
  readonly found: string
  /** The expected value. */
  readonly expected: string
}
