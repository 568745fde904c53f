import {
  type AimCoverage,
  type BenchmarkReport,
  type Curriculum,
  type CurriculumReport,
  compareOutlines,
  outlineOf,
  type Program,
  type RefusedDocument,
  type RepairChange,
  readinessText,
  repairCurriculum,
  type SourceDocument,
  type SourcingReport,
  writeReport,
} from '../../../domain/curriculum/index.js'
import { measureTexts } from '../../../domain/curriculum/report/text/measure-texts.js'
import { documentNotices, unusedDocuments } from '../../../domain/curriculum/sourcing.js'
import type { KnowledgeDocument } from '../../../domain/knowledge/index.js'
import type { GenerationRun } from '../generation-run.js'

/** A repaired curriculum with its report. */
export interface ReportedCurriculum {
  readonly curriculum: Curriculum
  readonly repairs: readonly RepairChange[]
  readonly sourcing: SourcingReport
  readonly report: CurriculumReport
}

/** The inputs of {@link reportOn}. */
interface ReportInputs {
  readonly written: Curriculum
  readonly sources: readonly SourceDocument[]
  readonly documents: readonly KnowledgeDocument[]
  readonly aims: readonly AimCoverage[]
  readonly refused: readonly RefusedDocument[]
}

/** Repairs what fails a hard check, then reports on the result. If a hard check still fails, the verdict is `not-usable`. */
export async function reportOn(
  run: GenerationRun,
  { written, sources, documents, aims, refused }: ReportInputs,
): Promise<ReportedCurriculum> {
  const { track } = run
  track.begin('quality', 'Repairing failed checks')
  await run.pause()
  const { curriculum, changes } = repairCurriculum(written, sources)
  track.advance(0.3, 'Reading the text of the documents')
  await run.pause()
  const text = measureTexts(documents, curriculum.program.language)
  const notices = documentNotices(documents, curriculum.program.language)
  const unused = unusedDocuments(curriculum, documents)
  const sourcing = { aims, unused, refused, ...(notices.length === 0 ? {} : { notices }), text }
  track.advance(0.7, 'Writing the report')
  await run.pause()
  const report = writeReport(curriculum, sources, sourcing)
  track.end(`Report: ${readinessText(report)}`)
  await run.pause()
  return { curriculum, repairs: changes, sourcing, report }
}

/** Compares the outline with the reference of the brief, or with the previous version. Without both, returns `undefined`. */
export async function benchmarkOutline(
  { request: { previous }, track, pause }: GenerationRun,
  { reference }: Program,
  curriculum: Curriculum,
): Promise<BenchmarkReport | undefined> {
  track.begin('benchmark', 'Comparing the outline')
  const report =
    reference !== undefined
      ? compareOutlines({ kind: 'reference', title: reference.title }, reference.units, curriculum.units)
      : previous !== undefined
        ? compareOutlines(
            { kind: 'version', version: previous.version },
            outlineOf(previous.curriculum),
            curriculum.units,
          )
        : undefined
  track.end(report === undefined ? 'Nothing to compare the outline with' : 'Compared the outline')
  await pause()
  return report
}
