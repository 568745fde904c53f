/** A run of text in one font. */
export interface PdfRun {
  readonly text: string
  readonly font: string
  readonly mono: boolean
}

/** A line of a page, or of a column. Lengths are in points; `y` grows upwards. */
export interface PdfLine {
  readonly page: number
  readonly runs: readonly PdfRun[]
  readonly text: string
  readonly x: number
  readonly y: number
  readonly right: number
  readonly size: number
}

/** The pieces of text at one height; at least one. */
export type PdfRow = readonly PdfLine[]

/** A piece of text, as the PDF engine returns it. */
export interface PdfItem {
  readonly str: string
  readonly transform: readonly unknown[]
  readonly width: number
  readonly fontName: string
  readonly hasEOL: boolean
}

interface PlacedItem extends PdfItem {
  readonly x: number
  readonly y: number
  readonly size: number
}

/** The rows of a page, in content order: the pieces of text at one height, with wide gaps between them. */
export function rowsOfPage(
  page: number,
  items: readonly PdfItem[],
  isMono: (font: string) => boolean,
): readonly PdfRow[] {
  const rows: PdfLine[][] = []
  let row: PdfLine[] = []
  let open: { x: number; y: number; right: number; sizes: Map<number, number>; runs: PdfRun[] } | undefined
  const close = () => {
    if (open === undefined) return
    const { x, y, right, sizes, runs } = open
    const text = runs.map((run) => run.text).join('')
    const size = [...sizes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0
    if (text.trim() !== '') row.push({ page, runs, text: text.trim(), x, y, right, size })
    open = undefined
  }
  const closeRow = () => {
    close()
    if (row.length > 0) rows.push(row)
    row = []
  }
  for (const { str, x, y, size, width, fontName, hasEOL } of drawnOnce(items.map(placed))) {
    const level = open?.y ?? row.at(-1)?.y
    if (level !== undefined && str !== '' && Math.abs(level - y) > Math.max(2, size * 0.6)) closeRow()
    if (open !== undefined && str.trim() !== '' && isApart(open, x, width, size)) close()
    // A wide space stands between two columns or cells.
    if (str.trim() === '' && open === undefined) {
      if (hasEOL) closeRow()
      continue
    }
    if (str !== '') {
      open ??= { x, y, right: x, sizes: new Map(), runs: [] }
      if (str.trim() !== '') open.right = Math.max(open.right, x + width)
      open.x = Math.min(open.x, x)
      open.sizes.set(size, (open.sizes.get(size) ?? 0) + str.trim().length)
      const last = open.runs.at(-1)
      // A space between two words may have a different font.
      if (last !== undefined && (last.font === fontName || str.trim() === '')) {
        open.runs[open.runs.length - 1] = { ...last, text: last.text + str }
      } else open.runs.push({ text: str, font: fontName, mono: isMono(fontName) })
    }
    if (hasEOL) closeRow()
  }
  closeRow()
  return rows
}

function placed(item: PdfItem): PlacedItem {
  const [a = 0, b = 0, , , x = 0, y = 0] = item.transform.map(Number)
  return { ...item, x, y, size: Math.round(Math.hypot(a, b) * 2) / 2 }
}

/** Whether text is so far from the open piece that it may belong to another column. */
function isApart(
  open: { readonly x: number; readonly right: number },
  x: number,
  width: number,
  size: number,
): boolean {
  return x - open.right > size * 1.2 || open.x - (x + width) > size * 1.2
}

/** The offset, in sizes, with which text is drawn again to look bold or to have a shadow. */
const OFFSET = 0.25

/** The items without those that are drawn again over the same text. */
function drawnOnce(items: readonly PlacedItem[]): readonly PlacedItem[] {
  // By text and place, in steps of the largest offset.
  const drawn = new Map<string, PlacedItem>()
  return items.filter((item) => {
    const text = item.str.trim()
    if (text === '') return true
    const step = item.size * OFFSET || 1
    // Half a letter at most: narrow letters stand close to each other.
    const near = Math.min(step, (item.width / text.length) * 0.5)
    const [column, row] = [Math.round(item.x / step), Math.round(item.y / step)]
    const keyOf = (dx: number, dy: number) => `${column + dx} ${row + dy} ${item.size} ${text}`
    for (const dx of [-1, 0, 1]) {
      for (const dy of [-1, 0, 1]) {
        const other = drawn.get(keyOf(dx, dy))
        if (other !== undefined && Math.abs(other.x - item.x) <= near && Math.abs(other.y - item.y) <= step)
          return false
      }
    }
    drawn.set(keyOf(0, 0), item)
    return true
  })
}
