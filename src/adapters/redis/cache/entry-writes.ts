import type { CacheWrite } from '../../../ports/index.js'
import { escapeTag, type NamespaceKeys } from './cache-keys.js'
import { type EncodedValue, encodeValue } from './entry-format.js'

/** An encoded entry. */
export interface EncodedWrite extends EncodedValue {
  readonly key: string
  readonly graceMs: number
  /** Expiry in Redis: time to live plus grace. */
  readonly lifeMs: number
  readonly tags: readonly string[]
}

/** Limits of entries and characters per script: a running script blocks all other clients. */
const MAX_ENTRIES = 256
const MAX_CHARACTERS = 1024 * 1024

/** @throws AppError `UNSERIALISABLE`, `ENTRY_TOO_LARGE` */
export function encodeWrite(write: CacheWrite, what: string, limits: { readonly maxEntryBytes: number }): EncodedWrite {
  const { key, value, ttlMs, graceMs = 0, tags = [] } = write
  return { ...encodeValue(value, what, limits), key, graceMs, lifeMs: ttlMs + graceMs, tags }
}

/** Splits `writes` into slices for one script each, in order. */
export function* sliceWrites(writes: readonly EncodedWrite[]): Iterable<readonly EncodedWrite[]> {
  let slice: EncodedWrite[] = []
  let characters = 0
  for (const write of writes) {
    if (slice.length === MAX_ENTRIES || (slice.length > 0 && characters + write.payload.length > MAX_CHARACTERS)) {
      yield slice
      slice = []
      characters = 0
    }
    slice.push(write)
    characters += write.payload.length
  }
  if (slice.length > 0) yield slice
}

/**
 * Keys and arguments of the set script.
 *
 * @param candidate a new id, for versions that do not exist yet
 */
export function setArguments(
  keys: NamespaceKeys,
  candidate: string,
  writes: readonly EncodedWrite[],
): [string[], string[]] {
  const lifeOf = new Map<string, number>()
  for (const { tags, lifeMs } of writes) {
    for (const tag of tags) lifeOf.set(tag, Math.max(lifeMs, lifeOf.get(tag) ?? 0))
  }
  const names = [...lifeOf.keys()]
  const numberOf = new Map(names.map((tag, index) => [tag, index + 1]))
  const scriptKeys = [keys.namespaceVersion, keys.tagsVersion, ...names.map((tag) => keys.tags + escapeTag(tag))]
  const args = [candidate, String(names.length)]
  for (const [tag, life] of lifeOf) args.push(escapeTag(tag), String(life))
  for (const { key, kind, payload, graceMs, lifeMs, tags } of writes) {
    scriptKeys.push(keys.values + key, keys.leases + key)
    const own = [...new Set(tags)].map((tag) => numberOf.get(tag)).join(',')
    args.push(kind, payload, String(graceMs), String(lifeMs), own)
  }
  return [scriptKeys, args]
}
