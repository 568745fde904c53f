import type { SourceDocument } from './citation.js'
import type { BenchmarkReport } from './compare-outlines.js'
import type { Curriculum } from './curriculum.js'
import type { RepairChange } from './repair/repair-run.js'
import type { CurriculumReport } from './report/curriculum-report.js'
import type { SourcingReport } from './sourcing.js'

/**
 * The result of one run of the generator, stored as one version. All exports are made from it. A plain JSON value.
 * The same brief, documents and author give the same bytes, so it has no times and no version numbers.
 */
export interface GeneratedCurriculum {
  readonly curriculum: Curriculum
  /** The documents that the citations refer to, in the order of the material. */
  readonly documents: readonly SourceDocument[]
  readonly report: CurriculumReport
  readonly sourcing: SourcingReport
  /** Omitted if there was nothing to compare with. */
  readonly benchmark?: BenchmarkReport
  /** The changes that were needed to pass the hard rules. */
  readonly repairs: readonly RepairChange[]
}

/** The export formats, and the use of each. */
export const EXPORT_FORMATS = {
  markdown: 'one readable Markdown file',
  html: 'one self-contained page to read and print',
  docx: 'a Word document to edit',
  json: 'the neutral form, and the report, for programs',
  csv: 'outcomes, hours and items as tables',
  jsonld: 'a schema.org Course, for catalogues and search engines',
  gift: 'the items, for Moodle and other quiz systems',
} as const

/** One of {@link EXPORT_FORMATS}. */
export type ExportFormat = keyof typeof EXPORT_FORMATS
