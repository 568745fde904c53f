import { spanOf, type TextRange, type TextSpan } from '../text/text-span.js'
import { countWords } from '../text/words.js'
import type { DocumentBlock, KnowledgeDocument } from './knowledge-document.js'

/** A part of a document that can be found and read on its own: one or several related paragraphs. */
export interface Passage extends TextSpan {
  readonly documentId: string
  /** The titles of the sections around it, the outermost first; empty before the first heading. */
  readonly path: readonly string[]
}

/** A passage that answers a query. */
export interface FoundPassage extends Passage {
  /** Above 0; higher is better. Comparable within one answer only. */
  readonly score: number
}

/** Blocks are joined until a passage has this number of words. */
const ENOUGH_WORDS = 80
/** Maximum words of a passage; a longer block is cut. */
const MAX_WORDS = 220

interface Group extends TextRange {
  readonly first: DocumentBlock
  readonly words: number
}

/**
 * The passages of a document, in reading order: whole blocks that stand together in one section and region, up to
 * about 80 words where there are so many. A block above 220 words is cut between sentences or lines. Headings are not
 * part of a passage: they are its path.
 */
export function passagesOf(document: KnowledgeDocument): readonly Passage[] {
  const { id: documentId, text, sections } = document
  const passages: Passage[] = []
  const starts = [...cutPoints(document)]
  let nextStart = 0
  for (const group of groups(document)) {
    const path = sections[group.first.section]?.path ?? []
    let start = group.start
    let words = 0
    const add = (end: number) => {
      const span = spanOf(text, start, end)
      if (span !== undefined) passages.push({ documentId, path, ...span })
    }
    while ((starts[nextStart] ?? Number.POSITIVE_INFINITY) <= group.start) nextStart += 1
    for (let last = start, at = starts[nextStart]; at !== undefined && at < group.end; at = starts[++nextStart]) {
      words += countWords(text.slice(last, at))
      last = at
      if (group.words <= MAX_WORDS || words < ENOUGH_WORDS) continue
      add(at)
      start = at
      words = 0
    }
    add(group.end)
  }
  return passages
}

function* groups({ text, blocks }: KnowledgeDocument): Generator<Group> {
  let open: Group | undefined
  let covered = 0
  for (const block of blocks) {
    // The range of a list includes its nested blocks.
    if (block.start < covered) continue
    covered = block.end
    const words = countWords(text.slice(block.start, block.end))
    const joins =
      open !== undefined &&
      block.kind !== 'heading' &&
      block.section === open.first.section &&
      block.region === open.first.region &&
      open.words < ENOUGH_WORDS &&
      open.words + words <= MAX_WORDS
    if (open !== undefined && joins) {
      open = { ...open, end: block.end, words: open.words + words }
      continue
    }
    if (open !== undefined) yield open
    open = block.kind === 'heading' ? undefined : { first: block, start: block.start, end: block.end, words }
  }
  if (open !== undefined) yield open
}

/** Offsets where a long block can be cut: starts of sentences and lines. */
function* cutPoints({ text, sentences }: KnowledgeDocument): Generator<number> {
  let line = text.indexOf('\n')
  for (const { start } of sentences) {
    for (; line >= 0 && line < start; line = text.indexOf('\n', line + 1)) yield line
    yield start
  }
  for (; line >= 0; line = text.indexOf('\n', line + 1)) yield line
}
