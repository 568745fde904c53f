import type { SourceDocument } from './citation.js'
import type { BenchmarkReport } from './compare-outlines.js'
import type { Curriculum } from './curriculum.js'
import type { QualityReport } from './quality/quality-report.js'
import type { RepairChange } from './repair/repair-run.js'
import type { SourcingReport } from './sourcing.js'

/**
 * All that one run of the generator makes: kept as one version, and what every export is made from. A plain JSON value.
 * The same brief, documents and author give the same bytes, so there are no times and no version numbers in here.
 */
export interface GeneratedCurriculum {
  readonly curriculum: Curriculum
  /** The texts that its citations point into, in the order of the material. */
  readonly documents: readonly SourceDocument[]
  readonly quality: QualityReport
  readonly sourcing: SourcingReport
  /** Left out: there was nothing to compare with. */
  readonly benchmark?: BenchmarkReport
  /** What the hard rules asked for before this was good enough. */
  readonly repairs: readonly RepairChange[]
}

/** The formats that a curriculum is exported in, and what each is for. */
export const EXPORT_FORMATS = {
  markdown: 'one readable Markdown file',
  html: 'one self-contained page to read and print',
  docx: 'a Word document to edit',
  json: 'the neutral form, and the quality report, for programs',
  csv: 'outcomes, hours and items as tables',
  jsonld: 'a schema.org Course, for catalogues and search engines',
  gift: 'the items, for Moodle and other quiz systems',
} as const

/** One of {@link EXPORT_FORMATS}. */
export type ExportFormat = keyof typeof EXPORT_FORMATS
