import { channel } from 'node:diagnostics_channel'
import type { CacheEvents } from '../../ports/index.js'

/** Publishes the events of the cache on diagnostics channels of this process: `docs/reference/events.md` lists them. */
export class DiagnosticsCacheEvents implements CacheEvents {
  readonly error = channel('curriculum-generator:cache:error')
  readonly oversized = channel('curriculum-generator:cache:oversized')
  readonly eviction = channel('curriculum-generator:cache:eviction')
  readonly corruptEntry = channel('curriculum-generator:cache:corrupt-entry')
  readonly loadError = channel('curriculum-generator:cache:load-error')
}
