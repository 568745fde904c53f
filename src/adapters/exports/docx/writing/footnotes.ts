import { FootnoteReferenceRun, type Paragraph } from 'docx'
import type { Citation } from '../../../../domain/curriculum/index.js'
import { oneLine } from '../../../../domain/text/index.js'
import { paragraph } from './paragraph.js'

/** The footnotes of the document: one for each statement, with all passages that stand behind it. */
export class Footnotes {
  readonly #documentName: (docId: string) => string
  readonly #notes: { readonly children: readonly Paragraph[] }[] = []

  constructor(documentName: (docId: string) => string) {
    this.#documentName = documentName
  }

  /** The mark of a new footnote; nothing where nothing is cited. */
  cite(citations: readonly Citation[]): readonly FootnoteReferenceRun[] {
    if (citations.length === 0) return []
    this.#notes.push({ children: citations.map((citation) => this.#passage(citation)) })
    return [new FootnoteReferenceRun(this.#notes.length)]
  }

  /** By number, from 1. */
  get all(): { readonly [number: string]: { readonly children: readonly Paragraph[] } } {
    return Object.fromEntries(this.#notes.map((note, index) => [String(index + 1), note]))
  }

  #passage({ docId, quote, section }: Citation): Paragraph {
    const document = this.#documentName(docId)
    const place = section === undefined ? document : `${document}, “${oneLine(section)}”`
    return paragraph('FootnoteText', ` “${oneLine(quote)}” – ${place}`)
  }
}
