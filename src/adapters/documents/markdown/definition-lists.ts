import type { DraftBlock, DraftDefinition, DraftInline } from '../../../domain/knowledge/index.js'

const MARKER = /^\s*:(?:\s+|$)/
const MAX_TERM_WORDS = 12

/**
 * Parses a paragraph that is a definition list: lines of terms, each followed by lines that start with a colon.
 * CommonMark has no definition lists and leaves them as paragraphs.
 *
 * @returns `undefined` if the paragraph is not a definition list
 */
export function parseDefinitions(inlines: readonly DraftInline[]): readonly DraftDefinition[] | undefined {
  const lines = linesOf(inlines)
  if (!lines.slice(1).some(startsDefinition) || lines[0] === undefined) return undefined
  const entries: DraftDefinition[] = []
  let term: DraftInline[] = []
  let definition: DraftInline[] | undefined
  for (const [index, line] of lines.entries()) {
    if (startsDefinition(line)) {
      if (index === 0) return undefined
      definition = withoutMarker(line)
      entries.push({ term, definition })
      term = []
    } else if (definition !== undefined && !startsDefinition(lines[index + 1] ?? [])) {
      definition.push({ text: ' ' }, ...line)
    } else {
      if (textOf(line).split(/\s+/).length > MAX_TERM_WORDS) return undefined
      if (term.length > 0) entries.push({ term, definition: [] })
      term = [...line]
      definition = undefined
    }
  }
  return entries
}

/**
 * Joins a term with definitions in separate paragraphs (with a blank line between them), and consecutive definition
 * lists.
 */
export function joinDefinitions(blocks: readonly DraftBlock[]): readonly DraftBlock[] {
  const joined: DraftBlock[] = []
  for (const block of blocks) {
    const before = joined.at(-1)
    const entries = block.kind === 'definitions' ? block.entries : undefined
    if (entries !== undefined && before?.kind === 'definitions') {
      joined[joined.length - 1] = { kind: 'definitions', entries: [...before.entries, ...entries] }
    } else if (block.kind === 'paragraph' && startsDefinition(linesOf(block.inlines)[0] ?? [])) {
      const definition = withoutMarker(block.inlines)
      if (before?.kind === 'definitions') {
        joined[joined.length - 1] = { kind: 'definitions', entries: [...before.entries, { term: [], definition }] }
      } else if (before?.kind === 'paragraph' && textOf(before.inlines).split(/\s+/).length <= MAX_TERM_WORDS) {
        joined[joined.length - 1] = { kind: 'definitions', entries: [{ term: before.inlines, definition }] }
      } else joined.push(block)
    } else joined.push(block)
  }
  return joined
}

function startsDefinition(line: readonly DraftInline[]): boolean {
  return MARKER.test(textOf(line)) && line[0]?.marks === undefined
}

function withoutMarker([first, ...rest]: readonly DraftInline[]): DraftInline[] {
  return first === undefined ? [] : [{ ...first, text: first.text.replace(MARKER, '') }, ...rest]
}

function textOf(inlines: readonly DraftInline[]): string {
  return inlines.map(({ text }) => text).join('')
}

function linesOf(inlines: readonly DraftInline[]): DraftInline[][] {
  const lines: DraftInline[][] = [[]]
  for (const inline of inlines) {
    for (const [index, text] of inline.text.split('\n').entries()) {
      if (index > 0) lines.push([])
      if (text !== '') lines.at(-1)?.push({ ...inline, text })
    }
  }
  return lines
}
