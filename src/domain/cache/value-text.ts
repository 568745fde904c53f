import { toJson } from '../platform/index.js'
import { fromBase64, toBase64 } from './base64.js'
import { type ArrayType, arrayTypeOf, type CachedArray, fromArrayBytes, toArrayBytes } from './cached-array.js'

/** Where in a value an array stands, its type, and its bytes in base64. */
type PlacedArray = readonly [path: readonly string[], type: ArrayType, bytes: string]

/** No JSON text begins with it. */
const ARRAYS_MARK = '@'

/**
 * `value` as text: its JSON; if there are typed arrays in it, after a line with these, `null` standing in their places.
 *
 * @throws AppError `UNSERIALISABLE`, also for a part whose content JSON would silently leave out
 */
export function toText(value: unknown, what: string): string {
  const arrays: PlacedArray[] = []
  const text = toJson(value, what, (part, source, path) => {
    // A Buffer has a JSON form of its own, which is another one than that of the bytes it is.
    const array = arrayTypeOf(part) ? part : source
    const type = arrayTypeOf(array)
    if (!type) return lossyKind(part)
    arrays.push([path, type, toBase64(toArrayBytes(array as CachedArray))])
    return null
  })
  return arrays.length === 0 ? text : `${ARRAYS_MARK}${JSON.stringify(arrays)}\n${text}`
}

/** Whether there are typed arrays in what {@link toText} gave. */
export function hasArrays(text: string): boolean {
  return text.startsWith(ARRAYS_MARK)
}

/** The value whose text with arrays {@link toText} gave. @throws SyntaxError, RangeError for any other text */
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
    else throw new RangeError(`an array has no place in the value: ${path.slice(1).join('/')}`)
  }
}

/** What `part` is, if JSON has nothing for it but `{}`. */
function lossyKind(part: object): { readonly refused: string } | undefined {
  if (ArrayBuffer.isView(part)) return { refused: `an object of type ${nameOf(part)}` }
  const name = nameOf(part)
  return /^(Map|Set|ArrayBuffer|SharedArrayBuffer)$/.test(name) ? { refused: `an object of type ${name}` } : undefined
}

function nameOf(part: object): string {
  return Object.prototype.toString.call(part).slice(8, -1)
}
