/** One line for the log. */
export interface RedisNotice {
  readonly level: 'info' | 'warn'
  readonly message: string
}

/** What the settings are decided from. The numbers are taken as they are: whoever reads the configuration checks them. */
export interface RedisSettingsInput {
  /** `redis://` or `rediss://`. */
  readonly url: string
  readonly environment: 'development' | 'production' | 'test'
  /** `true` forces TLS, `false` forbids it; left out: decided. */
  readonly tls?: boolean
  readonly tlsVerify: 'auto' | 'strict' | 'off'
  /** Certificates to trust instead of the well-known authorities, as PEM text. */
  readonly tlsCa?: string
  /** SHA-256 fingerprint that the server's certificate must have, in any usual writing. */
  readonly tlsFingerprint?: string
  readonly maxRetries: number
  readonly retryDelayMs: number
  readonly connectTimeoutMs: number
}

/** Something in the input that cannot be used. */
export interface RedisSettingsProblem {
  readonly setting: 'url' | 'tls' | 'tlsCa' | 'tlsFingerprint'
  /** What it holds, without secrets. */
  readonly found: string
  /** What it should hold. */
  readonly expected: string
}
