/** A source of identifiers. */
export interface Ids {
  /**
   * A new identifier: 22 or more URL-safe characters (`A-Z a-z 0-9 - _`), unique for all practical purposes and not
   * guessable (at least 128 random bits).
   */
  next(): string
  /** A new secret of 32 random bytes, as 43 characters of base64url. For session ids and tokens. */
  secret(): string
}
