import MiniSearch from 'minisearch'
import { type FoundPassage, type KnowledgeDocument, type Passage, passagesOf } from '../../../domain/knowledge/index.js'
import { AppError } from '../../../domain/platform/index.js'
import type { KnowledgeIndex, PassageQuery } from '../../../ports/knowledge/index.js'
import { searchTerm, splitTerms } from './search-terms.js'

const DEFAULT_LIMIT = 10
const MAX_LIMIT = 1000

/** What the search engine sees of a passage. */
interface Entry {
  readonly id: number
  readonly title: string
  readonly path: string
  readonly text: string
}

interface Built {
  readonly engine: MiniSearch<Entry>
  readonly passages: readonly Passage[]
}

/**
 * Full-text search in the memory of this process: BM25 over stemmed words, with titles and headings counting for more.
 * It is built anew by the first search after a change, always in the order of ids: averages that grew in another order
 * would round to other scores.
 */
export class MemoryKnowledgeIndex implements KnowledgeIndex {
  readonly #documents = new Map<string, KnowledgeDocument>()
  #built: Built | undefined

  async add(documents: readonly KnowledgeDocument[]): Promise<void> {
    for (const document of documents) this.#documents.set(document.id, document)
    this.#built = undefined
  }

  async remove(documentIds: readonly string[]): Promise<void> {
    for (const id of documentIds) this.#documents.delete(id)
    this.#built = undefined
  }

  async search({ text, limit = DEFAULT_LIMIT, documentIds }: PassageQuery): Promise<readonly FoundPassage[]> {
    if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
      throw new AppError('INVALID_ARGUMENT', `the limit of a search is ${String(limit)}`, {
        hint: `give a whole number from 1 to ${MAX_LIMIT}`,
        details: { found: String(limit) },
      })
    }
    this.#built ??= build([...this.#documents.values()])
    const { engine, passages } = this.#built
    const wanted = documentIds && new Set(documentIds)
    const found = engine.search(text).flatMap(({ id, score }): (FoundPassage & { readonly order: number })[] => {
      const passage = passages[id]
      if (passage === undefined || wanted?.has(passage.documentId) === false) return []
      return [{ ...passage, score, order: id }]
    })
    // Passages are numbered by document id and position.
    found.sort((a, b) => b.score - a.score || a.order - b.order)
    return found.slice(0, limit).map(({ order: _, ...passage }) => passage)
  }
}

function build(documents: readonly KnowledgeDocument[]): Built {
  const engine = new MiniSearch<Entry>({
    fields: ['title', 'path', 'text'],
    tokenize: splitTerms,
    processTerm: searchTerm,
    searchOptions: { boost: { title: 2, path: 2 } },
  })
  const passages: Passage[] = []
  for (const document of [...documents].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    for (const passage of passagesOf(document)) {
      const id = passages.push(passage) - 1
      engine.add({ id, title: document.title, path: passage.path.join('\n'), text: passage.text })
    }
  }
  return { engine, passages }
}
