import {
  assessQuality,
  type BenchmarkReport,
  type Curriculum,
  compareOutlines,
  outlineOf,
  type Program,
  type QualityReport,
  type RepairChange,
  repairCurriculum,
  type SourceDocument,
} from '../../../domain/curriculum/index.js'
import type { GenerationRun } from '../generation-run.js'

/** A repaired curriculum with its quality report. */
export interface AssuredCurriculum {
  readonly curriculum: Curriculum
  readonly repairs: readonly RepairChange[]
  readonly quality: QualityReport
}

/**
 * Repairs what fails a hard rule, then runs all rules. If a hard rule still fails, `passesHardRules` is false.
 */
export async function assureQuality(
  run: GenerationRun,
  written: Curriculum,
  sources: readonly SourceDocument[],
): Promise<AssuredCurriculum> {
  const { track } = run
  track.begin('quality', 'Repairing failed checks')
  await run.pause()
  const { curriculum, changes } = repairCurriculum(written, sources)
  track.advance(0.5, 'Checking the quality')
  await run.pause()
  const quality = assessQuality(curriculum, sources)
  track.end(`Quality: ${quality.score} of 100`)
  await run.pause()
  return { curriculum, repairs: changes, quality }
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
