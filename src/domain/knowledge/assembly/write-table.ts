import type { TableBlock } from '../document-block.js'
import { type DraftBlock, type DraftRow, renderInlines } from '../draft/index.js'
import type { TextSpan } from '../text-span.js'
import type { BlockSink } from './block-sink.js'

const TERM_COLUMN = /^(terms?|words?|concepts?|acronyms?|abbreviations?)$/i
const DEFINITION_COLUMN = /^(definitions?|meanings?|descriptions?|explanations?|what it (means|is))$/i

/** Writes a table, a line for each row, as the block that is `block`; a table of terms gives definitions too. */
export function writeTable(
  sink: BlockSink,
  draft: Extract<DraftBlock, { readonly kind: 'table' }>,
  block: number,
): Pick<TableBlock, 'header' | 'rows'> {
  const header = writeRow(sink, draft.header, block)
  const rows = draft.rows.map((row) => writeRow(sink, row, block))
  const term = header.findIndex((cell) => cell !== undefined && TERM_COLUMN.test(cell.text))
  const meaning = header.findIndex((cell) => cell !== undefined && DEFINITION_COLUMN.test(cell.text))
  for (const row of term < 0 || meaning < 0 ? [] : rows) {
    const [name, definition] = [row[term], row[meaning]]
    if (name === undefined || definition === undefined) continue
    sink.definitions.push({ term: name, definition, form: 'table', block })
  }
  return { header, rows }
}

function writeRow(sink: BlockSink, row: DraftRow, block: number): readonly (TextSpan | undefined)[] {
  if (row.length > 0) sink.separate(1)
  let first = true
  return row.map((cell) => {
    const rendered = renderInlines(cell)
    if (rendered.text === '') return undefined
    if (!first) sink.append(' | ')
    first = false
    // A cell that is a sentence may be quoted as one; a mere word may not.
    const isSentence = /[.!?]$/.test(rendered.text)
    const { start, end, text } = (isSentence ? sink.prose(cell, block) : undefined) ?? sink.write(rendered, block)
    return { start, end, text }
  })
}
