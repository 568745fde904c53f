import type { DraftBlock, DraftItem } from '../../../domain/knowledge/index.js'
import { bulletOf } from '../plain/bullet.js'
import { LineJoiner } from './join-lines.js'
import type { PdfLine } from './pdf-lines.js'
import { styleOf, type TextStyle } from './text-style.js'

type Kind = 'heading' | 'code' | 'item' | 'paragraph'

interface Group {
  readonly kind: Kind
  readonly lines: PdfLine[]
}

/** The blocks that the lines of a document form: by size, font, distance and marks, as a reader sees them. */
export function blocksOfLines(lines: readonly PdfLine[]): readonly DraftBlock[] {
  const style = styleOf(lines)
  const joiner = new LineJoiner(lines, style.bodyFont)
  const blocks: DraftBlock[] = []
  let page = 0
  for (const { kind, lines: own } of groupsOf(lines, style)) {
    const [first] = own
    if (first === undefined) continue
    if (first.page !== page) blocks.push({ kind: 'page', number: first.page })
    const inlines = joiner.join(own, first.page)
    page = own.at(-1)?.page ?? first.page
    if (kind === 'heading') blocks.push({ kind, level: style.levelOf(first), inlines })
    else if (kind === 'code') blocks.push({ kind, text: codeText(own) })
    else if (kind === 'paragraph') blocks.push({ kind, inlines })
    else addItem(blocks, first.text, inlines)
  }
  return blocks
}

function groupsOf(lines: readonly PdfLine[], style: TextStyle): readonly Group[] {
  const groups: Group[] = []
  let last: PdfLine | undefined
  for (const line of lines) {
    const open = groups.at(-1)
    const kind = kindOf(line, style)
    if (open !== undefined && last !== undefined && continues(open, last, line, kind, style)) open.lines.push(line)
    else groups.push({ kind, lines: [line] })
    last = line
  }
  return groups
}

function kindOf(line: PdfLine, style: TextStyle): Kind {
  if (line.runs.every(({ mono, text }) => mono || text.trim() === '')) return 'code'
  if (style.isHeading(line)) return 'heading'
  return bulletOf(line.text) === undefined ? 'paragraph' : 'item'
}

function continues(open: Group, last: PdfLine, line: PdfLine, kind: Kind, style: TextStyle): boolean {
  const gap = last.y - line.y
  const near = last.page === line.page && gap > 0 && gap <= style.lineGap(line) * 1.35
  if (kind === 'code') return open.kind === 'code' && last.page === line.page
  if (kind === 'heading')
    return open.kind === 'heading' && near && line.size === last.size && last.runs[0]?.font === line.runs[0]?.font
  if (kind === 'item' || open.kind === 'heading' || open.kind === 'code') return false
  if (Math.abs(line.size - last.size) > 1.5) return false
  const ended = /[.!?:]["'”’)\]]*$/.test(last.text)
  // Over the end of a page or column a sentence goes on, a paragraph does not.
  if (last.page !== line.page || gap <= 0) return !ended
  if (!near) return false
  const [first = line] = open.lines
  const indented = open.kind === 'paragraph' && line.x - Math.min(...open.lines.map(({ x }) => x)) > line.size * 0.8
  if (indented && open.lines.length > 1) return false
  // A line that ends early, after a full stop, is the last of its paragraph.
  const measure = Math.max(...open.lines.map(({ right }) => right), line.right) - first.x
  return !(ended && open.kind === 'paragraph' && last.right - first.x < measure * 0.75)
}

function addItem(blocks: DraftBlock[], line: string, inlines: DraftItem['inlines']): void {
  const bullet = bulletOf(line)
  if (bullet === undefined) return
  const last = blocks.at(-1)
  const item: DraftItem = { inlines: withoutMark(inlines, line.length - bullet.text.length), children: [] }
  if (last?.kind === 'list' && last.ordered === bullet.ordered) {
    blocks[blocks.length - 1] = { ...last, items: [...last.items, item] }
  } else blocks.push({ kind: 'list', ordered: bullet.ordered, items: [item] })
}

/** Cuts so many characters at the start: the bullet or number. */
function withoutMark(inlines: DraftItem['inlines'], length: number): DraftItem['inlines'] {
  let left = length
  return inlines.map((inline, index) => {
    const text = index === 0 ? inline.text.trimStart() : inline.text
    const cut = Math.min(left, text.length)
    left -= cut
    return { ...inline, text: text.slice(cut) }
  })
}

function codeText(lines: readonly PdfLine[]): string {
  const margin = Math.min(...lines.map(({ x }) => x))
  return lines.map(({ x, text, size }) => ' '.repeat(Math.round((x - margin) / (size * 0.6 || 1))) + text).join('\n')
}
