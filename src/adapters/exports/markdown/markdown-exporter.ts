import type { GeneratedCurriculum } from '../../../domain/curriculum/index.js'
import type { CurriculumExporter, ExportedFile } from '../../../ports/curriculum/index.js'
import { CurriculumLabels } from '../outline/curriculum-labels.js'
import { textFile } from '../text/text-file.js'
import { blocks } from './blocks.js'
import type { MarkdownContext } from './markdown-context.js'
import { QuoteNumbers } from './quote-numbers.js'
import { aimsSection } from './sections/aims-section.js'
import { assessmentsSection } from './sections/assessments-section.js'
import { itemsSection } from './sections/items-section.js'
import { keysSection } from './sections/keys-section.js'
import { comparisonSection, originSection } from './sections/origin-sections.js'
import { outcomesSection } from './sections/outcomes-section.js'
import { outlineSection } from './sections/outline-section.js'
import { overviewSection } from './sections/overview-section.js'
import { qualitySection } from './sections/quality-section.js'
import { skillBookSection } from './sections/skill-book-section.js'
import { quotesSection, sourcesSection } from './sections/sources-section.js'
import { unitSection } from './sections/unit-section.js'

/** One readable file, `curriculum.md`, in CommonMark with the tables of GFM. It holds no HTML and no outside link. */
export class MarkdownExporter implements CurriculumExporter {
  readonly format = 'markdown'

  async export(generated: GeneratedCurriculum): Promise<readonly ExportedFile[]> {
    const labels = new CurriculumLabels(generated.curriculum)
    const context: MarkdownContext = { generated, labels, quotes: new QuoteNumbers() }
    // In this order: quotes are numbered as they are cited, and listed behind all that cites.
    const { source } = blocks(
      overviewSection(context),
      aimsSection(context),
      outlineSection(context),
      outcomesSection(context),
      ...generated.curriculum.units.map((unit) => unitSection(context, unit)),
      assessmentsSection(context),
      itemsSection(context),
      keysSection(context),
      skillBookSection(context),
      sourcesSection(context),
      quotesSection(context),
      qualitySection(context),
      comparisonSection(context),
      originSection(context),
    )
    return [textFile('curriculum.md', 'text/markdown; charset=utf-8; variant=GFM', `${source}\n`)]
  }
}
