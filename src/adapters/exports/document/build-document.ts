import type { GeneratedCurriculum } from '../../../domain/curriculum/index.js'
import { alignment } from './alignment.js'
import { assessments, rubrics, specifications } from './assessments.js'
import { atAGlance } from './at-a-glance.js'
import { checksChapter } from './checks.js'
import { comparison } from './comparison.js'
import { DocumentContext, type DocumentOptions } from './document-context.js'
import { answers, questions } from './items.js'
import type { CurriculumDocument } from './model.js'
import { aims, overview, programOutcomes, skillBook } from './overview.js'
import { plan } from './plan.js'
import { reportChapter } from './report.js'
import { bibliography, provenance, sources } from './sources.js'
import { units } from './units.js'

/** A curriculum as a document: what a teacher needs first, and what proves it at the end. */
export function buildDocument(generated: GeneratedCurriculum, options: DocumentOptions = {}): CurriculumDocument {
  const context = new DocumentContext(generated, options)
  return {
    ...overview(context),
    quotes: context.quotes,
    chapters: [
      atAGlance(context),
      plan(context),
      units(context),
      assessments(context),
      questions(context),
      answers(context),
      aims(context),
      programOutcomes(context),
      specifications(context),
      rubrics(context),
      alignment(context),
      skillBook(context),
      reportChapter(context),
      checksChapter(context),
      ...comparison(context),
      provenance(context),
      bibliography(context),
      ...(context.quotes ? [sources(context)] : []),
    ],
  }
}
