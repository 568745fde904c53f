import type {
  CacheCorruptEntryEvent,
  CacheErrorEvent,
  CacheEventChannel,
  CacheEvents,
  CacheEvictionEvent,
  CacheLoadErrorEvent,
  CacheOversizedEvent,
} from '../../src/ports/index.js'

/** A channel that keeps what was published, for the test to read. Deaf, it has no listener. */
class RecordingChannel<T> implements CacheEventChannel<T> {
  readonly events: T[] = []
  hasSubscribers = true

  publish(event: T): void {
    this.events.push(event)
  }
}

export class RecordingCacheEvents implements CacheEvents {
  readonly error = new RecordingChannel<CacheErrorEvent>()
  readonly oversized = new RecordingChannel<CacheOversizedEvent>()
  readonly eviction = new RecordingChannel<CacheEvictionEvent>()
  readonly corruptEntry = new RecordingChannel<CacheCorruptEntryEvent>()
  readonly loadError = new RecordingChannel<CacheLoadErrorEvent>()
}
