const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const VALUES = new Map([...DIGITS].map((digit, value) => [digit.charCodeAt(0), value]))

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
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let [bits, waiting, end] = [0, 0, 0]
  for (let at = 0; at < text.length; at++) {
    const value = VALUES.get(text.charCodeAt(at))
    if (value === undefined) throw new RangeError('the bytes of an array are not base64')
    bits = ((bits << 6) | value) & 0xfff
    waiting += 6
    if (waiting < 8) continue
    waiting -= 8
    bytes[end++] = bits >> waiting
  }
  return bytes
}
