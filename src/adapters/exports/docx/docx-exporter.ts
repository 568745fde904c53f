import type { GeneratedCurriculum } from '../../../domain/curriculum/index.js'
import { AppError } from '../../../domain/platform/index.js'
import type { CurriculumExporter, ExportedFile } from '../../../ports/curriculum/index.js'
import { buildDocument } from '../document/build-document.js'
import type { DocumentOptions } from '../document/document-context.js'

/** A Word document that a curriculum designer edits: `curriculum.docx`. */
export class DocxExporter implements CurriculumExporter {
  readonly format = 'docx'
  readonly #options: DocumentOptions

  /** @param options without quotes, there are no footnotes */
  constructor(options: DocumentOptions = {}) {
    this.#options = options
  }

  async export(generated: GeneratedCurriculum): Promise<readonly ExportedFile[]> {
    try {
      // Only this format needs the large package of the renderer.
      const { renderDocument } = await import('./render-document.js')
      return [
        {
          name: 'curriculum.docx',
          mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
          bytes: await renderDocument(buildDocument(generated, this.#options)),
        },
      ]
    } catch (cause) {
      throw new AppError('INTERNAL', 'the Word document cannot be written', {
        hint: 'report this with the curriculum; the other formats are not affected',
        cause,
      })
    }
  }
}
