import type { ExportFormat, GeneratedCurriculum, QualityReport, RuleResult } from '../../../domain/curriculum/index.js'
import type { Clock } from '../../../ports/index.js'

/** A written file. */
export interface WrittenFile {
  readonly name: string
  readonly format: ExportFormat
  readonly mediaType: string
  readonly bytes: number
}

/** The outcome of a run of `generate`. */
export interface GenerationOutcome {
  readonly generated: GeneratedCurriculum
  /** Remarks on the brief. */
  readonly notes: readonly string[]
  /** The output folder, as on the command line. */
  readonly out: string
  /** The first one is the one to open first. */
  readonly files: readonly WrittenFile[]
  /** Other files in the output folder. */
  readonly others: readonly string[]
  readonly gate?: QualityGate
  readonly durations: Durations
}

/** The result of `--quality-gate`. */
export interface QualityGate {
  /** The lowest score that passes, 0 to 100. */
  readonly min: number
  readonly passed: boolean
}

/** Durations in whole milliseconds. */
export interface Durations {
  readonly totalMs: number
  /** By stage, in the order of the stages. */
  readonly stages: { readonly [stage: string]: number }
}

/** Checks the score and the hard rules. */
export function qualityGate(min: number, { quality }: GeneratedCurriculum): QualityGate {
  return { min, passed: quality.score >= min && quality.passesHardRules }
}

/** The number of units, lessons and so on, in the order of the report. */
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

/** Hours of work for a learner, rounded to a tenth. */
export function hoursOf({ curriculum }: GeneratedCurriculum): number {
  const own = curriculum.units.reduce((sum, { minutes }) => sum + minutes, 0)
  const ofProgram = curriculum.assessments.filter(({ unitId }) => unitId === undefined)
  return Math.round((own + ofProgram.reduce((sum, { minutes }) => sum + minutes, 0)) / 6) / 10
}

/** The failed rules: hard rules first, then by the share of passed checks. */
export function failedRules({ rules }: QualityReport): readonly RuleResult[] {
  const failed = rules.filter(({ status }) => status === 'fail')
  return failed.sort((a, b) => Number(b.hard) - Number(a.hard) || a.score / a.threshold - b.score / b.threshold)
}

/** Measures the duration of each stage. */
export class StageTimer {
  readonly #clock: Clock
  readonly #startedAt: number
  readonly #ms = new Map<string, number>()
  #current: { readonly stage: string; readonly since: number } | undefined

  constructor(clock: Clock) {
    this.#clock = clock
    this.#startedAt = clock.monotonic()
  }

  /** Ends the current stage and starts `stage`. */
  enter(stage: string): void {
    if (this.#current?.stage === stage) return
    this.#leave()
    this.#current = { stage, since: this.#clock.monotonic() }
  }

  /** Ends the current stage and returns all durations. */
  end(): Durations {
    this.#leave()
    const stages = [...this.#ms].map(([stage, ms]) => [stage, Math.round(ms)] as const)
    return { totalMs: Math.round(this.#clock.monotonic() - this.#startedAt), stages: Object.fromEntries(stages) }
  }

  #leave(): void {
    if (this.#current === undefined) return
    const { stage, since } = this.#current
    this.#ms.set(stage, (this.#ms.get(stage) ?? 0) + this.#clock.monotonic() - since)
    this.#current = undefined
  }
}
