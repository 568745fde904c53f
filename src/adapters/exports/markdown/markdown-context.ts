import type { GeneratedCurriculum, Unit } from '../../../domain/curriculum/index.js'
import type { CurriculumLabels } from '../outline/curriculum-labels.js'
import type { QuoteNumbers } from './quote-numbers.js'

/** What the sections of the file are written from. Sections are written in their order, so that quotes are numbered. */
export interface MarkdownContext {
  readonly generated: GeneratedCurriculum
  readonly labels: CurriculumLabels
  readonly quotes: QuoteNumbers
}

/** The heading of a unit's section. */
export function unitHeading({ labels }: MarkdownContext, { id, title }: Unit): string {
  return `${labels.unit(id)}: ${title}`
}
