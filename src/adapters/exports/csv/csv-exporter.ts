import type { GeneratedCurriculum } from '../../../domain/curriculum/index.js'
import type { CurriculumExporter, ExportedFile } from '../../../ports/curriculum/index.js'
import { CurriculumLabels } from '../labels/curriculum-labels.js'
import { textFile } from '../text/text-file.js'
import { type CsvCell, type CsvHead, csvTable } from './csv-table.js'
import { HOUR_HEAD, hourRows } from './hour-rows.js'
import { itemHead, itemRows, mostOptions } from './item-rows.js'
import { OUTCOME_HEAD, outcomeRows } from './outcome-rows.js'

/** Outcomes, hours and items as tables for a spreadsheet. */
export class CsvExporter implements CurriculumExporter {
  readonly format = 'csv'

  async export({ curriculum }: GeneratedCurriculum): Promise<readonly ExportedFile[]> {
    const labels = new CurriculumLabels(curriculum)
    return [
      csvFile('outcomes.csv', OUTCOME_HEAD, outcomeRows(curriculum, labels)),
      csvFile('hours.csv', HOUR_HEAD, hourRows(curriculum)),
      csvFile('items.csv', itemHead(mostOptions(curriculum.items)), itemRows(curriculum, labels)),
    ]
  }
}

function csvFile(name: string, head: CsvHead, rows: readonly (readonly CsvCell[])[]): ExportedFile {
  return textFile(name, 'text/csv; charset=utf-8; header=present', csvTable(head, rows))
}
