import { type JobProgress, UnrecoverableError } from '../../domain/jobs/index.js'
import { isAppError } from '../../domain/platform/index.js'
import type { CurriculumGenerator, CurriculumRequest, CurriculumResult } from './curriculum-generator.js'
import type { GenerationProgress } from './generation.js'

/** What the handler reads of a run. */
interface CurriculumJobRun {
  readonly payload: CurriculumRequest
  readonly signal: AbortSignal
  readonly progress: (progress: JobProgress) => void
}

/** A retry cannot succeed after these. */
const FINAL = ['INVALID_PROGRAM', 'PROGRAM_NOT_FOUND', 'NO_USABLE_DOCUMENTS'] as const

/**
 * The handler of `curriculum_generation`. It may run more than once: what is made from the same is made once. Anything
 * but a brief, a program or documents that cannot be used is tried again.
 */
export function curriculumJob(generator: CurriculumGenerator): (run: CurriculumJobRun) => Promise<CurriculumResult> {
  return async ({ payload, signal, progress }) => {
    try {
      return await generator.generate(payload, { signal, onProgress: wholePercents(progress) })
    } catch (error) {
      if (!isAppError(error, ...FINAL)) throw error
      throw Object.assign(new UnrecoverableError(error.message, { cause: error }), { code: error.code })
    }
  }
}

/** Each report may be a write to a store: steps that nobody sees are left out. */
function wholePercents(progress: CurriculumJobRun['progress']): (step: GenerationProgress) => void {
  let told: { readonly stage: string; readonly percent: number } | undefined
  return ({ stage, percent, message }) => {
    const whole = Math.floor(percent)
    if (told?.stage === stage && told.percent === whole) return
    told = { stage, percent: whole }
    progress({ percent: whole, stage, message })
  }
}
