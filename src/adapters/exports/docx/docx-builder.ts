import {
  BookmarkEnd,
  BookmarkStart,
  type FileChild,
  FootnoteReferenceRun,
  type Paragraph,
  type ParagraphChild,
} from 'docx'
import { oneLine } from '../../../domain/text/index.js'
import type { Content, DocumentName, Inline, Quote } from '../document/inline.js'
import type { Table } from '../document/model.js'
import { labelRanges } from '../labels/curriculum-labels.js'
import type { ContentsEntry } from './contents.js'
import { isRightToLeft } from './package-parts.js'
import { paragraph, type Run, type Words } from './paragraph.js'
import { factsTable, table } from './table.js'

/** A4 in twentieths of a point, the width of a portrait page first. */
export const PAGE_SIZE = { width: 11_906, height: 16_838 } as const

export const PAGE_MARGIN = { top: 1_304, right: 1_134, bottom: 1_134, left: 1_134, header: 567, footer: 510 } as const

/** Width of the text on a page, in twentieths of a point. */
export const TEXT_WIDTH = {
  portrait: PAGE_SIZE.width - PAGE_MARGIN.left - PAGE_MARGIN.right,
  landscape: PAGE_SIZE.height - PAGE_MARGIN.left - PAGE_MARGIN.right,
} as const

/** Makes headings, words and tables, and collects footnotes and contents. Blocks are built in the order of the file. */
export class DocxBuilder {
  /** The headings of the contents. */
  readonly entries: ContentsEntry[] = []
  readonly #notes: { readonly children: readonly Paragraph[] }[] = []
  readonly #rightToLeft: boolean

  /** @param language the BCP 47 tag of the program */
  constructor(language: string) {
    this.#rightToLeft = isRightToLeft(language)
  }

  /** By number, from 1. */
  get footnotes(): { readonly [number: string]: { readonly children: readonly Paragraph[] } } {
    return Object.fromEntries(this.#notes.map((note, index) => [String(index + 1), note]))
  }

  heading(level: number, text: string, options: { readonly pageBreakBefore?: boolean } = {}): Paragraph {
    const line = oneLine(text)
    // The styles know four levels.
    if (level > 2) return paragraph(`Heading${Math.min(level, 4)}`, line, options)
    const id = this.entries.length + 1
    const bookmark = `_Toc${String(id).padStart(8, '0')}`
    this.entries.push({ level: level === 1 ? 1 : 2, text: line, bookmark })
    return paragraph(`Heading${level}`, [new BookmarkStart(bookmark, id), line, new BookmarkEnd(id)], options)
  }

  table({ caption, columns, rows }: Pick<Table, 'caption' | 'columns' | 'rows'>, width: number): readonly FileChild[] {
    const isShown = (_value: unknown, index: number) => columns[index]?.drawn !== true
    return table({
      summary: caption,
      columns: columns.filter(isShown).map((column) => ({ ...column, head: this.runs(column.head) })),
      rows: rows.map(({ cells, total }) =>
        cells.filter(isShown).map((cell) => {
          const runs = this.runs(cell, total === true)
          return runs.length === 0 ? ['–'] : runs
        }),
      ),
      width,
      rightToLeft: this.#rightToLeft,
    })
  }

  facts(summary: string, facts: readonly (readonly [name: string, value: Content])[]): readonly FileChild[] {
    const rows = facts.map(([name, value]) => [name, this.runs(value)] as const)
    return factsTable(summary, rows, { width: TEXT_WIDTH.portrait, rightToLeft: this.#rightToLeft })
  }

  runs(content: Content, strong = false): readonly Run[] {
    return content.flatMap((part) => this.#run(part, strong))
  }

  #run(part: Inline, strong: boolean): readonly Run[] {
    const words = (text: string, important = strong): readonly Words[] =>
      text === '' ? [] : [important ? { text, style: 'Strong' } : text]
    if (typeof part === 'string') return words(part)
    switch (part.kind) {
      case 'written':
      case 'amount':
      case 'label':
        return words(part.text)
      case 'strong':
        return this.runs(part.content, true)
      case 'quiet':
      case 'link':
        return this.runs(part.content, strong)
      case 'verdict':
        return words(part.text, strong || part.tone === 'bad' || part.tone === 'warn')
      case 'labels':
        return words(labelRanges(part.labels.map(({ text }) => text)).join(', '))
      case 'document':
        return words(fullName(part))
      case 'cited':
        return [this.#footnote(part.quotes)]
      case 'bar':
        return []
    }
  }

  /** The mark of a new footnote with all quotes of a statement. */
  #footnote(quotes: readonly Quote[]): ParagraphChild {
    this.#notes.push({ children: quotes.map(quoteLine) })
    return new FootnoteReferenceRun(this.#notes.length)
  }
}

function quoteLine({ text, document, ambiguous, section }: Quote): Paragraph {
  const name = oneLine(ambiguous ? fullName(document) : document.title)
  const place = section === undefined ? name : `${name}, “${oneLine(section)}”`
  return paragraph('FootnoteText', ` “${oneLine(text)}” – ${place}`)
}

function fullName({ docId, title }: DocumentName): string {
  return title === docId ? docId : `${title} (${docId})`
}
