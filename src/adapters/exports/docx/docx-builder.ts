import {
  BookmarkEnd,
  BookmarkStart,
  type FileChild,
  FootnoteReferenceRun,
  type Paragraph,
  type ParagraphChild,
} from 'docx'
import { oneLine } from '../../../domain/text/index.js'
import { type Content, type DocumentName, type Inline, plainWords, type Quote } from '../document/inline.js'
import type { CurriculumDocument, Table } from '../document/model.js'
import { labelRanges } from '../labels/curriculum-labels.js'
import type { DocumentWords } from '../labels/words/document-words.js'
import { columnWidths } from './column-widths.js'
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

  readonly words: DocumentWords
  readonly #cites: boolean

  constructor({ language, words, quotes }: Pick<CurriculumDocument, 'language' | 'words' | 'quotes'>) {
    this.#rightToLeft = isRightToLeft(language)
    this.words = words
    this.#cites = quotes
  }

  /** By number, from 1. */
  get footnotes(): { readonly [number: string]: { readonly children: readonly Paragraph[] } } {
    return Object.fromEntries(this.#notes.map((note, index) => [String(index + 1), note]))
  }

  heading(level: number, text: string, options: { readonly pageBreakBefore?: boolean } = {}): Paragraph {
    const line = oneLine(text)
    // The styles know four levels.
    if (level > 1) return paragraph(`Heading${Math.min(level, 4)}`, line, options)
    const id = this.entries.length + 1
    const bookmark = `_Toc${String(id).padStart(8, '0')}`
    this.entries.push({ text: line, bookmark })
    return paragraph(`Heading${level}`, [new BookmarkStart(bookmark, id), line, new BookmarkEnd(id)], options)
  }

  table({ caption, columns, rows }: Pick<Table, 'caption' | 'columns' | 'rows'>, width: number): readonly FileChild[] {
    const isShown = (_value: unknown, index: number) => columns[index]?.drawn !== true
    const shown = columns.filter(isShown)
    const cells = rows.map((row) => (row.group === true ? row.cells : row.cells.filter(isShown)))
    const widths = columnWidths(
      shown.map(({ head, numeric, short }, index) => ({
        whole: numeric === true || short === true,
        texts: [head, ...cells.flatMap((row) => (row.length === shown.length ? [row[index] ?? []] : []))].map(textOf),
      })),
      width,
    )
    return table({
      summary: caption,
      columns: shown.map(({ head, numeric }, index) => ({
        head: this.runs(head),
        width: widths[index] ?? 0,
        ...(numeric === undefined ? {} : { numeric }),
      })),
      rows: cells.map((row, at) =>
        row.map((cell) => {
          const runs = this.runs(cell, rows[at]?.total === true)
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
        return this.#cites ? [this.#footnote(part.quotes)] : []
      case 'bar':
        return []
    }
  }

  /** The mark of a new footnote with all quotes of a statement. */
  #footnote(quotes: readonly Quote[]): ParagraphChild {
    this.#notes.push({ children: quotes.map((quote) => quoteLine(quote, this.words)) })
    return new FootnoteReferenceRun(this.#notes.length)
  }
}

function quoteLine(
  { text, document, ambiguous, section }: Quote,
  { quotes: [before, after] }: DocumentWords,
): Paragraph {
  const name = oneLine(ambiguous ? fullName(document) : document.title)
  const place = section === undefined ? name : `${name}, ${before}${oneLine(section)}${after}`
  return paragraph('FootnoteText', ` ${before}${oneLine(text)}${after} – ${place}`)
}

function fullName({ docId, title }: DocumentName): string {
  return title === docId ? docId : `${title} (${docId})`
}

/** The words of a cell, with the ranges in which labels are shown. */
function textOf(content: Content): string {
  return content
    .map((part) =>
      typeof part === 'object' && part.kind === 'labels'
        ? labelRanges(part.labels.map(({ text }) => text)).join(', ')
        : plainWords([part], (text) => text),
    )
    .join('')
}
