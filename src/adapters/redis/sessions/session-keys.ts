import { createHash, createHmac } from 'node:crypto'
import { AppError } from '../../../domain/platform/index.js'

/** One tag for all keys of sessions, so that a cluster keeps them in one slot; the number is that of their form. */
const TAG = '{sessions-1}:'

/** The names of keys. What they are made of is hashed: neither ids nor users can be read from them. */
export class SessionKeys {
  /** Stands before every key. */
  readonly prefix: string
  /** The index of all sessions. */
  readonly all: string
  readonly #hashes: readonly ((id: string) => string)[]

  /**
   * @param peppers keys for hashing ids, newest first; none: plain SHA-256
   * @throws AppError `CONFIG_INVALID` for a prefix with braces, which would take the place of the tag
   */
  constructor(keyPrefix: string, peppers: readonly string[]) {
    if (/[{}]/.test(keyPrefix)) {
      throw new AppError('CONFIG_INVALID', `the key prefix of sessions is ${keyPrefix}`, { hint: 'leave braces out' })
    }
    this.prefix = `${keyPrefix}${TAG}`
    this.all = `${this.prefix}all`
    this.#hashes =
      peppers.length === 0
        ? [sha256]
        : peppers.map((pepper) => (id) => createHmac('sha256', pepper).update(id).digest('base64url'))
  }

  /** The hash of an id under each pepper, the newest first. */
  hashes(id: string): readonly string[] {
    return this.#hashes.map((hash) => hash(id))
  }

  /** Where the session of an id can be: under each pepper, the newest first. */
  sessions(id: string): readonly string[] {
    return this.hashes(id).map((hash) => `${this.prefix}session:${hash}`)
  }

  /** Where a new session of this id goes. */
  newest(id: string): string {
    return this.sessions(id)[0] ?? ''
  }

  /** The name of a user in keys. Peppers play no part in it: their change must not lose the sessions of a user. */
  user(userId: string): string {
    // As JSON text, so that lone surrogates differ too.
    return sha256(JSON.stringify(userId))
  }

  userIndex(userId: string): string {
    return `${this.prefix}user:${this.user(userId)}`
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
