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

/** A cryptographic hash function. */
export interface Digest {
  /**
   * SHA-256 of the bytes, or of the UTF-8 bytes of the text, as 64 characters of lower-case hex.
   */
  sha256(input: string | Uint8Array): string
}

/** A source of random numbers that need not be secret, for jitter and sampling. `Ids` makes secrets. */
export interface Random {
  /** A number from 0 (included) to 1 (excluded), evenly distributed. */
  next(): number
}
