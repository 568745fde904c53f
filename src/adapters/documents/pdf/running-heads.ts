import type { PdfLine } from './pdf-lines.js'

const PAGE_NUMBER = /^(?:[–—-]\s*)?(?:page\s+)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:\/|of)\s*\d{1,4})?(?:\s*[–—-])?$/i
/** So many lines at the top and bottom of a page may be running heads. */
const EDGE = 2

/** The lines of all pages without page numbers and without what is repeated at the edge of many pages. */
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

/** The same for "Page 3" and "Page 4", at the same height. */
function keyOf({ text, y }: PdfLine): string {
  return `${Math.round(y / 4)} ${text.replace(/\d+/g, '#')}`
}
