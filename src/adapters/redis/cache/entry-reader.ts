import { messageOf } from '../../../domain/platform/index.js'
import type { CacheHit } from '../../../ports/index.js'
import { type DecodedPayload, decodePayload } from './entry-codec.js'
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
    if (plainAt > 0) return this.#fresh(namespace, key, raw, plainAt)
    const header = readHeader(raw)
    if (!header) return this.reportForeign(namespace, key)
    if (header.generation !== generation) return undefined
    if (header.graceMs > 0 || (header.stamp !== undefined && header.stamp !== stamp)) return 'undecided'
    return this.#fresh(namespace, key, raw, header.payloadAt)
  }

  /** What is under the key is none of ours: a miss. */
  reportForeign(namespace: string, key: string): undefined {
    this.#onDamaged(namespace, key, 'it was not written by this cache')
  }

  /** The hit for an entry whose validity Redis has decided, with all that is known of it. */
  readDecided(
    namespace: string,
    key: string,
    raw: string,
    { stale, remainingMs }: Required<Pick<CacheHit, 'stale' | 'remainingMs'>>,
  ): CacheHit | undefined {
    const header = readHeader(raw)
    const content = header && this.#decode(namespace, key, raw, header.payloadAt)
    if (!content) return undefined
    const { value, text } = content
    const bytes = ArrayBuffer.isView(value) ? value.byteLength : Buffer.byteLength(text)
    return { value, stale, remainingMs, terms: { bytes, graceMs: header.graceMs, tags: header.tags } }
  }

  #fresh(namespace: string, key: string, raw: string, payloadAt: number): CacheHit | undefined {
    const content = this.#decode(namespace, key, raw, payloadAt)
    return content && { value: content.value, stale: false }
  }

  #decode(namespace: string, key: string, raw: string, payloadAt: number): DecodedPayload | undefined {
    try {
      return decodePayload(kindOf(raw), raw.slice(payloadAt), this.#maxEntryBytes)
    } catch (error) {
      this.#onDamaged(namespace, key, `its content cannot be read: ${messageOf(error)}`)
      return undefined
    }
  }
}
