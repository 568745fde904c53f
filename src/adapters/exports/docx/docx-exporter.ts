import type { GeneratedCurriculum } from '../../../domain/curriculum/index.js'
import { AppError } from '../../../domain/platform/index.js'
import type { CurriculumExporter, ExportedFile } from '../../../ports/curriculum/index.js'

/** A Word document that a curriculum designer hands on and edits: `curriculum.docx`. */
export class DocxExporter implements CurriculumExporter {
  readonly format = 'docx'

  async export(generated: GeneratedCurriculum): Promise<readonly ExportedFile[]> {
    try {
      // The writer brings a large package along, which only this format needs.
      const { writeDocument } = await import('./write-document.js')
      return [
        {
          name: 'curriculum.docx',
          mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
          bytes: await writeDocument(generated),
        },
      ]
    } catch (cause) {
      throw new AppError('INTERNAL', 'the Word document cannot be written', {
        hint: 'report this with the curriculum that it was made from; the other formats are not affected',
        cause,
      })
    }
  }
}
