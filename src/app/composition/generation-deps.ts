import { setImmediate } from 'node:timers/promises'
import { ThreadedDocumentReader } from '../../adapters/documents/threaded-document-reader.js'
import { analyzeDocuments, ExtractiveAuthor } from '../../adapters/extractive/index.js'
import { LruCache } from '../../adapters/memory/cache/lru-cache.js'
import { MemoryKnowledgeIndex } from '../../adapters/memory/knowledge/memory-knowledge-index.js'
import { DiagnosticsCacheEvents } from '../../adapters/system/diagnostics-cache-events.js'
import { SystemDigest, SystemRandom } from '../../adapters/system/system-platform.js'
import { NamespaceRegistry } from '../../domain/cache/index.js'
import { VERSION } from '../../domain/platform/index.js'
import type { Clock, CurriculumAuthor, DocumentReader } from '../../ports/index.js'
import { Cache } from '../cache/cache.js'
import type { GenerationDeps } from '../curriculum/index.js'
import { readDocuments } from '../curriculum/read-documents.js'

/** What {@link generationDeps} needs from the caller. */
interface GenerationPlatform {
  /** Default: the offline author. */
  readonly author?: CurriculumAuthor | undefined
  readonly reader: DocumentReader
  readonly cache: Cache
}

/** The dependencies of a generation. */
export function generationDeps({ author, reader, cache }: GenerationPlatform): GenerationDeps {
  return {
    software: VERSION,
    author: author ?? new ExtractiveAuthor(),
    analyze: analyzeDocuments,
    readDocuments: (source, options) => readDocuments(source, reader, options),
    makeIndex: () => new MemoryKnowledgeIndex(),
    cache,
    digest: new SystemDigest(),
    // Lets signals, requests and the progress bar run.
    pause: () => setImmediate(),
  }
}

/** The dependencies of a generation without an app. */
export interface StandaloneGeneration {
  readonly deps: GenerationDeps
  close(): Promise<void>
}

/** The dependencies of one run in this process: no store, no network. */
export function standaloneGeneration(clock: Clock): StandaloneGeneration {
  const reader = new ThreadedDocumentReader({ clock })
  const store = new LruCache({ clock })
  const platform = { clock, random: new SystemRandom(), events: new DiagnosticsCacheEvents() }
  return {
    deps: generationDeps({ reader, cache: new Cache(store, new NamespaceRegistry(), platform) }),
    close: async () => {
      await Promise.all([reader.close(), store.close()])
    },
  }
}
