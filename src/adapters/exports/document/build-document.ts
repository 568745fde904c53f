import type { GeneratedCurriculum } from '../../../domain/curriculum/index.js'
import { alignment } from './alignment.js'
import { assessments, rubrics, specifications } from './assessments.js'
import { DocumentContext } from './document-context.js'
import { answers, questions } from './items.js'
import type { CurriculumDocument } from './model.js'
import { aims, outline, overview, programOutcomes, skillBook } from './overview.js'
import { comparison, qualityReport } from './quality.js'
import { bibliography, provenance, sources } from './sources.js'
import { units } from './units.js'

/** A curriculum as a document, with its chapters in the order in which they are read. */
export function buildDocument(generated: GeneratedCurriculum): CurriculumDocument {
  const context = new DocumentContext(generated)
  return {
    ...overview(context),
    chapters: [
      aims(context),
      outline(context),
      programOutcomes(context),
      units(context),
      assessments(context),
      specifications(context),
      rubrics,
      alignment(context),
      questions(context),
      answers(context),
      skillBook(context),
      bibliography(context),
      sources(context),
      qualityReport(context),
      ...comparison(context),
      provenance(context),
    ],
  }
}
