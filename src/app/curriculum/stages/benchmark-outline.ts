import {
  type BenchmarkReport,
  type Curriculum,
  compareOutlines,
  outlineOf,
  type Program,
} from '../../../domain/curriculum/index.js'
import type { GenerationRun } from '../generation-run.js'

/** Compares with the reference of the brief, else with the version before; with neither there is nothing to say. */
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
