import { type RegionRole, rolesAround } from '../../knowledge/document-region.js'
import type { DocumentBlock, KnowledgeDocument, ListBlock } from '../../knowledge/knowledge-document.js'
import type { TextSpan } from '../../text/text-span.js'

/** A paragraph, heading, entry of a list, row of a table or code of a document, in reading order. */
export interface Piece extends TextSpan {
  readonly kind: 'heading' | 'paragraph' | 'entry' | 'code'
  /** Of an entry: how deep, and its number or letter position from 1. */
  readonly depth: number
  readonly ordered: boolean
  readonly position: number
  /** Index of the list it is an entry of; -1 for other pieces. */
  readonly list: number
  /** End of the outermost list around a piece that is no entry. */
  readonly within?: number
  readonly section: number
  /** Roles of the regions around it, the innermost first. */
  readonly roles: readonly RegionRole[]
  /** Index of the outermost region around it with the role `quiz` or `exercise`. */
  readonly set?: number
}

/** The pieces of a document. Nested blocks stand at their place in the list. */
export function piecesOfDocument(document: KnowledgeDocument): readonly Piece[] {
  let listEnd = 0
  const pieces = document.blocks.flatMap((block, index): readonly Piece[] => {
    const within = block.start < listEnd ? { within: listEnd } : {}
    if (block.kind === 'list') listEnd = Math.max(listEnd, block.end)
    const { section } = block
    const set = setOf(document, block)
    const roles = rolesAround(document, block.region)
    const common = { section, roles, ...(set === undefined ? {} : { set }) }
    const plain = { ...common, ...within, depth: 0, ordered: false, position: 0, list: -1 }
    if (block.kind === 'list') return entriesOf(block).map((entry) => ({ ...common, ...entry, list: index }))
    if (block.kind === 'heading' || block.kind === 'paragraph' || block.kind === 'code') {
      const { kind, start, end, text } = block
      return [{ ...plain, kind, start, end, text }]
    }
    return []
  })
  return pieces.sort((a, b) => a.start - b.start)
}

type Entry = Pick<Piece, 'kind' | 'depth' | 'ordered' | 'position' | 'start' | 'end' | 'text'>

function entriesOf({ items, first = 1 }: ListBlock): readonly Entry[] {
  const counts: number[] = []
  return items.map(({ depth, ordered, start, end, text }) => {
    counts.length = Math.min(counts.length, depth + 1)
    const position = (counts[depth] ?? (depth === 0 ? first - 1 : 0)) + 1
    counts[depth] = position
    return { kind: 'entry', depth, ordered, position, start, end, text }
  })
}

function setOf({ regions }: KnowledgeDocument, { region }: DocumentBlock): number | undefined {
  let found: number | undefined
  for (let at = region; at !== undefined; at = regions[at]?.parent) {
    const role = regions[at]?.role
    if (role === 'quiz' || role === 'exercise') found = at
    // "Quiz 1" among the answers names the questions that are answered.
    else if (role === 'solution') found = undefined
  }
  return found
}

/** An option with its letter, as the text has it. */
export interface LabelledText extends TextSpan {
  readonly label: string
}

const LABEL = /(?<=^|[\s*])([([]?)([A-Ha-h])([.)\]:])(?=\s+\S)/g

/**
 * The options that follow each other in one line: "Which is a flour? a) rye b) salt". Also the text before them;
 * `undefined` if there are no two with letters in order.
 */
export function inlineOptions(
  span: TextSpan,
): { readonly stem: TextSpan; readonly options: readonly LabelledText[] } | undefined {
  const marks = [...span.text.matchAll(LABEL)]
  const first = marks.findIndex(({ 2: letter }) => letter === 'a' || letter === 'A')
  const run = first < 0 ? [] : [marks[first]]
  for (const mark of marks.slice(first + 1)) {
    const last = run.at(-1)
    if (mark === undefined || last === undefined || last === null) continue
    const sameStyle = mark[1] === last[1] && mark[3] === last[3]
    if (sameStyle && (mark[2] ?? '').charCodeAt(0) === (last[2] ?? '').charCodeAt(0) + 1) run.push(mark)
  }
  const [start] = run
  if (run.length < 2 || start === undefined) return undefined
  const options = run.flatMap((mark, at): readonly LabelledText[] => {
    if (mark === undefined) return []
    const from = mark.index + mark[0].length
    const to = run[at + 1]?.index ?? span.text.length
    const option = part(span, from, to)
    return option === undefined ? [] : [{ ...option, label: mark[2] ?? '' }]
  })
  const stem = part(span, 0, start.index)
  return stem === undefined || options.length < 2 ? undefined : { stem, options }
}

/** A part of a span, without white space and separators at its ends. */
export function part(span: TextSpan, from: number, to: number): TextSpan | undefined {
  const raw = span.text.slice(from, to)
  const text = raw.trim().replace(/[\s;]+$/, '')
  if (text === '') return undefined
  const start = span.start + from + raw.length - raw.trimStart().length
  return { start, end: start + text.length, text }
}
