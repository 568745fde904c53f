import { setImmediate } from 'node:timers/promises'
import { readMarkdown } from '../../src/adapters/documents/markdown/read-markdown.js'
import { withLanguage } from '../../src/adapters/documents/read-document.js'
import { ExtractiveAuthor } from '../../src/adapters/extractive/index.js'
import { MemoryKnowledgeIndex } from '../../src/adapters/memory/index.js'
import { SystemDigest } from '../../src/adapters/system/index.js'
import type { GenerationDeps, StageCache } from '../../src/app/curriculum/generation.js'
import { assembleDocument, type KnowledgeDocument } from '../../src/domain/knowledge/index.js'
import { AppError } from '../../src/domain/platform/index.js'
import type { DocumentSource } from '../../src/ports/knowledge/index.js'

/** Documents from Markdown, by file name. */
export function documentsOf(files: { readonly [name: string]: string }): readonly KnowledgeDocument[] {
  return Object.entries(files).map(([name, text]) => withLanguage(assembleDocument(name, readMarkdown(text))))
}

/** Remembers everything in its JSON form, and what it was asked. */
export class RecordingStageCache implements StageCache {
  readonly entries = new Map<string, string>()
  readonly asked: string[] = []
  readonly missed: string[] = []

  async get(key: string, { namespace }: { readonly namespace: string }): Promise<unknown> {
    const place = `${namespace}:${key}`
    this.asked.push(place)
    const found = this.entries.get(place)
    if (found === undefined) this.missed.push(place)
    return found === undefined ? undefined : JSON.parse(found)
  }

  async set(key: string, value: unknown, { namespace }: { readonly namespace: string }): Promise<void> {
    this.entries.set(`${namespace}:${key}`, JSON.stringify(value))
  }
}

/** The dependencies of an offline run, with the given documents. */
export function generationDeps(
  documents: readonly KnowledgeDocument[],
  overrides: Partial<GenerationDeps> = {},
): GenerationDeps {
  return {
    software: '0.0.0',
    author: new ExtractiveAuthor(),
    readDocuments: async (_source, { onFile }) => {
      if (documents.length === 0) throw new AppError('NO_USABLE_DOCUMENTS', 'there are no documents')
      for (const index of documents.keys()) onFile?.(index + 1, documents.length)
      return { documents, refused: [] }
    },
    makeIndex: () => new MemoryKnowledgeIndex(),
    cache: new RecordingStageCache(),
    digest: new SystemDigest(),
    pause: () => setImmediate(),
    ...overrides,
  }
}

/** Of a run whose documents are given otherwise. */
export const NO_SOURCE: DocumentSource = {
  list: async () => [],
  open: async (name) => {
    throw new AppError('UNREADABLE_DOCUMENT', `there is no ${name}`)
  },
}
