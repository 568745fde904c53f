import { createHash, createHmac } from 'node:crypto'
import { AppError } from '../../../domain/platform/index.js'

/** One hash tag for all session keys, so that a cluster keeps them in one slot. The number is the format version. */
const TAG = '{sessions-1}:'

/** The Redis keys of sessions. Ids and user ids in them are hashed. */
export class SessionKeys {
  /** Prefix of every key. */
  readonly prefix: string
  /** The index of all sessions. */
  readonly all: string
  readonly #hashes: readonly ((id: string) => string)[]

  /**
   * @param peppers keys for hashing ids, newest first; without one: plain SHA-256
   * @throws AppError `CONFIG_INVALID` for a prefix with braces: Redis would use them as the hash tag
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

  /** The hash of an id under each pepper, newest first. */
  hashes(id: string): readonly string[] {
    return this.#hashes.map((hash) => hash(id))
  }

  /** The possible keys of a session: one for each pepper, newest first. */
  sessions(id: string): readonly string[] {
    return this.hashes(id).map((hash) => `${this.prefix}session:${hash}`)
  }

  /** The key of a new session with this id. */
  newest(id: string): string {
    return this.sessions(id)[0] ?? ''
  }

  /** The hash of a user id. It has no pepper: a new pepper must not lose the sessions of a user. */
  user(userId: string): string {
    // JSON text keeps lone surrogates distinct.
    return sha256(JSON.stringify(userId))
  }

  userIndex(userId: string): string {
    return `${this.prefix}user:${this.user(userId)}`
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
