import { plainText } from '../text/plain-text.js'

/** A number is written as it is; text is made harmless. */
export type CsvCell = string | number

/** Names of the columns. */
export type CsvHead = readonly string[]

// A spreadsheet takes a cell that begins so for a formula, also behind blanks and what cannot be seen, and also in the
// wide forms of East Asian keyboards.
const FORMULA = /^[\s\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]|^[\t\r\n]/

/** A table as RFC 4180 has it: CRLF, with a head; in front the mark by which Excel knows UTF-8. */
export function csvTable(head: CsvHead, rows: readonly (readonly CsvCell[])[]): string {
  return `\ufeff${[head, ...rows].map((row) => `${row.map(writeCell).join(',')}\r\n`).join('')}`
}

function writeCell(cell: CsvCell): string {
  if (typeof cell === 'number') return String(cell)
  const text = plainText(cell)
  const harmless = FORMULA.test(text) ? `'${text}` : text
  return /[",\n]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
