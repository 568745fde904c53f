import type { DocumentLink, KnowledgeDocument } from '../../knowledge/knowledge-document.js'

const ONLY_CONTENTS = /(?:^|\/)(?:summary|_?toc|contents?|table[-_]of[-_]contents|_sidebar)\.[a-z]+$|\.ya?ml$/i
/** Below this number, links are not a table of contents. */
export const MIN_ENTRIES = 2
const MAX_LINK_SHARE = 0.35
/** The first page of a course or a chapter that links to its lessons: so many words for each link. */
const FIRST_PAGE = { name: /(?:^|\/)(?:readme|_?index|home)\.[a-z]+$/i, entries: 4, wordsForLink: 30 } as const

/** Whether a document contains little but links to others: it is not taught. */
export function isContents({ id, words, links = [] }: KnowledgeDocument): boolean {
  const named = links.filter(({ target, role }) => target !== undefined && role === undefined)
  if (named.length >= MIN_ENTRIES && ONLY_CONTENTS.test(id)) return true
  // What a document includes has no text: it is a part of it.
  const entries = named.filter(({ text }) => text !== '')
  if (entries.length < MIN_ENTRIES) return false
  const inside = entries.filter(({ target = '' }) => !/^[a-z]+:/i.test(target)).length
  if (FIRST_PAGE.name.test(id) && inside >= FIRST_PAGE.entries && words < inside * FIRST_PAGE.wordsForLink) return true
  const linked = entries.reduce((sum, { text }) => sum + text.split(' ').length, 0)
  return linked > words * MAX_LINK_SHARE
}

/** Finds documents by the targets of links: with or without extension, by folder, and as another format. */
export class LinkTargets {
  readonly #byName = new Map<string, KnowledgeDocument>()

  constructor(documents: readonly KnowledgeDocument[]) {
    for (const document of documents) {
      const { id } = document
      const bare = withoutExtension(id)
      const names = [id, bare, ...(/(?:^|\/)(?:readme|index)$/i.test(bare) ? [bare.replace(/\/?[^/]*$/, '')] : [])]
      for (const name of names)
        if (!this.#byName.has(name.toLowerCase())) this.#byName.set(name.toLowerCase(), document)
    }
  }

  find({ target }: DocumentLink): KnowledgeDocument | undefined {
    if (target === undefined) return undefined
    const name = target.toLowerCase().replace(/\/$/, '')
    return (
      this.#byName.get(name) ??
      this.#byName.get(withoutExtension(name)) ??
      // mkdocs names files from its folder "docs", bookdown and Carpentries from others.
      ['docs', 'src', 'source', 'content', 'episodes']
        .map((folder) => this.#byName.get(`${folder}/${name}`))
        .find(Boolean)
    )
  }
}

function withoutExtension(name: string): string {
  return name.replace(/\.[a-z]\w{0,7}$/i, '')
}
