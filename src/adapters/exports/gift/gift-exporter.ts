import type { GeneratedCurriculum } from '../../../domain/curriculum/index.js'
import type { CurriculumExporter, ExportedFile } from '../../../ports/curriculum/index.js'
import { CurriculumLabels, itemsByUnit } from '../labels/curriculum-labels.js'
import { textFile } from '../text/text-file.js'
import { giftQuestion } from './gift-question.js'
import { categoryName } from './gift-text.js'

/** The items as `items.gift`, one category for each unit. */
export class GiftExporter implements CurriculumExporter {
  readonly format = 'gift'

  async export({ curriculum }: GeneratedCurriculum): Promise<readonly ExportedFile[]> {
    const labels = new CurriculumLabels(curriculum)
    const program = categoryName(curriculum.program.title)
    const parts = itemsByUnit(curriculum).flatMap(({ unit, items }) => [
      `$CATEGORY: ${program}${unit ? `/${categoryName(`${labels.unit(unit.id)}: ${unit.title}`)}` : ''}`,
      ...items.map((item) => giftQuestion(item, labels.item(item.id))),
    ])
    // A file must hold something, also without items.
    if (parts.length === 0) parts.push(`$CATEGORY: ${program}`)
    return [textFile('items.gift', 'text/plain; charset=utf-8', parts.map((part) => `${part}\n\n`).join(''))]
  }
}
