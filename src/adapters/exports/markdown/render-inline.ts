import type { Content, DocumentName, Inline, Labels, Quote } from '../document/inline.js'
import type { CurriculumDocument } from '../document/model.js'
import { labelRanges } from '../labels/curriculum-labels.js'
import type { DocumentWords } from '../labels/words/document-words.js'
import type { HeadingAnchors } from './heading-anchors.js'
import { joined, Markup, md, NOTHING, ownWords } from './markup.js'

/** Renders the words of a document. Content is rendered in its order, because that order numbers the quotes. */
export class InlineRenderer {
  readonly #anchors: HeadingAnchors
  readonly #numbers = new Map<string, number>()
  readonly #quotes: Quote[] = []

  readonly words: DocumentWords
  readonly #cites: boolean

  constructor(anchors: HeadingAnchors, { words, quotes }: Pick<CurriculumDocument, 'words' | 'quotes'>) {
    this.#anchors = anchors
    this.words = words
    this.#cites = quotes
  }

  /** All quotes that were cited so far, by number from 1. */
  get quotes(): readonly Quote[] {
    return this.#quotes
  }

  render(content: Content): Markup {
    return joined(
      content.map((part) => this.#part(part)),
      '',
    )
  }

  #part(part: Inline): Markup {
    if (typeof part === 'string') return ownWords(part)
    switch (part.kind) {
      case 'written':
        return md`${part.text}`
      case 'amount':
      case 'label':
        return ownWords(part.text)
      case 'strong':
        return md`**${this.render(part.content)}**`
      case 'quiet':
        return this.render(part.content)
      case 'verdict':
        return part.tone === 'bad' || part.tone === 'warn' ? md`**${ownWords(part.text)}**` : ownWords(part.text)
      case 'link':
        return this.link(part.anchor, this.render(part.content))
      case 'labels':
        return labelsOf(part)
      case 'document':
        return documentName(part)
      case 'cited':
        if (!this.#cites) return NOTHING
        return md` ${joined(
          [...new Set(part.quotes.map((quote) => this.#numberOf(quote)))].map(
            (number) => md`[\\[${number}\\]](#${new Markup(this.#anchors.quote(number))})`,
          ),
          ' ',
        )}`
      case 'bar':
        return NOTHING
    }
  }

  /** `content` as a link to a heading; `content` alone if the anchor is no heading. */
  link(anchor: string, content: Markup): Markup {
    const address = this.#anchors.addressOf(anchor)
    return address === undefined ? content : md`[${content}](${new Markup(address)})`
  }

  #numberOf(quote: Quote): number {
    const known = this.#numbers.get(quote.anchor)
    if (known !== undefined) return known
    const number = this.#quotes.push(quote)
    this.#numbers.set(quote.anchor, number)
    return number
  }
}

function labelsOf({ labels }: Labels): Markup {
  return joined(labelRanges(labels.map(({ text }) => text)), ', ')
}

/** A document by its title and its file, or by its file alone. */
export function documentName({ docId, title }: DocumentName): Markup {
  return title === docId ? md`*${docId}*` : md`*${title}* (${docId})`
}
