import {
  type CheckReport,
  type CheckResult,
  type ExportFormat,
  type GeneratedCurriculum,
  reachesVerdict,
} from '../../../domain/curriculum/index.js'
import type { Clock } from '../../../ports/index.js'
import type { RequiredVerdict } from './generate-command.js'

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
  readonly requirement?: Requirement
  readonly durations: Durations
}

/** The result of `--require`. */
export interface Requirement {
  /** The lowest verdict that is enough. */
  readonly verdict: RequiredVerdict
  readonly met: boolean
}

/** Durations in whole milliseconds. */
export interface Durations {
  readonly totalMs: number
  /** By stage, in the order of the stages. */
  readonly stages: { readonly [stage: string]: number }
}

/** Compares the verdict of the report with the required one. */
export function checkRequirement(verdict: RequiredVerdict, { report }: GeneratedCurriculum): Requirement {
  return { verdict, met: reachesVerdict(report.readiness.verdict, verdict) }
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

/** The failed checks, hard ones first. */
export function failedChecks({ results }: CheckReport): readonly CheckResult[] {
  const failed = results.filter(({ status }) => status === 'fail')
  return [...failed.filter(({ hard }) => hard), ...failed.filter(({ hard }) => !hard)]
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
