/** Stands before all keys and channels of an app by default. */
export const DEFAULT_KEY_PREFIX = 'cg:'

/** The prefixes of the keys and channels of each part of an app. */
export interface KeyPrefixes {
  readonly cache: string
  readonly sessions: string
  /** Without a separator at the end: the queue adds it. */
  readonly jobs: string
  /** For the health probes. */
  readonly health: string
  readonly doctor: string
}

/**
 * The prefixes of an app with this key prefix. Behind each follows a hash tag in braces (`cg:cache:{api}:...`). A key prefix
 * has no braces, so no key of an app starts with a prefix of another app, even if its key prefix does.
 */
export function keyPrefixes(keyPrefix = DEFAULT_KEY_PREFIX): KeyPrefixes {
  return {
    cache: `${keyPrefix}cache:`,
    sessions: `${keyPrefix}sessions:`,
    jobs: `${keyPrefix}jobs`,
    health: `${keyPrefix}health:`,
    doctor: `${keyPrefix}doctor:`,
  }
}
