import { messageOf } from '../../../domain/platform/index.js'
import type { CacheHit, Clock, Logger } from '../../../ports/index.js'
import { type DecodedPayload, decodePayload, kindOf, plainPayloadAt, readHeader } from './entry-format.js'

/** Called for a key whose content is corrupt or was not written by this cache. */
export type OnCorruptEntry = (namespace: string, key: string, reason: string) => void

/** The content of a key, and the versions that decide whether it is valid. */
export interface RawEntry {
  readonly key: string
  readonly raw: string
  /** Current version of the namespace. */
  readonly namespaceVersion: string | null
  /** Current version of all tags. */
  readonly tagsVersion: string | null
}

/** Turns stored content into hits. A corrupt entry is reported and counts as a miss; the next write replaces it. */
export class EntryReader {
  readonly #maxEntryBytes: number
  readonly #onCorruptEntry: OnCorruptEntry

  constructor(maxEntryBytes: number, onCorruptEntry: OnCorruptEntry) {
    this.#maxEntryBytes = maxEntryBytes
    this.#onCorruptEntry = onCorruptEntry
  }

  /** The hit; `undefined` for a miss; `undecided` if Redis must check tags or remaining life. */
  read(namespace: string, { key, raw, namespaceVersion, tagsVersion }: RawEntry): CacheHit | undefined | 'undecided' {
    const plainAt = namespaceVersion === null ? -1 : plainPayloadAt(raw, namespaceVersion)
    if (plainAt > 0) return this.#fresh(namespace, key, raw, plainAt)
    const header = readHeader(raw)
    if (!header) return this.reportCorrupt(namespace, key)
    if (header.namespaceVersion !== namespaceVersion) return undefined
    if (header.graceMs > 0 || (header.tagsVersion !== undefined && header.tagsVersion !== tagsVersion)) {
      return 'undecided'
    }
    return this.#fresh(namespace, key, raw, header.payloadAt)
  }

  /** Reports content that this cache did not write: a miss. */
  reportCorrupt(namespace: string, key: string): undefined {
    this.#onCorruptEntry(namespace, key, 'it was not written by this cache')
  }

  /** The hit, with metadata, for an entry that a script found valid. */
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
    return { value, stale, remainingMs, metadata: { bytes, graceMs: header.graceMs, tags: header.tags } }
  }

  #fresh(namespace: string, key: string, raw: string, payloadAt: number): CacheHit | undefined {
    const content = this.#decode(namespace, key, raw, payloadAt)
    return content && { value: content.value, stale: false }
  }

  #decode(namespace: string, key: string, raw: string, payloadAt: number): DecodedPayload | undefined {
    try {
      return decodePayload(kindOf(raw), raw.slice(payloadAt), this.#maxEntryBytes)
    } catch (error) {
      this.#onCorruptEntry(namespace, key, `its content cannot be decoded: ${messageOf(error)}`)
      return undefined
    }
  }
}

/** Minimum interval of log lines per namespace. */
const LOG_INTERVAL_MS = 60_000

/** Passes every corrupt entry on to `onCorruptEntry`. Logs one per minute and namespace. */
export function corruptEntryReporter(
  clock: Clock,
  logger: Logger,
  onCorruptEntry: OnCorruptEntry = () => undefined,
): OnCorruptEntry {
  const loggedAt = new Map<string, number>()
  return (namespace, key, reason) => {
    onCorruptEntry(namespace, key, reason)
    const now = clock.monotonic()
    if (now - (loggedAt.get(namespace) ?? Number.NEGATIVE_INFINITY) < LOG_INTERVAL_MS) return
    loggedAt.set(namespace, now)
    const hint = 'it counts as a miss and the next write replaces it; let no other program write keys of the cache'
    logger.warn(`cache ${namespace}: skipped a corrupt entry: ${reason} -> ${hint}`, { namespace, key, reason })
  }
}
