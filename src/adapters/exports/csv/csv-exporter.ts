import type { GeneratedCurriculum } from '../../../domain/curriculum/index.js'
import type { CurriculumExporter, ExportedFile } from '../../../ports/curriculum/index.js'
import { CurriculumLabels } from '../labels/curriculum-labels.js'
import { plainText, textFile } from '../text/plain-text.js'
import {
  type CsvCell,
  type CsvHead,
  HOUR_HEAD,
  hourRows,
  itemHead,
  itemRows,
  maxOptions,
  OUTCOME_HEAD,
  outcomeRows,
} from './csv-rows.js'

/** Outcomes, hours and items as tables for a spreadsheet. */
export class CsvExporter implements CurriculumExporter {
  readonly format = 'csv'

  async export({ curriculum, report }: GeneratedCurriculum): Promise<readonly ExportedFile[]> {
    const labels = new CurriculumLabels(curriculum)
    return [
      csvFile('outcomes.csv', OUTCOME_HEAD, outcomeRows(curriculum, labels)),
      csvFile('hours.csv', HOUR_HEAD, hourRows(curriculum)),
      csvFile('items.csv', itemHead(maxOptions(curriculum.items)), itemRows(curriculum, labels, report.review)),
    ]
  }
}

function csvFile(name: string, head: CsvHead, rows: readonly (readonly CsvCell[])[]): ExportedFile {
  return textFile(name, 'text/csv; charset=utf-8; header=present', csvTable(head, rows))
}

// A spreadsheet takes a cell with such a start for a formula, also after blanks and invisible characters, and also in the
// wide forms of East Asian keyboards.
const FORMULA = /^[\s\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]|^[\t\r\n]/

/** A table of RFC 4180: CRLF, with a head. The byte order mark tells Excel that it is UTF-8. */
export function csvTable(head: CsvHead, rows: readonly (readonly CsvCell[])[]): string {
  return `\ufeff${[head, ...rows].map((row) => `${row.map(writeCell).join(',')}\r\n`).join('')}`
}

function writeCell(cell: CsvCell): string {
  if (typeof cell === 'number') return String(cell)
  const text = plainText(cell)
  const harmless = FORMULA.test(text) ? `'${text}` : text
  return /[",\n]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
