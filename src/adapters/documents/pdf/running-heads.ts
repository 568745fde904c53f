import type { PdfLine } from './pdf-lines.js'

/** Number of lines at the top and at the bottom of a page that may be running heads. */
const EDGE = 2
/** How far apart, in pages, two lines are compared: a page between them may be blank or begin a chapter. */
const MAX_DISTANCE = 3

/** A line at the edge of a page. */
interface EdgeLine {
  readonly line: PdfLine
  /** Index of its page in the document, from 0. */
  readonly page: number
  /** Equal for "Page 3" and "Page 4" at the same height. */
  readonly shape: string
  /** The numbers in it, in order. */
  readonly numbers: readonly number[]
}

/**
 * The lines of all pages without running heads: page numbers, and lines that many pages repeat at their top or bottom.
 * A number is a page number only if it rises from page to page at the same place.
 */
export function withoutRunningHeads(pages: readonly (readonly PdfLine[])[]): readonly PdfLine[] {
  const edges = pages.flatMap((lines, page) => edgeLinesOf(lines, page))
  const byShape = groupBy(edges, ({ shape }) => shape)
  const often = Math.max(3, pages.length * 0.4)
  const dropped = new Set<PdfLine>()
  for (const alike of byShape.values()) {
    const same = groupBy(alike, ({ line }) => line.text)
    const byPage = new Map(alike.map((one) => [one.page, one]))
    for (const one of alike) {
      const isRepeated = pagesOf(same.get(one.line.text) ?? []) >= often
      const isNumbered = rises(one, byPage) && (isPageNumber(one.line.text) || pagesOf(alike) >= often)
      if (isRepeated || isNumbered || isOwnNumber(one, pages.length)) dropped.add(one.line)
    }
  }
  return pages.flatMap((lines) => lines.filter((line) => !dropped.has(line)))
}

/** The first and last lines, both in content order and by their height. */
function edgeLinesOf(lines: readonly PdfLine[], page: number): readonly EdgeLine[] {
  const byHeight = [...lines].sort((a, b) => b.y - a.y)
  const edges = new Set([lines, byHeight].flatMap((all) => [...all.slice(0, EDGE), ...all.slice(-EDGE)]))
  return [...edges].map((line) => {
    const { shape, numbers } = numbersIn(line.text)
    return { line, page, numbers, shape: `${Math.round(line.y / 4)} ${shape}` }
  })
}

const LONE_ROMAN = /^(\W*(?:page\s+)?)([ivxlcdm]+)(\W*)$/i

function numbersIn(text: string): { readonly shape: string; readonly numbers: readonly number[] } {
  const [, before = '', roman = '', after = ''] = LONE_ROMAN.exec(text) ?? []
  const value = romanValue(roman)
  if (value !== undefined) return { shape: `${before}r${after}`, numbers: [value] }
  const digits = text.match(/\d{1,6}/g) ?? []
  return { shape: text.replace(/\d{1,6}/g, '#'), numbers: digits.map(Number) }
}

const ROMAN = /^m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$/i
const ROMAN_DIGITS: { readonly [digit: string]: number } = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 }

/** The value of a roman number; `undefined` if it is not written in the usual way. */
function romanValue(text: string): number | undefined {
  if (text === '' || !ROMAN.test(text)) return undefined
  const digits = [...text.toLowerCase()].map((digit) => ROMAN_DIGITS[digit] ?? 0)
  return digits.reduce((sum, digit, index) => sum + (digit < (digits[index + 1] ?? 0) ? -digit : digit), 0)
}

/** Whether a number of the line differs from that of the same line on a page nearby by the distance of the pages. */
function rises({ page, numbers }: EdgeLine, byPage: ReadonlyMap<number, EdgeLine>): boolean {
  for (let distance = -MAX_DISTANCE; distance <= MAX_DISTANCE; distance++) {
    const other = distance === 0 ? undefined : byPage.get(page + distance)
    if (other?.numbers.some((number, index) => number - (numbers[index] ?? Number.NaN) === distance)) return true
  }
  return false
}

const PAGE_NUMBER =
  /^\W*(?:(?:page|p\.|seite|s\.|página|pág\.)\s*)?(?:\d{1,4}|[ivxlcdm]{1,9})(?:\s*(?:\/|of|von|de|sur)\s*\d{1,4})?\W*$/i

function isPageNumber(text: string): boolean {
  return PAGE_NUMBER.test(text)
}

/** Whether it is "3 of 7" or "page 3 / 7" on page 3 of 7: no other page is needed to see what it is. */
function isOwnNumber({ line: { text }, page, numbers }: EdgeLine, count: number): boolean {
  return numbers.length === 2 && isPageNumber(text) && numbers[0] === page + 1 && numbers[1] === count
}

function pagesOf(lines: readonly EdgeLine[]): number {
  return new Set(lines.map(({ page }) => page)).size
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const group = groups.get(keyOf(one))
    if (group === undefined) groups.set(keyOf(one), [one])
    else group.push(one)
  }
  return groups
}
