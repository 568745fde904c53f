import { createHash, createHmac } from 'node:crypto'

/** Turns the secret id of a session into what is kept of it. */
export type IdHash = (id: string) => string

/**
 * SHA-256, or with a pepper an HMAC of it, so that a dump of the memory yields no usable id.
 *
 * @param peppers newest first. Only the newest is used: the records live no longer than this process and with it its
 *   list, so none was ever stored under an older one.
 */
export function idHash(peppers: readonly string[] = []): IdHash {
  const newest = peppers[0]
  return newest === undefined
    ? (id) => createHash('sha256').update(id).digest('base64url')
    : (id) => createHmac('sha256', newest).update(id).digest('base64url')
}
