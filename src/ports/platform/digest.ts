/** A cryptographic fingerprint. */
export interface Digest {
  /**
   * SHA-256 of the bytes, or of the UTF-8 bytes of the text, as 64 characters in lower-case hex. Equal input gives equal
   * digests, everywhere and always.
   */
  sha256(input: string | Uint8Array): string
}
