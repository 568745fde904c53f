import type { CachedValue } from '../../domain/cache/index.js'

/** A value as JSON that may be changed. */
export type MutableJson = string | number | boolean | null | MutableJson[] | { [key: string]: MutableJson }

/** A copy of what the cache gave out that may be changed. Typed arrays are the reader's own already. */
export function toMutableCopy(value: CachedValue): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value
  if (Array.isArray(value)) return (value as readonly CachedValue[]).map(toMutableCopy)
  const copy: { [key: string]: unknown } = {}
  for (const [key, part] of Object.entries(value)) {
    // Assigned like the others, a key of this name would replace the prototype.
    if (key === '__proto__') {
      const own = { value: toMutableCopy(part), configurable: true, enumerable: true, writable: true }
      Object.defineProperty(copy, key, own)
    } else copy[key] = toMutableCopy(part)
  }
  return copy
}
