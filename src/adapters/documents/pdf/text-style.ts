import type { PdfLine } from './pdf-lines.js'

const MAX_HEADING_WORDS = 15
const MAX_SIZES = 4

/** How the running text of a document is set, and so what stands out. */
export interface TextStyle {
  readonly bodyFont: string
  isHeading(line: PdfLine): boolean
  levelOf(heading: PdfLine): number
  /** The usual distance from one line to the next, in points. */
  lineGap(line: PdfLine): number
}

/** The style that most of the text is set in. */
export function styleOf(lines: readonly PdfLine[]): TextStyle {
  const bodySize = mostOf(lines.map(({ size, text }) => [size, text.length])) ?? 10
  const bodyFont = mostOf(lines.flatMap(({ runs }) => runs.map((run) => [run.font, run.text.length] as const))) ?? ''
  const gaps = lines.flatMap((line, index) => {
    const gap = ((lines[index - 1]?.y ?? line.y) - line.y) / (line.size || 1)
    return gap > 0.8 && gap < 2.5 ? [gap] : []
  })
  const gap = gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 1.2
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

/** The value that weighs most; of equals the first. */
function mostOf<T>(weighed: readonly (readonly [T, number])[]): T | undefined {
  const weights = new Map<T, number>()
  for (const [value, weight] of weighed) weights.set(value, (weights.get(value) ?? 0) + weight)
  return [...weights].sort((a, b) => b[1] - a[1])[0]?.[0]
}
