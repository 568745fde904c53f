import MiniSearch from 'minisearch'
import { type FoundPassage, type KnowledgeDocument, type Passage, passagesOf } from '../../../domain/knowledge/index.js'
import { AppError } from '../../../domain/platform/index.js'
import { stem } from '../../../domain/text/index.js'
import type { KnowledgeIndex, PassageQuery } from '../../../ports/knowledge/index.js'

const DEFAULT_LIMIT = 10
const MAX_LIMIT = 1000

/** A passage as the search engine indexes it. */
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
 * The first search after a change rebuilds the index in the order of document ids, because another order of additions
 * would round to different scores.
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
        hint: `use a whole number from 1 to ${MAX_LIMIT}`,
        details: { found: String(limit) },
      })
    }
    this.#built ??= build([...this.#documents.values()])
    const { engine, passages } = this.#built
    const allowed = documentIds && new Set(documentIds)
    const found = engine.search(text).flatMap(({ id, score }): (FoundPassage & { readonly order: number })[] => {
      const passage = passages[id]
      if (passage === undefined || allowed?.has(passage.documentId) === false) return []
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

const TERM = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]{2,}/u

// Words too frequent to distinguish passages.
const STOP_WORDS = new Set(
  (
    'a an and are as at be been but by can could did do does for from had has have how i if in into is it its may more ' +
    'most no not of on or our shall should so some such than that the their them then there these they this those to ' +
    'was we were what when where which while who why will with would you your'
  ).split(' '),
)

/** The terms of a text. In scripts without spaces between words, each pair of adjacent characters is a term. */
function splitTerms(text: string): string[] {
  return (text.toLowerCase().match(TERM) ?? []).flatMap((term) => {
    if (!UNSPACED.test(term)) return [term]
    const letters = [...term]
    return letters.slice(0, -1).map((letter, index) => letter + (letters[index + 1] ?? ''))
  })
}

/** The indexed form of a term; `null` for a stop word. */
function searchTerm(term: string): string | null {
  return STOP_WORDS.has(term) ? null : stem(term)
}
