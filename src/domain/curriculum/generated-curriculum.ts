import type { BenchmarkReport } from './benchmark-report.js'
import type { Curriculum } from './curriculum.js'
import type { QualityReport } from './quality-report.js'
import type { RepairChange } from './repair/repair-log.js'
import type { SourceDocument } from './source-document.js'
import type { SourcingReport } from './sourcing-report.js'

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
