import type { GeneratedCurriculum } from '../../../domain/curriculum/index.js'
import { alignment } from './alignment.js'
import { assessments, rubrics, specifications } from './assessments.js'
import { atAGlance, plan } from './at-a-glance.js'
import { comparison } from './comparison.js'
import { DocumentContext } from './document-context.js'
import { answers, questions } from './items.js'
import type { CurriculumDocument } from './model.js'
import { aims, overview, programOutcomes, skillBook } from './overview.js'
import { checksChapter, reportChapter } from './report.js'
import { bibliography, provenance, sources } from './sources.js'
import { units } from './units.js'

/** A curriculum as a document, with its chapters in the order in which they are read. */
export function buildDocument(generated: GeneratedCurriculum): CurriculumDocument {
  const context = new DocumentContext(generated)
  return {
    ...overview(context),
    chapters: [
      atAGlance(context),
      plan(context),
      reportChapter(context),
      aims(context),
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
      checksChapter(context),
      ...comparison(context),
      provenance(context),
    ],
  }
}
