/** A run of text in one font. */
export interface PdfRun {
  readonly text: string
  readonly font: string
  readonly mono: boolean
}

/** A line of a page. Lengths are in points; `y` grows upwards. */
export interface PdfLine {
  readonly page: number
  readonly runs: readonly PdfRun[]
  readonly text: string
  readonly x: number
  readonly y: number
  readonly right: number
  readonly size: number
}

/** A piece of text, as the PDF engine returns it. */
export interface PdfItem {
  readonly str: string
  readonly transform: readonly unknown[]
  readonly width: number
  readonly fontName: string
  readonly hasEOL: boolean
}

/** The lines of a page, in content order. */
export function linesOfPage(
  page: number,
  items: readonly PdfItem[],
  isMono: (font: string) => boolean,
): readonly PdfLine[] {
  const lines: PdfLine[] = []
  let open: { x: number; y: number; right: number; sizes: Map<number, number>; runs: PdfRun[] } | undefined
  const close = () => {
    if (open === undefined) return
    const { x, y, right, sizes, runs } = open
    const text = runs.map((run) => run.text).join('')
    const size = [...sizes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0
    if (text.trim() !== '') lines.push({ page, runs, text: text.trim(), x, y, right, size })
    open = undefined
  }
  for (const { str, transform, width, fontName, hasEOL } of items) {
    const [a = 0, b = 0, , , x = 0, y = 0] = transform.map(Number)
    const size = Math.round(Math.hypot(a, b) * 2) / 2
    if (open !== undefined && str !== '' && Math.abs(open.y - y) > Math.max(2, size * 0.6)) close()
    if (str !== '') {
      open ??= { x, y, right: x, sizes: new Map(), runs: [] }
      open.right = Math.max(open.right, x + width)
      open.sizes.set(size, (open.sizes.get(size) ?? 0) + str.trim().length)
      const last = open.runs.at(-1)
      // A space between two words may have a different font.
      if (last !== undefined && (last.font === fontName || str.trim() === '')) {
        open.runs[open.runs.length - 1] = { ...last, text: last.text + str }
      } else open.runs.push({ text: str, font: fontName, mono: isMono(fontName) })
    }
    if (hasEOL) close()
  }
  close()
  return lines
}

const PAGE_NUMBER = /^(?:[–—-]\s*)?(?:page\s+)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:\/|of)\s*\d{1,4})?(?:\s*[–—-])?$/i
/** Number of lines at the top and at the bottom of a page that may be running heads. */
const EDGE = 2

/** The lines of all pages without page numbers and without lines that many pages repeat at their top or bottom. */
export function withoutRunningHeads(pages: readonly (readonly PdfLine[])[]): readonly PdfLine[] {
  const counts = new Map<string, number>()
  for (const lines of pages) {
    for (const key of new Set(lines.filter((_, index) => isEdge(index, lines.length)).map(keyOf))) {
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  const often = Math.max(3, pages.length * 0.4)
  return pages.flatMap((lines) =>
    lines.filter((line, index) => {
      if (!isEdge(index, lines.length)) return true
      const repeated = (counts.get(keyOf(line)) ?? 0) >= often
      const outermost = index === 0 || index === lines.length - 1
      return !repeated && !(outermost && PAGE_NUMBER.test(line.text))
    }),
  )
}

function isEdge(index: number, count: number): boolean {
  return index < EDGE || index >= count - EDGE
}

/** Equal for "Page 3" and "Page 4" at the same height. */
function keyOf({ text, y }: PdfLine): string {
  return `${Math.round(y / 4)} ${text.replace(/\d+/g, '#')}`
}
