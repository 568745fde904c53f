import { messageOf } from '../../../domain/platform/index.js'
import type { CacheHit } from '../../../ports/index.js'
import { decodeValue } from './entry-codec.js'
import { kindOf, plainPayloadAt, readHeader } from './entry-header.js'

/** Told of a key whose content is none that this cache has written. */
export type OnDamaged = (namespace: string, key: string, reason: string) => void

/** What is stored under a key, and what its validity depends on. */
export interface RawEntry {
  readonly key: string
  readonly raw: string
  /** The present generation of the namespace. */
  readonly generation: string | null
  /** The present state of its tags. */
  readonly stamp: string | null
}

/** Makes hits of what is stored. What cannot be read is reported and reads as a miss: the next write replaces it. */
export class EntryReader {
  readonly #maxEntryBytes: number
  readonly #onDamaged: OnDamaged

  constructor(maxEntryBytes: number, onDamaged: OnDamaged) {
    this.#maxEntryBytes = maxEntryBytes
    this.#onDamaged = onDamaged
  }

  /** The hit; `undefined` for a miss; `undecided` where Redis has to be asked for tags or the remaining life. */
  read(namespace: string, { key, raw, generation, stamp }: RawEntry): CacheHit | undefined | 'undecided' {
    const plainAt = generation === null ? -1 : plainPayloadAt(raw, generation)
    if (plainAt > 0) return this.#decode(namespace, key, raw, plainAt, FRESH)
    const header = readHeader(raw)
    if (!header) {
      this.#onDamaged(namespace, key, 'it was not written by this cache')
      return undefined
    }
    if (header.generation !== generation) return undefined
    if (header.graceMs > 0 || (header.stamp !== undefined && header.stamp !== stamp)) return 'undecided'
    return this.#decode(namespace, key, raw, header.payloadAt, FRESH)
  }

  /** The hit for an entry whose validity Redis has decided, with all that is known of it. */
  readDecided(
    namespace: string,
    key: string,
    raw: string,
    { stale, remainingMs }: Required<Pick<CacheHit, 'stale' | 'remainingMs'>>,
  ): CacheHit | undefined {
    const header = readHeader(raw)
    if (!header) return undefined
    const { graceMs, tags, payloadAt } = header
    return this.#decode(namespace, key, raw, payloadAt, { stale, remainingMs, terms: { graceMs, tags } })
  }

  #decode(
    namespace: string,
    key: string,
    raw: string,
    payloadAt: number,
    known: Omit<CacheHit, 'value'>,
  ): CacheHit | undefined {
    try {
      return { value: decodeValue(kindOf(raw), raw.slice(payloadAt), this.#maxEntryBytes), ...known }
    } catch (error) {
      this.#onDamaged(namespace, key, `its content cannot be read: ${messageOf(error)}`)
      return undefined
    }
  }
}

const FRESH = { stale: false }
