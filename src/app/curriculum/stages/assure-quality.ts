import {
  assessQuality,
  type Curriculum,
  type QualityReport,
  type RepairChange,
  repairCurriculum,
  type SourceDocument,
} from '../../../domain/curriculum/index.js'
import type { GenerationRun } from '../generation-run.js'

/** A curriculum that was mended and judged. */
export interface AssuredCurriculum {
  readonly curriculum: Curriculum
  readonly repairs: readonly RepairChange[]
  readonly quality: QualityReport
}

/**
 * Mends what breaks a hard rule, then judges. What cannot be mended stays in the report, whose gates do not hold then.
 */
export async function assureQuality(
  run: GenerationRun,
  written: Curriculum,
  sources: readonly SourceDocument[],
): Promise<AssuredCurriculum> {
  const { track } = run
  track.begin('quality', 'Mending what breaks a rule')
  await run.pause()
  const { curriculum, changes } = repairCurriculum(written, sources)
  track.advance(0.5, 'Judging the quality')
  await run.pause()
  const quality = assessQuality(curriculum, sources)
  track.end(`Quality: ${quality.score} of 100`)
  await run.pause()
  return { curriculum, repairs: changes, quality }
}
