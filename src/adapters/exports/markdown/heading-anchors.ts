import { labelBefore, plainWords } from '../document/inline.js'
import type { Chapter, CurriculumDocument, Section } from '../document/model.js'
import { shownLine } from '../text/plain-text.js'

/** The addresses of the headings of a file, as GitHub and most renderers make them: `#unit-1-a-title`. */
export class HeadingAnchors {
  readonly #addresses = new Map<string, string>()
  readonly #taken = new Map<string, number>()

  /** @param chapters those that the file shows */
  constructor({ anchor, title }: CurriculumDocument, chapters: readonly Chapter[]) {
    this.#add(anchor, shownLine(title))
    this.#add(undefined, CONTENTS)
    for (const chapter of chapters) this.#addSection({ ...chapter, title: [chapter.title] })
  }

  /** The address of the heading with this anchor of the document; `undefined` if the anchor is no heading. */
  addressOf(anchor: string): string | undefined {
    return this.#addresses.get(anchor)
  }

  #addSection(section: Pick<Section, 'anchor' | 'label' | 'title' | 'detail' | 'blocks'>): void {
    this.#add(section.anchor, headingWords(section))
    for (const block of section.blocks) if (block.kind === 'section') this.#addSection(block)
  }

  #add(anchor: string | undefined, words: string): void {
    const slug = words
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
      .replaceAll(' ', '-')
    const address = this.#unused(slug)
    if (anchor !== undefined) this.#addresses.set(anchor, `#${encodeURIComponent(address)}`)
  }

  /** The address of a second heading with the same words ends in a number. */
  #unused(slug: string): string {
    let address = slug
    while (this.#taken.has(address)) {
      const count = (this.#taken.get(slug) ?? 0) + 1
      this.#taken.set(slug, count)
      address = `${slug}-${count}`
    }
    this.#taken.set(address, 0)
    return address
  }
}

/** The title of the list of contents. */
export const CONTENTS = 'Contents'

function headingWords({ label, title, detail }: Pick<Section, 'label' | 'title' | 'detail'>): string {
  const after = detail === undefined ? '' : ` (${plainWords(detail, shownLine)})`
  return `${labelBefore(label)}${plainWords(title, shownLine)}${after}`
}
