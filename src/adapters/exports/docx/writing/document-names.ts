import type { SourceEntry } from '../../../../domain/curriculum/index.js'

/** What the document calls the files that it was made from. */
export class DocumentNames {
  readonly #titles: ReadonlyMap<string, string>
  /** How often each title is given. */
  readonly #counts: ReadonlyMap<string, number>

  constructor(sources: readonly SourceEntry[]) {
    this.#titles = new Map(sources.map(({ docId, title }) => [docId, title]))
    const counts = new Map<string, number>()
    for (const { title } of sources) counts.set(title, (counts.get(title) ?? 0) + 1)
    this.#counts = counts
  }

  /** The title, and the file name where that is another. */
  full(docId: string): string {
    const title = this.#titles.get(docId)
    return title === undefined || title === docId ? docId : `${title} (${docId})`
  }

  /** The title; the file name too where others have the same title. */
  short(docId: string): string {
    const title = this.#titles.get(docId)
    return title === undefined || this.#counts.get(title) !== 1 ? this.full(docId) : title
  }
}
