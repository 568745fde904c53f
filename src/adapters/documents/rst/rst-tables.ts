import { inlineToMarkdown } from './rst-inline.js'

/** A table in the notation of Markdown. */
interface TableText {
  readonly rows: readonly string[]
  /** The index of the line after it. */
  readonly end: number
}

/** A table whose columns stand under borders of `=`. Takes the line of its first border. */
export function simpleTable(lines: readonly string[], start: number): TableText {
  const border = lines[start] ?? ''
  const columns = [...border.matchAll(/=+/g)].map(({ index, 0: mark }) => [index, index + mark.length] as const)
  const rows: string[][] = []
  let header = 0
  let at = start + 1
  for (let borders = 1; at < lines.length && borders < 3; at++) {
    const line = lines[at] ?? ''
    if (/^[=\s]+$/.test(line) && line.includes('==')) {
      borders += 1
      if (borders === 2 && (lines[at + 1] ?? '').trim() !== '') header = rows.length
      else break
      continue
    }
    if (line.trim() === '' || /^[-\s]+$/.test(line)) continue
    const cells = columns.map(([from, to], index) =>
      line.slice(from, index === columns.length - 1 ? undefined : to).trim(),
    )
    const last = rows.at(-1)
    // A row whose first cell is empty continues the one above.
    if (cells[0] === '' && last !== undefined)
      for (const [index, cell] of cells.entries()) last[index] = `${last[index]} ${cell}`.trim()
    else rows.push(cells)
  }
  return { rows: pipeTable(rows, header), end: at + 1 }
}

/** A table drawn with `+`, `-` and `|`. Takes its first line. */
export function gridTable(lines: readonly string[], start: number): TableText {
  const rows: string[][] = []
  let header = 0
  let at = start
  let open: string[] | undefined
  for (; at < lines.length && /^\s*[+|]/.test(lines[at] ?? ''); at++) {
    const line = (lines[at] ?? '').trim()
    if (line.startsWith('+')) {
      if (open !== undefined) rows.push(open)
      if (line.includes('=')) header = rows.length
      open = undefined
      continue
    }
    const cells = line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim())
    open = open === undefined ? cells : open.map((cell, index) => `${cell} ${cells[index] ?? ''}`.trim())
  }
  return { rows: pipeTable(rows, header), end: at }
}

/** The content of the directives `list-table`, a list of lists, and `csv-table`. */
export function listTable(lines: readonly string[], name: string): readonly string[] {
  if (name === 'csv-table') return pipeTable(lines.map(cellsOfCsv), 0)
  const rows: string[][] = []
  for (const line of lines) {
    const [, row, cell = ''] = /^\s*(\*)?\s*-\s+(.*)$/.exec(line) ?? []
    if (row !== undefined) rows.push([cell])
    else if (/^\s*-\s/.test(line)) rows.at(-1)?.push(cell)
    else if (line.trim() !== '') {
      const last = rows.at(-1)
      if (last !== undefined) last[last.length - 1] = `${last.at(-1)} ${line.trim()}`
    }
  }
  return pipeTable(rows, 1)
}

/** The cells of a line; a comma within double quotes is text, and two quotes there are one. */
function cellsOfCsv(line: string): readonly string[] {
  return [...line.matchAll(/(?:^|,)\s*(?:"((?:[^"]|"")*)"\s*(?=,|$)|([^,]*))/g)].map(
    ([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain.trim(),
  )
}

/** A table of Markdown; it needs a header. */
function pipeTable(rows: readonly (readonly string[])[], header: number): readonly string[] {
  const width = Math.max(0, ...rows.map((row) => row.length))
  if (width === 0) return []
  const line = (cells: readonly string[]) =>
    `| ${[...Array(width).keys()].map((index) => inlineToMarkdown(cells[index] ?? '').replaceAll('|', '\\|')).join(' | ')} |`
  const head =
    header > 0
      ? [...Array(width).keys()].map((index) =>
          rows
            .slice(0, header)
            .map((row) => row[index] ?? '')
            .join(' ')
            .trim(),
        )
      : []
  return [line(head), `|${' --- |'.repeat(width)}`, ...rows.slice(header).map(line)]
}
