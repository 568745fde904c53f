const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const NO_DIGIT = 64
/** The value of each digit, by its character code. */
const VALUES = Uint8Array.from({ length: 128 }, (_, code) => digitValue(String.fromCharCode(code)))

function digitValue(digit: string): number {
  const value = DIGITS.indexOf(digit)
  return value < 0 ? NO_DIGIT : value
}

/** `bytes` in base64, without padding. */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    const digits = Math.min(4, bytes.length - at + 1)
    for (let digit = 0; digit < digits; digit++) text += DIGITS.charAt((group >> (18 - 6 * digit)) & 63)
  }
  return text
}

/** @throws RangeError for what {@link toBase64} does not give */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array((text.length * 3) >> 2)
  let [bits, end, invalid] = [0, 0, 0]
  for (let at = 0; at < text.length; at++) {
    const value = VALUES[text.charCodeAt(at)] ?? NO_DIGIT
    invalid |= value
    bits = ((bits << 6) | value) & 0xfff
    const waiting = 6 - 2 * (at & 3)
    if (waiting < 6) bytes[end++] = bits >> waiting
  }
  if (invalid & NO_DIGIT) throw new RangeError('the bytes of an array are not base64')
  return bytes
}
