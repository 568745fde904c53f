import type { Citation } from '../../../domain/curriculum/index.js'
import { joined, type Markup, md, NOTHING } from './markup.js'

/** Numbers passages in the order in which they are cited first. */
export class QuoteNumbers {
  readonly #numbers = new Map<string, number>()
  readonly #cited: Citation[] = []

  /** A statement with links to the passages behind it. */
  cite(statement: Markup, citations: readonly Citation[]): Markup {
    const links = this.links(citations)
    return links === NOTHING ? statement : md`${statement} ${links}`
  }

  /** Links to the passages; nothing without any. */
  links(citations: readonly Citation[]): Markup {
    const numbers = [...new Set(citations.map((citation) => this.#numberOf(citation)))]
    if (numbers.length === 0) return NOTHING
    return joined(
      numbers.map((number) => md`[\\[${number}\\]](#quote-${number})`),
      ' ',
    )
  }

  /** All that were cited, by number from 1. */
  get cited(): readonly Citation[] {
    return this.#cited
  }

  #numberOf(citation: Citation): number {
    const key = JSON.stringify([citation.docId, citation.start, citation.quote])
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    const number = this.#cited.push(citation)
    this.#numbers.set(key, number)
    return number
  }
}
