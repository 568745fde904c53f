/** Which sessions a user has, by handle. Holds hashes of ids, and a user only while it has one. */
export class UserIndex {
  readonly #byUser = new Map<string, Map<string, string>>()

  /** Users that have a session. */
  get size(): number {
    return this.#byUser.size
  }

  /** Says under which hash the session is found; one that is there already gets a new hash. */
  add(userId: string, handle: string, hash: string): void {
    const own = this.#byUser.get(userId) ?? new Map<string, string>()
    this.#byUser.set(userId, own)
    own.set(handle, hash)
  }

  remove(userId: string, handle: string): void {
    const own = this.#byUser.get(userId)
    if (!own?.delete(handle)) return
    if (own.size === 0) this.#byUser.delete(userId)
  }

  /** The hashes of a user's sessions, the first created first. */
  hashesOf(userId: string): readonly string[] {
    return [...(this.#byUser.get(userId)?.values() ?? [])]
  }
}
