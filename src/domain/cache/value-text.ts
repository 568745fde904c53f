import { toJson } from '../platform/index.js'
import { type ArrayType, arrayTypeOf, type CachedArray, fromArrayBytes, toArrayBytes } from './cached-array.js'

/** The path of an array within a value, its type, and its bytes in base64. */
type PlacedArray = readonly [path: readonly string[], type: ArrayType, bytes: string]

/** First character of a text with typed arrays. No JSON text starts with it. */
const ARRAYS_MARK = '@'

/**
 * `value` as text: its JSON. With typed arrays: a first line with the arrays, then the JSON with `null` in their places.
 *
 * @throws AppError `UNSERIALISABLE`, also for a part whose content JSON would silently omit
 */
export function toText(value: unknown, what: string): string {
  const arrays: PlacedArray[] = []
  const text = toJson(value, what, (part, source, path) => {
    // `part` of a Buffer is its toJSON form; `source` is the Buffer itself.
    const array = arrayTypeOf(part) ? part : source
    const type = arrayTypeOf(array)
    if (!type) return false
    arrays.push([path, type, toBase64(toArrayBytes(array as CachedArray))])
    return true
  })
  return arrays.length === 0 ? text : `${ARRAYS_MARK}${JSON.stringify(arrays)}\n${text}`
}

/** Whether a text of {@link toText} contains typed arrays. */
export function hasArrays(text: string): boolean {
  return text.startsWith(ARRAYS_MARK)
}

/** Inverse of {@link toText} for a text with typed arrays. @throws SyntaxError, RangeError for any other text */
export function parseWithArrays(text: string): unknown {
  const end = text.indexOf('\n')
  const arrays = JSON.parse(text.slice(ARRAYS_MARK.length, end)) as readonly PlacedArray[]
  const root = [JSON.parse(text.slice(end + 1))]
  for (const [path, type, bytes] of arrays) place(root, ['0', ...path], fromArrayBytes(type, fromBase64(bytes)))
  return root[0]
}

function place(root: object, path: readonly string[], array: CachedArray): void {
  let holder = root as { [step: string]: unknown }
  for (const [index, step] of path.entries()) {
    const part = Object.hasOwn(holder, step) ? holder[step] : undefined
    if (index === path.length - 1 && part === null) holder[step] = array
    else if (typeof part === 'object' && part !== null) holder = part as { [step: string]: unknown }
    else throw new RangeError(`a typed array has no place in the value: ${path.slice(1).join('/')}`)
  }
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

const NO_DIGIT = 64

/** The value of each digit, by its character code. */
const VALUES = Uint8Array.from({ length: 128 }, (_, code) => digitValue(String.fromCharCode(code)))

function digitValue(digit: string): number {
  const value = DIGITS.indexOf(digit)
  return value < 0 ? NO_DIGIT : value
}

/** `bytes` in base64, without padding. */
function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    const digits = Math.min(4, bytes.length - at + 1)
    for (let digit = 0; digit < digits; digit++) text += DIGITS.charAt((group >> (18 - 6 * digit)) & 63)
  }
  return text
}

/** @throws RangeError for what {@link toBase64} does not give */
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
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
