import type { ExportFormat, GeneratedCurriculum } from '../../../domain/curriculum/index.js'

/** A file that was written. */
export interface WrittenFile {
  readonly name: string
  readonly format: ExportFormat
  readonly mediaType: string
  readonly bytes: number
}

/** What a run of `generate` came to. */
export interface GenerationOutcome {
  readonly generated: GeneratedCurriculum
  /** What is odd about the brief. */
  readonly notes: readonly string[]
  /** The output folder, as it was given. */
  readonly out: string
  /** The one to look at first comes first. */
  readonly files: readonly WrittenFile[]
  /** Files in the output folder that are not of this run. */
  readonly others: readonly string[]
  readonly gate?: QualityGate
  readonly durations: Durations
}

/** What was asked of the quality, and whether it is so. */
export interface QualityGate {
  /** 0 to 100. */
  readonly min: number
  readonly passed: boolean
}

/** How long it took, in whole milliseconds. */
export interface Durations {
  readonly totalMs: number
  /** By stage, in their order. */
  readonly stages: { readonly [stage: string]: number }
}

/** Whether a curriculum is as good as was asked for. */
export function qualityGate(min: number, { quality }: GeneratedCurriculum): QualityGate {
  return { min, passed: quality.score >= min && quality.passesHardRules }
}

/** How much there is of what, in the order of a report. */
export function countsOf({ curriculum }: GeneratedCurriculum): { readonly [what: string]: number } {
  const { program, units, assessments, items, skillBook } = curriculum
  return {
    units: units.length,
    lessons: units.reduce((sum, { lessons }) => sum + lessons.length, 0),
    outcomes: program.outcomes.length + units.reduce((sum, { outcomes }) => sum + outcomes.length, 0),
    assessments: assessments.length,
    items: items.length,
    skills: skillBook.length,
  }
}

/** Hours of work of a learner, to a tenth. */
export function hoursOf({ curriculum }: GeneratedCurriculum): number {
  const own = curriculum.units.reduce((sum, { minutes }) => sum + minutes, 0)
  const ofProgram = curriculum.assessments.filter(({ unitId }) => unitId === undefined)
  return Math.round((own + ofProgram.reduce((sum, { minutes }) => sum + minutes, 0)) / 6) / 10
}
