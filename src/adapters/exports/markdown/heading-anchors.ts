import { labelBefore, plainWords } from '../document/inline.js'
import type { Chapter, CurriculumDocument, Section } from '../document/model.js'
import { shownLine } from '../text/plain-text.js'

/** The addresses of the headings of a file, as GitHub and most renderers make them: `#unit-1-a-title`. */
export class HeadingAnchors {
  readonly #addresses = new Map<string, string>()
  readonly #taken = new Map<string, number>()
  readonly #quote: string
  readonly #colon: string

  /** @param chapters those that the file shows */
  constructor({ anchor, title, words }: CurriculumDocument, chapters: readonly Chapter[]) {
    this.#quote = words.say.quote
    this.#colon = words.colon
    this.#add(anchor, shownLine(title))
    for (const [index, chapter] of chapters.entries()) {
      // The contents stand after the first page and the plan.
      if (index === CONTENTS_AFTER) this.#add(undefined, words.heads.contents)
      this.#addSection({ ...chapter, title: [chapter.title] })
    }
  }

  /** The address of the heading of a quote, without `#`. */
  quote(number: number): string {
    return encodeURIComponent(slugOf(`${this.#quote} ${number}`))
  }

  /** The address of the heading with this anchor of the document; `undefined` if the anchor is no heading. */
  addressOf(anchor: string): string | undefined {
    return this.#addresses.get(anchor)
  }

  #addSection(section: Pick<Section, 'anchor' | 'label' | 'title' | 'detail' | 'blocks'>): void {
    this.#add(section.anchor, headingWords(section, this.#colon))
    for (const block of section.blocks) if (block.kind === 'section') this.#addSection(block)
  }

  #add(anchor: string | undefined, words: string): void {
    const address = this.#unused(slugOf(words))
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

/** Chapters before the list of contents: the first page and the plan. */
export const CONTENTS_AFTER = 2

function slugOf(words: string): string {
  return words
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-')
}

function headingWords({ label, title, detail }: Pick<Section, 'label' | 'title' | 'detail'>, colon: string): string {
  const after = detail === undefined ? '' : ` (${plainWords(detail, shownLine)})`
  return `${labelBefore(label, colon)}${plainWords(title, shownLine)}${after}`
}
