import { cleanText } from '../../text/plain-text.js'
import type { TextSpan } from '../../text/text-span.js'
import {
  type DraftBlock,
  type DraftInline,
  type DraftListItem,
  type DraftRow,
  renderInlines,
} from '../document-draft.js'
import { roleOfHeading } from '../heading-roles.js'
import type { DocumentBlock, ListItem, TableBlock } from '../knowledge-document.js'
import { BlockSink, type Open, SectionStack } from './block-sink.js'
import { leadDefinition } from './lead-definition.js'

const TERM_COLUMN =
  /^(?:(?:key )?terms?|words?|concepts?|acronyms?|abbreviations?|begriffe?|abk[üu]rzung(?:en)?|termes?|mots?|notions?|t[ée]rminos?|conceptos?|palabras?)$/i
const DEFINITION_COLUMN =
  /^(?:definitions?|meanings?|descriptions?|explanations?|what it (?:means|is)|definition(?:en)?|bedeutung(?:en)?|erkl[äa]rung(?:en)?|beschreibung(?:en)?|d[ée]finitions?|significations?|explications?|definici[óo]n(?:es)?|significados?|descripci[óo]n(?:es)?)$/i

type Draft<Kind extends DraftBlock['kind']> = Extract<DraftBlock, { readonly kind: Kind }>
type Block<Kind extends DocumentBlock['kind']> = Open<Extract<DocumentBlock, { readonly kind: Kind }>>

/** Writes the blocks of a draft into a sink, in reading order. */
export class DraftWalk {
  readonly sink = new BlockSink()
  readonly #sections = new SectionStack(this.sink)

  walk(blocks: readonly DraftBlock[]): void {
    for (const block of blocks) this.#block(block)
  }

  end(): void {
    this.#sections.closeTo(0)
  }

  #block(block: DraftBlock): void {
    if (block.kind === 'heading') this.#heading(block.level, block.inlines)
    else if (block.kind === 'paragraph') this.#paragraph(block)
    else if (block.kind === 'list') this.#list(block)
    else if (block.kind === 'definitions') this.#definitions(block)
    else if (block.kind === 'code') this.#code(block)
    else if (block.kind === 'table') this.#table(block)
    else if (block.kind === 'region') this.#region(block)
    else this.sink.pageStarts.push({ number: block.number, at: this.#begin() })
  }

  /** Separates the next block from the last one, and returns its start. */
  #begin(): number {
    this.sink.separate(2)
    return this.sink.length
  }

  /** Adds a block before its content is written; {@link #finish} removes it if it stays empty. */
  #open<Kind extends DocumentBlock['kind']>(fields: Omit<Block<Kind>, 'start' | 'end' | 'section'>): number {
    const start = this.#begin()
    const block = { ...fields, start, end: start, section: this.#sections.current(start) }
    return this.sink.blocks.push(block as Open<DocumentBlock>) - 1
  }

  #finish(index: number): void {
    const block = this.sink.blocks[index]
    if (block === undefined) return
    block.end = this.sink.contentEnd
    // An empty block contains no other blocks.
    if (block.end <= block.start) this.sink.blocks.length = index
  }

  #heading(level: number, inlines: readonly DraftInline[]): void {
    const rendered = renderInlines(inlines)
    if (rendered.text === '') return
    const start = this.#begin()
    const heading: TextSpan = { start, end: start + rendered.text.length, text: rendered.text }
    const section = this.#sections.open(level, heading)
    const index = this.sink.blocks.push({ kind: 'heading', level, section, ...heading }) - 1
    this.sink.write(rendered, index)
  }

  #paragraph({ inlines, caption = false }: Draft<'paragraph'>): void {
    const index = this.#open<'paragraph'>({ kind: 'paragraph', text: '' })
    const span = caption ? this.sink.prose(inlines, index) : this.#prose(inlines, index)
    if (span !== undefined) Object.assign(this.sink.blocks[index] ?? {}, { text: span.text })
    this.#finish(index)
  }

  /** Writes prose and, if it starts with one, its definition. */
  #prose(inlines: readonly DraftInline[], block: number): TextSpan | undefined {
    const before = this.sink.sentences.length
    const span = this.sink.prose(inlines, block)
    if (span === undefined) return undefined
    const { start, end, text, rendered } = span
    const sentences = this.sink.sentences
      .slice(before)
      .map((one) => ({ start: one.start - start, end: one.end - start }))
    const lead = leadDefinition(rendered, sentences)
    if (lead !== undefined) {
      const at = (range: { start: number; end: number }): TextSpan => ({
        start: start + range.start,
        end: start + range.end,
        text: text.slice(range.start, range.end),
      })
      this.sink.definitions.push({ term: at(lead.term), definition: at(lead.definition), form: lead.form, block })
    }
    return { start, end, text }
  }

  #list(draft: Draft<'list'>): void {
    const items: ListItem[] = []
    const first = draft.first === undefined || draft.first === 1 ? {} : { first: draft.first }
    const index = this.#open<'list'>({ kind: 'list', ordered: draft.ordered, ...first, items })
    this.#items(draft, index, items, 0)
    this.#finish(index)
  }

  #items(
    draft: { readonly ordered: boolean; readonly items: readonly DraftListItem[] },
    index: number,
    items: ListItem[],
    depth: number,
  ): void {
    for (const { inlines, children } of draft.items) {
      this.sink.separate(1)
      const span = this.#prose(inlines, index)
      if (span !== undefined) items.push({ ...span, depth, ordered: draft.ordered })
      // A heading within an entry ends with the entry.
      const floor = this.#sections.enter(this.sink.length)
      for (const child of children) {
        if (child.kind === 'list') this.#items(child, index, items, depth + 1)
        else this.#block(child)
      }
      this.#sections.leave(floor)
    }
  }

  #definitions({ entries }: Draft<'definitions'>): void {
    const terms = entries.map(({ term }) => renderInlines(term).text).filter((term) => term !== '')
    const [title = ''] = terms
    const role = terms.length === 1 ? roleOfHeading(title) : undefined
    if (role !== undefined) {
      // "Objectives" as a term: what follows are its entries.
      const items = entries.map(({ definition }) => ({ inlines: definition, children: [] }))
      this.#region({ kind: 'region', role, title, children: [{ kind: 'list', ordered: false, items }] })
      return
    }
    const index = this.#open<'definition-list'>({ kind: 'definition-list' })
    let last: TextSpan | undefined
    for (const { term, definition } of entries) {
      const [name, meaning] = [renderInlines(term), renderInlines(definition)]
      this.sink.separate(1)
      // The second definition of a term has no term of its own.
      if (name.text !== '') last = this.sink.write(name, index)
      if (meaning.text === '') continue
      this.sink.separate(1)
      const span = this.sink.prose(definition, index)
      if (last === undefined || span === undefined) continue
      const { start, end, text } = span
      this.sink.definitions.push({ term: last, definition: { start, end, text }, form: 'list', block: index })
    }
    this.#finish(index)
  }

  #code({ text: raw, language }: Draft<'code'>): void {
    const text = cleanText(raw)
      .replace(/^(?:[^\S\n]*\n)+/, '')
      .trimEnd()
    if (text === '') return
    const index = this.#open<'code'>({ kind: 'code', text, ...(language ? { language: language.toLowerCase() } : {}) })
    this.sink.append(text)
    this.#finish(index)
  }

  #table(draft: Draft<'table'>): void {
    const rows = { header: [], rows: [] }
    const index = this.#open<'table'>({ kind: 'table', ...rows })
    Object.assign(this.sink.blocks[index] ?? rows, writeTable(this.sink, draft, index))
    this.#finish(index)
  }

  #region({ role, title, children }: Draft<'region'>): void {
    const start = this.#begin()
    const index = this.sink.regions.push({ role, start, end: start }) - 1
    const firstBlock = this.sink.blocks.length
    const depth = this.#sections.enter(start)
    if (title !== undefined) this.#heading(this.#sections.levelBelow(), [{ text: title }])
    this.walk(children)
    this.#sections.leave(depth)
    const region = this.sink.regions[index]
    if (region === undefined) return
    region.end = this.sink.contentEnd
    if (region.end <= region.start) {
      this.sink.regions.length = index
      return
    }
    const first = this.sink.blocks[firstBlock]
    if (first?.kind === 'heading') region.title = { start: first.start, end: first.end, text: first.text }
  }
}

/** Writes a table to block number `block`, one line for each row; a table of terms also gives definitions. */
function writeTable(
  sink: BlockSink,
  draft: Extract<DraftBlock, { readonly kind: 'table' }>,
  block: number,
): Pick<TableBlock, 'header' | 'rows'> {
  const header = withoutEmptyEnd(writeRow(sink, draft.header, block))
  const rows = draft.rows.map((row) => withoutEmptyEnd(writeRow(sink, row, block)))
  const term = header.findIndex((cell) => cell !== undefined && TERM_COLUMN.test(cell.text))
  const meaning = header.findIndex((cell) => cell !== undefined && DEFINITION_COLUMN.test(cell.text))
  for (const row of term < 0 || meaning < 0 ? [] : rows) {
    const [name, definition] = [row[term], row[meaning]]
    if (name === undefined || definition === undefined) continue
    sink.definitions.push({ term: name, definition, form: 'table', block })
  }
  return { header, rows }
}

function withoutEmptyEnd<Cell>(row: readonly (Cell | undefined)[]): readonly (Cell | undefined)[] {
  return row.slice(0, row.findLastIndex((cell) => cell !== undefined) + 1)
}

function writeRow(sink: BlockSink, row: DraftRow, block: number): readonly (TextSpan | undefined)[] {
  if (row.length > 0) sink.separate(1)
  let first = true
  return row.map((cell) => {
    const rendered = renderInlines(cell)
    if (rendered.text === '') return undefined
    if (!first) sink.append(' | ')
    first = false
    // A cell that is a sentence can be quoted; a single word cannot.
    const isSentence = /[.!?]$/.test(rendered.text)
    const { start, end, text } = (isSentence ? sink.prose(cell, block) : undefined) ?? sink.write(rendered, block)
    return { start, end, text }
  })
}
