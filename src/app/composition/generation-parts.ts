import { readFileSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { ThreadedDocumentReader } from '../../adapters/documents/threaded-document-reader.js'
import { ExtractiveAuthor } from '../../adapters/extractive/index.js'
import { LruCache } from '../../adapters/memory/cache/lru-cache.js'
import { MemoryKnowledgeIndex } from '../../adapters/memory/knowledge/memory-knowledge-index.js'
import { DiagnosticsCacheEvents } from '../../adapters/system/diagnostics-cache-events.js'
import { SystemDigest } from '../../adapters/system/system-digest.js'
import { SystemRandom } from '../../adapters/system/system-random.js'
import { NamespaceRegistry } from '../../domain/cache/index.js'
import type { Clock, CurriculumAuthor, DocumentReader } from '../../ports/index.js'
import { Cache } from '../cache/cache.js'
import type { GenerationDeps } from '../curriculum/index.js'
import { readDocuments } from '../knowledge/read-documents.js'

/** What the rest comes from. */
interface GenerationPlatform {
  /** Default: the offline author. */
  readonly author?: CurriculumAuthor | undefined
  readonly reader: DocumentReader
  readonly cache: Cache
}

/** What a generation works with. */
export function generationParts({ author, reader, cache }: GenerationPlatform): GenerationDeps {
  return {
    software: softwareVersion(),
    author: author ?? new ExtractiveAuthor(),
    readDocuments: (source, options) => readDocuments(source, reader, options),
    makeIndex: () => new MemoryKnowledgeIndex(),
    cache,
    digest: new SystemDigest(),
    // Signals, requests and the progress bar have their turn here.
    pause: () => setImmediate(),
  }
}

/** What a generation works with in a process of its own, and how it is let go. */
export interface StandaloneGeneration {
  readonly parts: GenerationDeps
  close(): Promise<void>
}

/** The parts for one run: everything in this process, no store, no network. */
export function standaloneGeneration(clock: Clock): StandaloneGeneration {
  const reader = new ThreadedDocumentReader({ clock })
  const store = new LruCache({ clock })
  const platform = { clock, random: new SystemRandom(), events: new DiagnosticsCacheEvents() }
  return {
    parts: generationParts({ reader, cache: new Cache(store, new NamespaceRegistry(), platform) }),
    close: async () => {
      await Promise.all([reader.close(), store.close()])
    },
  }
}

function softwareVersion(): string {
  // Three folders up both from src/app/composition and from dist/app/composition.
  const manifest = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(manifest) as { readonly version: string }).version
}
