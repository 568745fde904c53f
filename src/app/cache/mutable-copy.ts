import type { CachedValue } from '../../domain/cache/index.js'
import type { JsonObject, JsonValue } from '../../domain/platform/index.js'

/** A value as JSON that may be changed. */
export type MutableJson = string | number | boolean | null | MutableJson[] | { [key: string]: MutableJson }

/** A copy of what the cache gave out that may be changed. A typed array is the reader's own already. */
export function toMutableCopy(value: CachedValue): unknown {
  return ArrayBuffer.isView(value) ? value : copyJson(value)
}

function copyJson(value: JsonValue): MutableJson {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(copyJson)
  const copy: { [key: string]: MutableJson } = {}
  for (const [key, part] of Object.entries(value as JsonObject)) {
    // Assigned like the others, a key of this name would replace the prototype.
    if (key === '__proto__') {
      Object.defineProperty(copy, key, { value: copyJson(part), configurable: true, enumerable: true, writable: true })
    } else copy[key] = copyJson(part)
  }
  return copy
}
