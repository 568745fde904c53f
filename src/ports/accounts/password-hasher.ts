/**
 * Hashes passwords so that guessing is expensive.
 *
 * Effects: none. Failure: `BUSY` with a retry time if too many calls run or wait; no call waits without bound. Boundary: every
 * byte of a password counts, NUL and the bytes after the 72nd included.
 */
export interface PasswordHasher {
  /**
   * A new hash, with a salt of its own: two hashes of one password differ.
   *
   * @param password well-formed text
   * @returns 1 to 512 ASCII characters, with the parameters
   * @throws AppError `BUSY`
   */
  hash(password: string): Promise<string>
  /**
   * Whether the hash was made from the password.
   *
   * @throws AppError `BUSY`; `INTERNAL` if `hash` is no hash of this adapter
   */
  verify(hash: string, password: string): Promise<boolean>
  /** Whether {@link hash} would make a more expensive hash today. `true` for a text that is no hash of this adapter. */
  needsRehash(hash: string): boolean
}
