import type { CachedArray, CachedValue } from '../../domain/cache/index.js'

type Primitive = string | number | boolean | bigint | symbol | null | undefined

/**
 * `T`, read-only at every level: the cache freezes its values and shares them among readers. Arrays stay arrays, tuples
 * stay tuples. A typed array cannot be frozen: each reader gets a copy, and its type stays as it is.
 */
export type DeepReadonly<T> = unknown extends T
  ? T
  : T extends Primitive | CachedArray
    ? T
    : T extends readonly (infer E)[]
      ? ReadonlyList<T, E>
      : ReadonlyParts<T>

/** The brackets defer evaluation, which recursive list types need. */
type ReadonlyList<T, E> = E[] extends T ? readonly DeepReadonly<E>[] : ReadonlyParts<T>

type ReadonlyParts<T> = { readonly [K in keyof T]: DeepReadonly<T[K]> }

/** A JSON value that may be changed. */
export type MutableJson = string | number | boolean | null | MutableJson[] | { [key: string]: MutableJson }

/** A copy that may be changed. Typed arrays are not copied: each reader already has its own. */
export function toMutableCopy(value: CachedValue): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value
  if (Array.isArray(value)) return (value as readonly CachedValue[]).map(toMutableCopy)
  const copy: { [key: string]: unknown } = {}
  for (const [key, part] of Object.entries(value)) {
    // An assignment to `__proto__` would replace the prototype.
    if (key === '__proto__') {
      const own = { value: toMutableCopy(part), configurable: true, enumerable: true, writable: true }
      Object.defineProperty(copy, key, own)
    } else copy[key] = toMutableCopy(part)
  }
  return copy
}
