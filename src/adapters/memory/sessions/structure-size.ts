import type { JsonValue } from '../../../domain/platform/index.js'

/** Bytes on V8, measured and rounded up: an empty `[]` is two characters of JSON and many times that in memory. */
const CONTAINER_BYTES = 64
const ELEMENT_BYTES = 8
const PROPERTY_BYTES = 64
const NUMBER_BYTES = 16
const TEXT_BYTES = 24

/** What a JSON value needs beside the characters of its JSON text, in bytes. */
export function structureSize(value: JsonValue): number {
  if (typeof value === 'number') return NUMBER_BYTES
  if (typeof value === 'string') return TEXT_BYTES
  if (typeof value !== 'object' || value === null) return 0
  let bytes = CONTAINER_BYTES
  if (Array.isArray(value)) {
    for (const part of value as readonly JsonValue[]) bytes += ELEMENT_BYTES + structureSize(part)
  } else {
    for (const part of Object.values(value)) bytes += PROPERTY_BYTES + structureSize(part)
  }
  return bytes
}
