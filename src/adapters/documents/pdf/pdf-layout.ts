import type { DraftBlock, DraftInline, DraftListItem } from '../../../domain/knowledge/index.js'
import { parseBullet } from '../text/read-text.js'
import type { PdfLine } from './pdf-lines.js'

type Kind = 'heading' | 'code' | 'item' | 'paragraph'

interface Group {
  readonly kind: Kind
  readonly lines: PdfLine[]
}

/** Groups the lines of a document into blocks by font size, font, distance and list marks. */
export function pdfToDraft(lines: readonly PdfLine[]): readonly DraftBlock[] {
  const style = detectStyle(lines)
  const joiner = new LineJoiner(lines, style.bodyFont)
  const blocks: DraftBlock[] = []
  let page = 0
  for (const { kind, lines: own } of groupsOf(lines, style)) {
    const [first] = own
    if (first === undefined) continue
    // A list that goes on on the next page stays one list: its entry has the number of the page.
    const goesOn = kind === 'item' && isEntryOf(blocks.at(-1), first.text)
    if (first.page !== page && !goesOn) blocks.push({ kind: 'page', number: first.page })
    const inlines = joiner.join(own, goesOn ? page : first.page)
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
    if (open !== undefined && last !== undefined && belongsTo(open, last, line, kind, style)) open.lines.push(line)
    else groups.push({ kind, lines: [line] })
    last = line
  }
  return groups
}

function kindOf(line: PdfLine, style: TextStyle): Kind {
  if (line.runs.every(({ mono, text }) => mono || text.trim() === '')) return 'code'
  if (style.isHeading(line)) return 'heading'
  return parseBullet(line.text) === undefined ? 'paragraph' : 'item'
}

function belongsTo(open: Group, last: PdfLine, line: PdfLine, kind: Kind, style: TextStyle): boolean {
  const gap = last.y - line.y
  const near = last.page === line.page && gap > 0 && gap <= style.lineGap(line) * 1.35
  if (kind === 'code') return open.kind === 'code' && last.page === line.page
  if (kind === 'heading')
    return open.kind === 'heading' && near && line.size === last.size && last.runs[0]?.font === line.runs[0]?.font
  if (kind === 'item' || open.kind === 'heading' || open.kind === 'code') return false
  if (Math.abs(line.size - last.size) > 1.5) return false
  const ended = /[.!?:]["'”’)\]]*$/.test(last.text)
  // A sentence belongsTo on the next page or column; a finished sentence ends its paragraph.
  if (last.page !== line.page || gap <= 0) return !ended
  if (!near) return false
  const [first = line] = open.lines
  // An entry goes on below its text or its mark, not left of it.
  if (open.kind === 'item' && line.x < first.x - 1) return false
  const indented = open.kind === 'paragraph' && line.x - Math.min(...open.lines.map(({ x }) => x)) > line.size * 0.8
  if (indented && open.lines.length > 1) return false
  // A short line that ends with a full stop is the last of its paragraph.
  const measure = Math.max(...open.lines.map(({ right }) => right), line.right) - first.x
  return !(ended && open.kind === 'paragraph' && last.right - first.x < measure * 0.75)
}

function isEntryOf(list: DraftBlock | undefined, line: string): boolean {
  return list?.kind === 'list' && list.ordered === parseBullet(line)?.ordered
}

function addItem(blocks: DraftBlock[], line: string, inlines: DraftListItem['inlines']): void {
  const bullet = parseBullet(line)
  if (bullet === undefined) return
  const last = blocks.at(-1)
  const item: DraftListItem = { inlines: withoutMark(inlines, line.length - bullet.text.length), children: [] }
  if (last?.kind === 'list' && last.ordered === bullet.ordered) {
    blocks[blocks.length - 1] = { ...last, items: [...last.items, item] }
  } else blocks.push({ kind: 'list', ordered: bullet.ordered, items: [item] })
}

/** Removes the bullet or number: the first `length` characters. */
function withoutMark(inlines: DraftListItem['inlines'], length: number): DraftListItem['inlines'] {
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

const MAX_HEADING_WORDS = 15
const MAX_SIZES = 4

/** The typography of the body text. What differs from it is a heading. */
interface TextStyle {
  readonly bodyFont: string
  isHeading(line: PdfLine): boolean
  levelOf(heading: PdfLine): number
  /** The usual distance from one line to the next, in points. */
  lineGap(line: PdfLine): number
}

/** The typography of most of the text. */
function detectStyle(lines: readonly PdfLine[]): TextStyle {
  const bodySize = heaviest(lines.map(({ size, text }) => [size, text.length])) ?? 10
  const bodyFont = heaviest(lines.flatMap(({ runs }) => runs.map((run) => [run.font, run.text.length] as const))) ?? ''
  const gaps = lines.flatMap((line, index) => {
    const gap = ((lines[index - 1]?.y ?? line.y) - line.y) / (line.size || 1)
    return gap > 0.8 && gap < 2.5 ? [gap] : []
  })
  // Not the middle one: in a text of short paragraphs, most gaps are those between them.
  const gap = gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 4)] ?? 1.2
  const isLarge = ({ size }: PdfLine) => size >= bodySize * 1.12
  const isHeading = (line: PdfLine): boolean => {
    const short = line.text.split(/\s+/).length <= MAX_HEADING_WORDS && /\p{L}{2}/u.test(line.text)
    if (!short || /[.,;]$/.test(line.text)) return false
    const standsOut = line.runs.every(({ font, mono, text }) => text.trim() === '' || (font !== bodyFont && !mono))
    return (
      isLarge(line) ||
      (standsOut && line.size >= bodySize && /^[\p{Lu}\p{Lo}\d]/u.test(line.text) && !/[?:]$/.test(line.text))
    )
  }
  const sizes = [...new Set(lines.filter((line) => isLarge(line) && isHeading(line)).map(({ size }) => size))]
    .sort((a, b) => b - a)
    .slice(0, MAX_SIZES)
  return {
    bodyFont,
    isHeading,
    levelOf: ({ size }) => {
      const rank = sizes.findIndex((one) => one <= size)
      return rank < 0 ? sizes.length + 1 : rank + 1
    },
    lineGap: ({ size }) => gap * size,
  }
}

/** The value with the highest total weight; the first one if several are equal. */
function heaviest<T>(weighed: readonly (readonly [T, number])[]): T | undefined {
  const weights = new Map<T, number>()
  for (const [value, weight] of weighed) weights.set(value, (weights.get(value) ?? 0) + weight)
  return [...weights].sort((a, b) => b[1] - a[1])[0]?.[0]
}

const BROKEN_WORD = /(\p{L}+)[-\u00ad\u2010]\s*$/u
const CONTINUATION = /^\s*(\p{Ll}+)/u

/** Joins lines to continuous text. */
class LineJoiner {
  readonly #words: ReadonlySet<string>
  readonly #bodyFont: string

  /** @param lines all lines of the document; a word that is not hyphenated elsewhere is joined without its hyphen */
  constructor(lines: readonly PdfLine[], bodyFont: string) {
    this.#bodyFont = bodyFont
    this.#words = new Set(
      lines.flatMap(({ text }) => text.toLowerCase().match(/\p{L}+(?:-\p{L}+)*(?!\p{L}|-$)/gu) ?? []),
    )
  }

  /** Joins lines to one paragraph: hyphenated words are joined, and the first run of a new page has its number. */
  join(lines: readonly PdfLine[], page: number): readonly DraftInline[] {
    const inlines: DraftInline[] = []
    let onPage = page
    for (const [index, line] of lines.entries()) {
      const last = inlines.at(-1)
      if (index > 0 && last !== undefined) inlines[inlines.length - 1] = this.#joinEnd(last, line)
      for (const [at, run] of line.runs.entries()) {
        const mark = run.mono ? 'code' : at === 0 && index === 0 && this.#isLead(line) ? 'bold' : undefined
        inlines.push({
          text: run.text,
          ...(mark === undefined ? {} : { marks: [mark] }),
          ...(at === 0 && line.page !== onPage ? { page: line.page } : {}),
        })
      }
      onPage = line.page
    }
    return inlines
  }

  /** Whether a paragraph starts with a few words in a different font. */
  #isLead({ runs }: PdfLine): boolean {
    const [first, second] = runs
    return first !== undefined && first.font !== this.#bodyFont && second?.font === this.#bodyFont
  }

  #joinEnd(run: DraftInline, next: PdfLine): DraftInline {
    const [, start = ''] = BROKEN_WORD.exec(run.text) ?? []
    const [, rest = ''] = CONTINUATION.exec(next.text) ?? []
    if (start === '' || rest === '') return { ...run, text: `${run.text} ` }
    const whole = `${start}${rest}`.toLowerCase()
    const hyphenated = `${start}-${rest}`.toLowerCase()
    const keep = this.#words.has(hyphenated) && !this.#words.has(whole)
    return { ...run, text: keep ? run.text.trimEnd() : run.text.replace(/[-\u00ad\u2010]\s*$/u, '') }
  }
}
