/** A run of text in one font, as it stands on a page. */
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

/** What the PDF engine tells of a piece of text. */
export interface PdfItem {
  readonly str: string
  readonly transform: readonly unknown[]
  readonly width: number
  readonly fontName: string
  readonly hasEOL: boolean
}

/** The lines of a page, in the order of its content. */
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
      // A space between two words of one font may come in a font of its own.
      if (last !== undefined && (last.font === fontName || str.trim() === '')) {
        open.runs[open.runs.length - 1] = { ...last, text: last.text + str }
      } else open.runs.push({ text: str, font: fontName, mono: isMono(fontName) })
    }
    if (hasEOL) close()
  }
  close()
  return lines
}
