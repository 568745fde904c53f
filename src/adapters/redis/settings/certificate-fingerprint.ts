const SHA256_HEX = /^[0-9A-F]{64}$/

/**
 * A SHA-256 fingerprint in the form Node reports (`AB:CD:...`), from any usual writing: with or without colons, in
 * either case, with the `sha256 Fingerprint=` that openssl prints. `undefined` if it is none.
 */
export function readFingerprint(text: string): string | undefined {
  const hex = text
    .trim()
    .replace(/^sha-?256(\s*fingerprint)?\s*[=:]\s*/i, '')
    .replaceAll(':', '')
    .toUpperCase()
  return SHA256_HEX.test(hex) ? (hex.match(/../g) ?? []).join(':') : undefined
}
