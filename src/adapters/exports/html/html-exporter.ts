import type { GeneratedCurriculum } from '../../../domain/curriculum/index.js'
import type { CurriculumExporter, ExportedFile } from '../../../ports/curriculum/index.js'
import { htmlPage } from './html-page.js'

/**
 * One page that needs nothing else: no network, no script. It prints as a book, without answers where a reader asks
 * for the learner's edition, and every citation in it opens the passage it quotes.
 */
export class HtmlExporter implements CurriculumExporter {
  readonly format = 'html'

  async export(generated: GeneratedCurriculum): Promise<readonly ExportedFile[]> {
    const bytes = new TextEncoder().encode(htmlPage(generated).toString())
    return [{ name: 'curriculum.html', mediaType: 'text/html; charset=utf-8', bytes }]
  }
}
